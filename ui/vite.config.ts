import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" }],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // WebKitGTK of Debian 12 and WKWebView of macOS 13 both understand this much.
  build: { target: "safari16.4", assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
});
