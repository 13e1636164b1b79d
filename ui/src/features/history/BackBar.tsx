import { RotateCcw } from "lucide-react";
import { Button } from "../../components/Button";
import { compareText } from "../../text/compare";
import type { Back } from "./useBack";
import styles from "./VersionPane.module.css";

type Props = {
  back: Back;
  ticked: number;
  /** Of these, the ones that are removed by it. */
  removing: number;
  /** How many can be ticked. */
  of: number;
  /** Why the whole version cannot come back. */
  wholeOff: string | null;
  onWhole: () => void;
  onBringBack: () => void;
};

/** Where what is ticked goes. */
export function BackBar({ back, ticked, removing, of, wholeOff, onWhole, onBringBack }: Props) {
  return (
    <footer className={styles.foot}>
      <p className={styles.said}>
        {back.offReason !== null ? (
          back.offReason
        ) : of === 0 && wholeOff !== null ? (
          wholeOff
        ) : ticked === 0 ? (
          of > 0 && compareText.noTicks
        ) : (
          <>
            <strong>
              {removing === 0
                ? compareText.ticked(ticked, of)
                : compareText.tickedBoth(ticked - removing, removing)}
            </strong>{" "}
            {compareText.joins}
          </>
        )}
      </p>
      <Button variant="ghost" disabledReason={back.offReason ?? wholeOff} onPress={onWhole}>
        {compareText.whole}
      </Button>
      <Button
        variant="ink"
        icon={RotateCcw}
        pending={back.bringing}
        disabledReason={
          back.offReason ?? (of === 0 ? compareText.noneToTick : ticked === 0 ? compareText.tickFirst : null)
        }
        onPress={onBringBack}
      >
        {compareText.bringBack}
      </Button>
    </footer>
  );
}
