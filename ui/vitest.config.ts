import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    server: { strictPort: false },
    // React Aria virtualises nothing under test unless it is told to.
    define: { "process.env.VIRT_ON": "true" },
    // Found while a test runs, they would reload the page under it.
    optimizeDeps: {
      include: [
        "@dnd-kit/core",
        "@tanstack/react-query",
        "@tauri-apps/api/core",
        "@tauri-apps/api/event",
        "@tauri-apps/api/mocks",
        "axe-core",
        "fast-check",
        "lucide-react",
        "react",
        "react-aria-components",
        "react-dom/client",
        "react/jsx-dev-runtime",
        "vitest-browser-react",
        "vitest-browser-react/pure",
      ],
    },
    test: {
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["src/test/setup.ts"],
      expect: { poll: { timeout: 10_000 } },
      // Longer than a step may poll, with room for a busy machine that is slow to load the first screen.
      testTimeout: 60_000,
      hookTimeout: 60_000,
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
