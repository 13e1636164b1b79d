import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Nothing has the focus: what had it is gone. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Calls back when an element goes away while it has the focus, so that a neighbour can be given it. */
export function useFocusGone(element: RefObject<HTMLElement | null>, onGone: () => void): void {
  const latest = useRef(onGone);
  useEffect(() => {
    latest.current = onGone;
  });
  // Before it leaves the page: afterwards nothing has the focus.
  useLayoutEffect(() => {
    const here = element.current;
    return () => {
      if (here?.contains(document.activeElement)) latest.current();
    };
  }, [element]);
}
