import type { Span } from "../../host";

/** Words that stay on each side of a change. */
const AROUND = 14;
const GAP = "…";

/** The changed stretches of a text with some words around them, so that a long prompt is not shown whole. */
export function excerpt(spans: readonly Span[], around = AROUND): Span[] {
  return spans.map((span, index) => {
    if (span.kind !== "same") return span;
    const before = index > 0;
    const after = index < spans.length - 1;
    const words = [...span.text.matchAll(/\S+/g)];
    const kept = (before ? around : 0) + (after ? around : 0);
    if (!(before || after) || words.length <= kept + 1) return span;
    const head = before ? span.text.slice(0, end(words[around - 1])) : "";
    const tail = after ? span.text.slice(words.at(-around)?.index ?? 0) : "";
    return { ...span, text: [head, GAP, tail].filter(Boolean).join(" ") };
  });
}

const end = (word: RegExpMatchArray | undefined) =>
  word === undefined ? 0 : (word.index ?? 0) + word[0].length;
