import { useRef, useState } from "react";
import { isTyping, openDialogs, useKeyDown } from "../../components/useKeyDown";
import type { Apart, CompareSource } from "../../host";
import { comparisonAsText } from "../../text/compare";
import { type Sides, useComparison } from "./compareQueries";

/** One comparison on the screen: what differs, the way from one change to the next, and its words for the clipboard. */
export function useComparing(agentId: string, sides: Sides | null, liveId: string | null) {
  const [apart, setApart] = useState<Readonly<Record<string, readonly Apart[]>>>({});
  const [copied, setCopied] = useState<"copied" | "failed" | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const of = JSON.stringify(sides);
  // What was taken apart was said of this later side, whatever it is compared with.
  const side = JSON.stringify(sides?.right ?? null);
  const taken = apart[side] ?? [];
  const query = useComparison(agentId, sides, taken);
  const view = sides === null ? undefined : query.data;

  const walk = (by: 1 | -1) => {
    const changes = [...(list.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
    if (changes.length === 0) return;
    const focused = changes.findIndex((change) => change.contains(document.activeElement));
    // So that the buttons go on from there, though they have the focus.
    const at = focused >= 0 ? focused : changes.findIndex((change) => change.dataset.at === of);
    for (const change of changes) delete change.dataset.at;
    const next = at < 0 ? (by > 0 ? 0 : changes.length - 1) : (at + by + changes.length) % changes.length;
    const target = changes[next];
    if (target === undefined) return;
    target.dataset.at = of;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  };

  const copy = async () => {
    if (view === undefined) return;
    try {
      await navigator.clipboard.writeText(comparisonAsText(view, liveId));
      setCopied("copied");
    } catch {
      setCopied("failed");
    }
  };

  useKeyDown(view !== undefined, (event) => {
    if (openDialogs().length > 0 || isTyping(event.target)) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    // Where the brackets need another key they come with it.
    const isBracket = event.key === "[" || event.key === "]";
    if (isBracket && (plain || event.altKey || event.getModifierState("AltGraph"))) {
      event.preventDefault();
      walk(event.key === "]" ? 1 : -1);
      return;
    }
    const copies =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "c";
    // Words that are selected are what one wants to copy.
    if (copies && (window.getSelection()?.isCollapsed ?? true)) {
      event.preventDefault();
      void copy();
    }
  });

  return {
    query,
    view,
    list,
    apart: taken,
    /** What was taken apart of a later side, whether or not it is compared now. */
    apartOf: (later: CompareSource) => apart[JSON.stringify(later)] ?? [],
    takeApart: (pair: Apart) => setApart({ ...apart, [side]: [...taken, pair] }),
    takeTogether: (pair: Apart) => setApart({ ...apart, [side]: taken.filter((each) => each !== pair) }),
    walk,
    copy,
    copied,
    dismissCopied: () => setCopied(null),
  };
}

export type Comparing = ReturnType<typeof useComparing>;
