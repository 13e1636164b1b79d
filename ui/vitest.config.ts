import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    server: { strictPort: false },
    // React Aria virtualises nothing under test unless it is told to.
    define: { "process.env.VIRT_ON": "true" },
    test: {
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["src/test/setup.ts"],
      browser: {
        enabled: true,
        // Several runs side by side each take a free port.
        api: { strictPort: false },
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] },
        }),
        instances: [{ browser: "chromium", viewport: { width: 1280, height: 820 } }],
      },
    },
  }),
);
