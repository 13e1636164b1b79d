import type { RefObject } from "react";
import { openDialogs, useKeyDown } from "../../components/useKeyDown";

/** F8 goes to the next finding, round and round; Ctrl with a full stop presses the button of the one at hand. */
export function useFindingKeys(isOn: boolean, root: RefObject<HTMLElement | null>): void {
  useKeyDown(isOn, (event) => {
    const lines = [...(root.current?.querySelectorAll<HTMLElement>("[data-finding]") ?? [])];
    // A preview or a question in front of the panel has the keys.
    if (lines.length === 0 || openDialogs().length > 1) return;
    const at = lines.findIndex((line) => line.contains(document.activeElement));
    if (event.key === "F8") {
      event.preventDefault();
      const by = event.shiftKey ? -1 : 1;
      const next = at < 0 ? (by > 0 ? 0 : lines.length - 1) : (at + by + lines.length) % lines.length;
      lines[next]?.focus();
      lines[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      // While somebody types in the words of a finding, that one is at hand.
      const marked = lines.filter((line) => line.dataset.atHand !== undefined);
      const mendable = at >= 0 ? lines.slice(at, at + 1) : marked.length > 0 ? marked : lines;
      const button = mendable.flatMap((line) => [...line.querySelectorAll("button")])[0];
      if (button === undefined) return;
      event.preventDefault();
      button.click();
    }
  });
}
