import { RefreshCw } from "lucide-react";
import { common } from "../text/common";
import { asOf } from "../text/time";
import { Button } from "./Button";
import styles from "./Freshness.module.css";
import { Time } from "./Time";

type Props = {
  /** When Atoms was last asked. */
  readAt: string;
  /** It comes from this computer, and Atoms was not asked since. */
  fromCache?: boolean;
  isReading: boolean;
  /** Why it cannot be refreshed. */
  offReason?: string | null;
  onRefresh: () => void;
  /** Names the button where another one refreshes something else. */
  label?: string;
};

/** How old what one sees is, and the way to something newer. */
export function Freshness({
  readAt,
  fromCache = false,
  isReading,
  offReason = null,
  onRefresh,
  label,
}: Props) {
  return (
    <span className={styles.freshness}>
      <span className={styles.age}>
        {fromCache ? (
          common.asOf(asOf(new Date(readAt), new Date()))
        ) : (
          <>
            {common.readAt} <Time at={readAt} />
          </>
        )}
      </span>
      <Button
        variant="ghost"
        size="row"
        icon={RefreshCw}
        pending={isReading}
        disabledReason={offReason}
        {...(label ? { "aria-label": label } : {})}
        onPress={onRefresh}
      >
        {common.refresh}
      </Button>
    </span>
  );
}
