import type { Piece } from "../../host";
import { templatesText } from "../../text/templates";
import styles from "./Prompt.module.css";

interface Props {
  pieces: readonly Piece[];
  /** What is filled in so far. */
  values?: Readonly<Record<string, string>>;
}

/** A prompt with its blanks marked: filled in, or by their name. */
export function Prompt({ pieces, values = {} }: Props) {
  // Where a piece begins tells it from every other one.
  let at = 0;
  return pieces.map((piece) => {
    const key = at;
    at += piece.kind === "text" ? piece.text.length : piece.name.length + 2;
    if (piece.kind === "text") return <span key={key}>{piece.text}</span>;
    const value = (values[piece.name] ?? "").trim();
    return value === "" ? (
      <span key={key} className={styles.blank}>
        {templatesText.blank(piece.name)}
      </span>
    ) : (
      <span key={key} className={styles.filled}>
        {value}
      </span>
    );
  });
}
