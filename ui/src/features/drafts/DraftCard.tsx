import { CircleDashed, GitCompare } from "lucide-react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import type { DraftRow } from "../../host";
import { draftsText } from "../../text/drafts";
import styles from "./DraftCard.module.css";

type Props = { draft: DraftRow; onCompare: () => void };

/** One open draft: what, whose, since when, and what it changes. */
export function DraftCard({ draft, onCompare }: Props) {
  const name = draftsText.name(draft);
  const note = draftsText.ownerNote(draft.owner);
  return (
    <li className={styles.card}>
      <span className={styles.mark}>
        <Icon of={CircleDashed} size={16} />
      </span>
      <div className={styles.words}>
        <div className={styles.head}>
          <h3 className={styles.name}>{name}</h3>
          <Chip tone={draft.owner === "ours" ? "you" : "draft"} small>
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
            aria-label={draftsText.compareOf(name)}
            onPress={onCompare}
          >
            {draftsText.compare}
          </Button>
        </div>
      </div>
    </li>
  );
}
