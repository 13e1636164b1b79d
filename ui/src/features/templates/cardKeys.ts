import type { KeyboardEvent } from "react";

/** On each card, with the key of its template. */
export const CARD = "data-template";

/** What takes the focus of a card: its check box, or Preview where it cannot be chosen. */
function target(card: Element): HTMLElement | null {
  return card.querySelector<HTMLElement>("input:not(:disabled)") ?? card.querySelector<HTMLElement>("button");
}

/** The nearest card in the next row that has one, above or below. */
function inNextRow(cards: readonly Element[], from: Element, down: boolean): Element | undefined {
  const here = from.getBoundingClientRect();
  let best: { card: Element; away: number } | undefined;
  for (const card of cards) {
    const there = card.getBoundingClientRect();
    const rows = down ? there.top - here.bottom : here.top - there.bottom;
    if (rows < -1) continue;
    // A row apart outweighs any place in it.
    const away = rows * 10_000 + Math.abs(there.left - here.left);
    if (best === undefined || away < best.away) best = { card, away };
  }
  return best?.card;
}

/** Arrows walk the cards, P opens the preview of the one with the focus. */
export function onCardKey(event: KeyboardEvent<HTMLElement>, onPreview: (key: string) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const card = event.target instanceof Element ? event.target.closest(`[${CARD}]`) : null;
  if (card === null) return;
  if (event.key.toLowerCase() === "p") {
    event.preventDefault();
    onPreview(card.getAttribute(CARD) ?? "");
    return;
  }
  const cards = [...event.currentTarget.querySelectorAll(`[${CARD}]`)];
  const at = cards.indexOf(card);
  const ways: Record<string, () => Element | undefined> = {
    ArrowRight: () => cards[at + 1],
    ArrowLeft: () => cards[at - 1],
    ArrowDown: () => inNextRow(cards, card, true),
    ArrowUp: () => inNextRow(cards, card, false),
    Home: () => cards[0],
    End: () => cards.at(-1),
  };
  const to = ways[event.key]?.();
  if (to === undefined) return;
  event.preventDefault();
  target(to)?.focus();
  to.scrollIntoView({ block: "nearest" });
}
