import { CircleDashed, GitCompare, Pencil, PencilLine, Trash2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import type { DraftRow } from "../../host";
import { draftsText } from "../../text/drafts";
import styles from "./DraftCard.module.css";

type Props = {
  draft: DraftRow;
  /** Told apart from drafts of the same name. */
  called: string;
  /** Drafts have names that can be changed. */
  isNamed: boolean;
  /** Why the agent cannot be edited. */
  offReason: string | null;
  onCompare: () => void;
  onContinue: () => void;
  onRename: () => void;
  onDiscard: () => void;
};

/** One open draft: what, whose, since when, what it changes, and what can be done with it. */
export function DraftCard({
  draft,
  called,
  isNamed,
  offReason,
  onCompare,
  onContinue,
  onRename,
  onDiscard,
}: Props) {
  const note = draftsText.ownerNote(draft.owner);
  // One that is not ours is only read.
  const isOurs = draft.owner !== "others";
  const off = offReason ?? (draft.publishing ? draftsText.publishing : null);
  // All share the draft of a branch: what somebody else wrote to it is not ours to discard.
  const isShared = draft.branch !== null && draft.owner === "oursChanged";
  return (
    <li className={styles.card}>
      <span className={styles.mark}>
        <Icon of={CircleDashed} size={16} />
      </span>
      <div className={styles.words}>
        <div className={styles.head}>
          <h3 className={styles.name}>{draftsText.name(draft)}</h3>
          <Chip tone={isOurs ? "you" : "draft"} small>
            {draftsText.owner(draft.owner)}
          </Chip>
        </div>
        <p className={styles.who}>{draftsText.who(draft, new Date())}</p>
        <p>{draftsText.gist(draft.gist)}</p>
        {draft.publishing && <p className={styles.note}>{draftsText.publishing}</p>}
        {note !== null && <p className={styles.note}>{note}</p>}
        <div className={styles.actions}>
          <Button
            variant="secondary"
            size="row"
            icon={GitCompare}
            aria-label={draftsText.compareOf(called)}
            onPress={onCompare}
          >
            {draftsText.compare}
          </Button>
          <Button
            variant="secondary"
            size="row"
            icon={PencilLine}
            aria-label={draftsText.continueOf(called)}
            disabledReason={offReason}
            onPress={onContinue}
          >
            {draftsText.continue}
          </Button>
          {isOurs && isNamed && (
            <Button
              variant="secondary"
              size="row"
              icon={Pencil}
              aria-label={draftsText.renameOf(called)}
              disabledReason={off}
              onPress={onRename}
            >
              {draftsText.rename}
            </Button>
          )}
          {isOurs && (
            <Button
              variant="secondary"
              size="row"
              icon={Trash2}
              aria-label={draftsText.discardOf(called)}
              disabledReason={off ?? (isShared ? draftsText.sharedNow : null)}
              onPress={onDiscard}
            >
              {draftsText.discard}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
