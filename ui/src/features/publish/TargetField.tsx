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
        {targetText.unread}
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
  return (
    <div className={styles.field}>
      <Select
        label={targetText.label}
        items={names.map((branch) => ({ id: branch.id, label: targetText.branch(branch) }))}
        value={id ?? live?.id ?? null}
        onChange={(chosen) => onChange(chosen === live?.id ? null : chosen)}
      />
    </div>
  );
}
