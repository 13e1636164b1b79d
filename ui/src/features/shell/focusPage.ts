import { isFocusLost } from "../../components/useFocusGone";

/** What scrolls on a page, or its list. */
const HOME = "main section[tabindex], main [role=grid]";

/** Where what had the focus is gone, the keyboard goes on in the page. */
export function focusPage(): void {
  requestAnimationFrame(() => {
    if (!isFocusLost()) return;
    const home = document.querySelector<HTMLElement>(HOME) ?? document.querySelector("main");
    home?.focus();
  });
}
