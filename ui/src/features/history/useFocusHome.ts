import { type RefObject, useEffect } from "react";
import { isFocusLost } from "../../components/useFocusGone";

/** What is pressed in `column` may go by that: `home` has the focus then, so that the keyboard goes on from here. */
export function useFocusHome(column: RefObject<HTMLElement | null>, home: string): void {
  useEffect(() => {
    const within = column.current;
    if (within === null) return;
    let last: Element | null = null;
    const note = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null;
    };
    const look = () => {
      if (last === null || last.isConnected || !isFocusLost()) return;
      last = null;
      within.querySelector<HTMLElement>(home)?.focus();
    };
    const observer = new MutationObserver(look);
    observer.observe(within, { childList: true, subtree: true });
    within.addEventListener("focusin", note);
    return () => {
      observer.disconnect();
      within.removeEventListener("focusin", note);
    };
  }, [column, home]);
}
