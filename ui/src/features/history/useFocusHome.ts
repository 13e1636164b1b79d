import { type RefObject, useEffect } from "react";
import { isFocusLost } from "../../components/useFocusGone";
import { DIALOGS, openDialogs } from "../../components/useKeyDown";

/**
 * What is pressed in `column` may go by that, or behind a dialog that it opened: `home` has the focus then, so that the
 * keyboard goes on from here.
 */
export function useFocusHome(column: RefObject<HTMLElement | null>, home: string): void {
  useEffect(() => {
    const within = column.current;
    if (within === null) return;
    let last: Element | null = null;
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      if (within.contains(target)) last = target;
      // Whoever is in a dialog comes back from it.
      else if (target.closest(DIALOGS) === null) last = null;
    };
    const look = () => {
      if (last === null || last.isConnected || !isFocusLost() || openDialogs().length > 0) return;
      last = null;
      within.querySelector<HTMLElement>(home)?.focus();
    };
    const observer = new MutationObserver(look);
    observer.observe(within, { childList: true, subtree: true });
    // Dialogs come and go there.
    observer.observe(document.body, { childList: true });
    document.addEventListener("focusin", note);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", note);
    };
  }, [column, home]);
}
