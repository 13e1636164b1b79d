import { useEffect } from "react";
import type { Appearance } from "../../host";

const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

function apply(appearance: Appearance) {
  const theme = appearance === "system" ? (dark().matches ? "dark" : "light") : appearance;
  document.documentElement.dataset.theme = theme;
}

const REMEMBERED = "appearance";

/** Before anything is read: as it was last chosen, so that no start flashes in the other theme. */
export function applyLastTheme() {
  const last = window.localStorage.getItem(REMEMBERED);
  apply(last === "light" || last === "dark" ? last : "system");
}

/** Keeps the page in the chosen theme, and with the system's while that is chosen. */
export function useTheme(appearance: Appearance | undefined): void {
  useEffect(() => {
    if (appearance === undefined) return;
    apply(appearance);
    window.localStorage.setItem(REMEMBERED, appearance);
    if (appearance !== "system") return;
    const query = dark();
    const follow = () => apply("system");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [appearance]);
}
