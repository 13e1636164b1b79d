import { GitBranch, Info, Minus, PencilLine, Plus, Radio } from "lucide-react";
import { ChoiceChip } from "../../components/ChoiceChip";
import { Diff } from "../../components/Diff";
import { Icon } from "../../components/Icon";
import { TypeChip } from "../../components/TypeChip";
import type { ReviewItem, Span } from "../../host";
import { consequencesText } from "../../text/consequences";
import { readableName } from "../../text/names";
import { publishText } from "../../text/publish";
import styles from "./ReviewChange.module.css";

const marks = { added: Plus, removed: Minus, changed: PencilLine } as const;

function asRead(spans: readonly Span[], kind: "same" | "removed"): Span[] {
  return [{ kind, text: spans.map((span) => span.text).join("") }];
}

/** One metric of the review: what happens in words, then the words themselves. */
export function ReviewChange({
  item,
  next,
  branch = null,
}: {
  item: ReviewItem;
  /** The version that makes it live; none where that is not known. */
  next: string | null;
  /** The branch that it goes to, where that is not live: nobody notices anything before it is. */
  branch?: string | null;
}) {
  // A new metric is read as it is; only what one compares is marked.
  const prompt =
    item.kind === "added"
      ? asRead(item.prompt, "same")
      : item.kind === "removed"
        ? asRead(item.prompt, "removed")
        : item.prompt;
  const identifier = item.renamedFrom ?? item.identifier;
  const noticed =
    branch !== null
      ? consequencesText.onceLive(identifier, item.consequences, branch)
      : next === null
        ? null
        : consequencesText.review(identifier, item.consequences, next);
  const hasPrompt = prompt.some((span) => span.text !== "");
  return (
    <div className={styles.item}>
      <Icon of={marks[item.kind]} className={`${styles.mark} ${styles[item.kind]}`} />
      <div className={styles.body}>
        <div className={styles.head}>
          <h3 className={styles.name}>{readableName(item.identifier)}</h3>
          <span className={styles.what}>{publishText.item(item)}</span>
          <TypeChip type={item.dataType} unknown={item.unknownType} />
        </div>
        {hasPrompt && <Diff spans={prompt} />}
        {item.choices.length > 0 && (
          <ul className={styles.choices}>
            {item.choices.map((choice, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same choice may go and come again
              <li key={`${index}/${choice.text}`}>
                <ChoiceChip kind={item.kind === "added" ? "same" : choice.kind}>{choice.text}</ChoiceChip>
              </li>
            ))}
          </ul>
        )}
        {noticed !== null && (
          <p className={styles.note}>
            <Icon of={branch === null ? Radio : GitBranch} size={14} />
            {noticed}
          </p>
        )}
        {item.kind === "changed" && next !== null && branch === null && (
          <p className={styles.note}>
            <Icon of={Info} size={14} />
            {publishText.oldAnswers(next)}
          </p>
        )}
      </div>
    </div>
  );
}
