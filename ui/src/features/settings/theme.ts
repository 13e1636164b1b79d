import { useEffect } from "react";
import type { Appearance } from "../../host";

const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

function apply(appearance: Appearance) {
  const theme = appearance === "system" ? (dark().matches ? "dark" : "light") : appearance;
  document.documentElement.dataset.theme = theme;
}

/** Before anything is read: as the system says. */
export const applySystemTheme = () => apply("system");

/** Keeps the page in the chosen theme, and with the system's while that is chosen. */
export function useTheme(appearance: Appearance): void {
  useEffect(() => {
    apply(appearance);
    if (appearance !== "system") return;
    const query = dark();
    const follow = () => apply("system");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [appearance]);
}
