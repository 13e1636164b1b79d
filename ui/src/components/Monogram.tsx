import { hash } from "./hash";
import styles from "./Monogram.module.css";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toLocaleUpperCase("en-GB");
}

/** The mark of a person or a workspace, made from the name. Decoration. */
export function Monogram({
  name,
  shape = "person",
}: {
  name: string;
  /** A large one stands beside a title. */
  shape?: "person" | "large" | "workspace";
}) {
  const tone = (hash(name) % 6) + 1;
  return (
    <span aria-hidden="true" className={`${styles.mark} ${styles[shape]} ${styles[`tone${tone}`]}`}>
      {shape === "workspace" ? initials(name).slice(0, 1) : initials(name)}
    </span>
  );
}
