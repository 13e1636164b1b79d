import { CircleAlert } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { CopyDetails } from "../../components/CopyDetails";
import { Icon } from "../../components/Icon";
import { LiveText } from "../../components/LiveText";
import hidden from "../../components/visuallyHidden.module.css";
import { errorText } from "../../text/errors";
import { shellText } from "../../text/shell";
import { timelineText } from "../../text/timeline";
import { useShell } from "../shell/shellContext";
import styles from "./HistoryReading.module.css";
import { useReading } from "./timelineQueries";

const words = timelineText.reading;

type Props = {
  agentId: string;
  branchId: string | null;
  listedAt: number;
  /** Rows were found: it says what was searched. */
  isFiltering: boolean;
  /** Where the focus goes when the button is gone. */
  fieldRef: RefObject<HTMLInputElement | null>;
};

/** How much of the history is on this computer, and reading the rest. Nothing to see once all of it is here. */
export function HistoryReading({ agentId, branchId, listedAt, isFiltering, fieldRef }: Props) {
  const reading = useReading(agentId, branchId, listedAt);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const { plan, going, stopping, error } = reading;
  const wasGoing = useRef(false);
  const isDone = plan !== undefined && !going && plan.requests === 0;
  // Said once a reading came to its end, and not of a history that was here already.
  const justDone = isDone && wasGoing.current;
  useEffect(() => {
    if (going) wasGoing.current = true;
    if (isDone && wasGoing.current && document.activeElement === document.body) fieldRef.current?.focus();
  }, [going, isDone, fieldRef]);

  return (
    <div className={styles.reading}>
      {plan && !isDone && (
        <>
          <div className={styles.line}>
            <span className={styles.count}>{words.read(plan.read, plan.total)}</span>
            {/* One button for both, so that the focus stays where it is. */}
            <Button
              variant="secondary"
              size="row"
              pending={stopping}
              disabledReason={readingOnly && !going ? shellText.reading.refresh : null}
              onPress={going ? reading.stop : reading.readAll}
            >
              {stopping ? words.stopping : going ? words.stop : words.readAll}
            </Button>
          </div>
          {going && (
            <div
              className={styles.bar}
              role="progressbar"
              aria-label={words.progress}
              aria-valuemin={0}
              aria-valuemax={plan.total}
              aria-valuenow={plan.read}
              aria-valuetext={words.read(plan.read, plan.total)}
            >
              <span style={{ width: `${plan.total === 0 ? 0 : (100 * plan.read) / plan.total}%` }} />
            </div>
          )}
          <p className={styles.note}>
            {going ? words.going : words.requests(plan.requests, plan.exact)}
            {isFiltering && ` ${words.onlyRead}`}
          </p>
        </>
      )}
      {error && (
        <div className={styles.failed}>
          <p role="alert">
            <Icon of={CircleAlert} size={14} /> {errorText(error).title}. {words.kept}
          </p>
          <CopyDetails error={error} />
        </div>
      )}
      <LiveText className={hidden.hidden}>{justDone && words.done(plan.total)}</LiveText>
    </div>
  );
}
