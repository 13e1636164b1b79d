import { ChoiceChip } from "../../components/ChoiceChip";
import type { CompareChange, SpanKind } from "../../host";
import { compareText } from "../../text/compare";
import styles from "./ChangeItem.module.css";

/** Choices that are shown one by one; of a longer list, those that did not change are counted. */
const SHOWN = 12;

type Part = { choice: string; kind: SpanKind };

export function Choices({ parts, rest = null }: { parts: readonly Part[]; rest?: string | null }) {
  if (parts.length === 0 && rest === null) return null;
  return (
    <ul className={styles.choices}>
      {parts.map(({ choice, kind }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same choice may go and come again
        <li key={`${place}/${choice}`}>
          <ChoiceChip kind={kind}>{choice}</ChoiceChip>
        </li>
      ))}
      {rest !== null && <li className={styles.quiet}>{rest}</li>}
    </ul>
  );
}

export const allOf = (choices: readonly string[], kind: SpanKind): Part[] =>
  choices.map((choice) => ({ choice, kind }));

/** Choices of one side: what differs from the other one is marked. */
export function sideOf(change: CompareChange, side: "left" | "right") {
  const { choices } = change;
  const list = side === "left" ? change.before.choices : change.after.choices;
  const differing = new Set(
    choices === null
      ? []
      : side === "left"
        ? [...choices.removed, ...choices.renamed.map((each) => each.before)]
        : [...choices.added, ...choices.renamed.map((each) => each.after)],
  );
  const kind: SpanKind = side === "left" ? "removed" : "added";
  const parts = list.map((choice): Part => ({ choice, kind: differing.has(choice) ? kind : "same" }));
  const same = parts.filter((part) => part.kind === "same").length;
  if (parts.length <= SHOWN || same < 2) return { parts, rest: null };
  const changed = parts.filter((part) => part.kind !== "same");
  const words = changed.length === 0 || side === "right" ? compareText.theSame(same) : compareText.more(same);
  return { parts: changed, rest: words };
}

/** Both sides as one list: what goes stands before what comes. */
export function inOneText(change: CompareChange) {
  const { choices } = change;
  if (choices === null) return sideOf(change, "right");
  const was = new Map(choices.renamed.map((each) => [each.after, each.before]));
  const added = new Set(choices.added);
  const parts = change.after.choices.flatMap((choice): Part[] => {
    const before = was.get(choice);
    if (before !== undefined)
      return [
        { choice: before, kind: "removed" },
        { choice, kind: "added" },
      ];
    return [{ choice, kind: added.has(choice) ? "added" : "same" }];
  });
  const all = [...allOf(choices.removed, "removed"), ...parts];
  const same = all.filter((part) => part.kind === "same").length;
  if (all.length <= SHOWN || same < 2) return { parts: all, rest: null };
  return { parts: all.filter((part) => part.kind !== "same"), rest: compareText.more(same) };
}
