import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { render } from "vitest-browser-react";
import { expectNoViolationsInPart } from "./axe";

/** Renders a screen as main.tsx does, on a client of its own. */
export function renderScreen(screen: ReactNode, theme: "light" | "dark" = "light") {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = "en";
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <main style={{ height: "100vh", display: "flex", background: "var(--surface)" }}>{screen}</main>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** Waits until nothing moves any more. */
export async function settled(): Promise<void> {
  const running = document
    .getAnimations()
    .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.all(running.map((animation) => animation.finished.catch(() => undefined)));
}

/** Asks axe once the fades are over: half a colour has half a contrast. */
export async function expectAccessible(): Promise<void> {
  await settled();
  await expectNoViolationsInPart();
}
