import { Button } from "../../components/Button";
import { Select } from "../../components/Select";
import { targetText } from "../../text/target";
import styles from "./TargetField.module.css";
import type { TargetWork } from "./useTarget";

type Props = { target: TargetWork; onChange: (target: string | null) => void };

/** Where there is more than one branch: the one that this is published to. */
export function TargetField({ target, onChange }: Props) {
  const { branches, names, id } = target;
  if (branches.isError)
    return (
      <p className={styles.unread}>
        {id === null ? targetText.unread : targetText.unreadOthers}
        <Button
          variant="secondary"
          size="row"
          pending={branches.isFetching}
          onPress={() => void branches.refetch()}
        >
          {targetText.readAgain}
        </Button>
      </p>
    );
  if (names.length < 2) return null;
  const live = names.find((branch) => branch.isLive);
  const chosen = names.find((branch) => branch.id === id);
  // It went live since it was chosen: where this goes is asked anew.
  const isStale = chosen?.isLive === true;
  return (
    <div className={styles.field}>
      <Select
        label={targetText.label}
        items={names.map((branch) => ({ id: branch.id, label: targetText.branch(branch) }))}
        value={isStale ? null : (id ?? live?.id ?? null)}
        {...(isStale ? { error: targetText.wentLive(chosen.name) } : {})}
        onChange={(chosen) => onChange(chosen === live?.id ? null : chosen)}
      />
    </div>
  );
}
