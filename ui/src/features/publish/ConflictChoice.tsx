import { useId } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { ChoiceChip } from "../../components/ChoiceChip";
import { Diff } from "../../components/Diff";
import { TypeChip } from "../../components/TypeChip";
import type { MergeConflict, MergeSide, Side } from "../../host";
import { mergeText } from "../../text/merge";
import styles from "./ConflictChoice.module.css";

type Props = {
  conflict: MergeConflict;
  version: string;
  side: Side | null;
  onChoose: (side: Side) => void;
};

/** One thing that both changed: as it was, theirs and mine side by side, and which one stays. */
export function ConflictChoice({ conflict, version, side, onChoose }: Props) {
  const headingId = useId();
  const option = (value: Side, name: string, made: MergeSide | null) => (
    <Radio value={value} className={styles.option ?? ""}>
      <span className={styles.dot} />
      <span className={styles.made}>
        <span className={styles.name}>{name}</span>
        <Value conflict={conflict} made={made} />
      </span>
    </Radio>
  );
  return (
    <section className={styles.conflict}>
      <h3 id={headingId} className={styles.heading}>
        {mergeText.conflict(conflict)}
      </h3>
      <div className={styles.sides}>
        {conflict.before !== null && (
          <div className={styles.before}>
            <span className={styles.name}>{mergeText.before}</span>
            <Value conflict={conflict} made={conflict.before} />
          </div>
        )}
        <RadioGroup
          aria-labelledby={headingId}
          className={styles.options ?? ""}
          value={side}
          onChange={(value) => onChoose(value as Side)}
        >
          {option("theirs", version, conflict.theirs)}
          {option("mine", mergeText.mine, conflict.mine)}
        </RadioGroup>
      </div>
    </section>
  );
}

/** The part that is in conflict, on one side. */
function Value({ conflict, made }: { conflict: MergeConflict; made: MergeSide | null }) {
  const { part } = conflict.key;
  if (part.kind === "order" || part.kind === "other") return null;
  if (made === null) return <span className={styles.words}>{mergeText.removed}</span>;
  switch (part.kind) {
    case "identifier":
      return <span className={styles.words}>{made.identifier}</span>;
    case "dataType":
      return (
        <span>
          <TypeChip type={made.dataType} unknown={made.unknownType} />
        </span>
      );
    case "choices":
      return (
        <span className={styles.choices}>
          {made.choices.length === 0 && <span className={styles.words}>{mergeText.noChoices}</span>}
          {made.choices.map((choice) => (
            <ChoiceChip key={choice} kind={mark(conflict, choice)}>
              {choice}
            </ChoiceChip>
          ))}
        </span>
      );
    default:
      return <Diff spans={made.prompt} />;
  }
}

const mark = (conflict: MergeConflict, choice: string) =>
  conflict.before === null || conflict.before.choices.includes(choice) ? "same" : "added";
