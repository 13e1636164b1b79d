import { RefreshCw } from "lucide-react";
import { common } from "../text/common";
import { Button } from "./Button";
import styles from "./Freshness.module.css";
import { Time } from "./Time";

type Props = {
  /** When Atoms was last asked. */
  readAt: string;
  /** It comes from this computer, and Atoms was not asked since. */
  fromCache?: boolean;
  isReading: boolean;
  onRefresh: () => void;
};

/** How old what one sees is, and the way to something newer. */
export function Freshness({ readAt, fromCache = false, isReading, onRefresh }: Props) {
  return (
    <span className={styles.freshness}>
      <span className={styles.age}>
        {fromCache ? common.keptFrom : common.readAt} <Time at={readAt} />
      </span>
      <Button variant="ghost" size="row" icon={RefreshCw} pending={isReading} onPress={onRefresh}>
        {common.refresh}
      </Button>
    </span>
  );
}
