import { RotateCcw } from "lucide-react";
import { Button } from "../../components/Button";
import type { Apart } from "../../host";
import { compareText } from "../../text/compare";
import type { Back } from "./useBack";
import styles from "./VersionPane.module.css";

type Props = {
  back: Back;
  /** How many differences can be ticked; none where they are not counted. */
  of: number | null;
  apart: readonly Apart[];
  /** Why the whole version cannot come back. */
  wholeOff: string | null;
  onWhole: () => void;
};

/** Where what is ticked goes. */
export function BackBar({ back, of, apart, wholeOff, onWhole }: Props) {
  const ticked = back.picks.length;
  return (
    <footer className={styles.foot}>
      <p className={styles.said}>
        {ticked === 0 ? (
          compareText.noTicks
        ) : (
          <>
            <strong>{compareText.ticked(ticked, of)}</strong> {compareText.joins}
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
        disabledReason={back.offReason ?? (ticked === 0 ? compareText.tickFirst : null)}
        onPress={() => back.bringBack(apart)}
      >
        {compareText.bringBack}
      </Button>
    </footer>
  );
}
