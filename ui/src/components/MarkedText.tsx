import { type RefObject, useLayoutEffect, useRef } from "react";
import styles from "./MarkedText.module.css";

export interface Mark {
  start: number;
  end: number;
  tone: "error" | "warn" | "info";
}

interface Piece {
  text: string;
  start: number;
  tone: Mark["tone"] | null;
}

const weight: Record<Mark["tone"], number> = { error: 3, warn: 2, info: 1 };

/** The text cut where a mark begins or ends; of marks over each other the graver one shows. */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const mark of marks) {
    cuts.add(Math.min(mark.start, text.length));
    cuts.add(Math.min(mark.end, text.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const [first] = over.sort((a, b) => weight[b.tone] - weight[a.tone]);
    return { text: text.slice(start, end), start, tone: first?.tone ?? null };
  });
}

interface Props {
  text: string;
  marks: readonly Mark[];
  area: RefObject<HTMLTextAreaElement | null>;
}

/** Underlines words of a text area: a copy of its text that nobody sees or hears, under the very same words. */
export function MarkedText({ text, marks, area }: Props) {
  const copy = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const field = area.current;
    if (field === null) return;
    const follow = () => {
      if (copy.current === null) return;
      // Lines break where the field breaks them, also beside its scroll bar.
      copy.current.style.width = `${field.clientWidth}px`;
      copy.current.style.transform = `translateY(${-field.scrollTop}px)`;
    };
    follow();
    const resized = new ResizeObserver(follow);
    resized.observe(field);
    field.addEventListener("scroll", follow);
    return () => {
      resized.disconnect();
      field.removeEventListener("scroll", follow);
    };
  }, [area]);
  return (
    <div ref={copy} className={styles.copy} aria-hidden="true">
      {pieces(text, marks).map((piece) =>
        piece.tone === null ? (
          piece.text
        ) : (
          <span key={piece.start} className={styles[piece.tone]} data-mark={piece.tone}>
            {piece.text}
          </span>
        ),
      )}
    </div>
  );
}
