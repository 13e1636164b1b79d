import "./components/base.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { applyLastTheme } from "./features/settings/theme";

applyLastTheme();

// Rust retries; what the window shows again on its own would only ask twice.
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="en-US">
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
