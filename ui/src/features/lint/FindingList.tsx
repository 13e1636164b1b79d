import { useState } from "react";
import { Button } from "../../components/Button";
import type { Finding } from "../../host";
import { lintText } from "../../text/lint";
import { FindingLine } from "./FindingLine";
import styles from "./FindingList.module.css";
import { byWeight, findingKey } from "./findings";

interface Props {
  findings: readonly Finding[];
  of?: string;
  /** So many at most before "more"; notes are always behind it. */
  most?: number;
  atHand?: ReadonlySet<string>;
  onFix?: ((finding: Finding) => void) | undefined;
  /** Whose button opens the metric instead of mending it at once. */
  opens?: (finding: Finding) => boolean;
}

/** The findings of one metric or field, the gravest first. */
export function FindingList({ findings, of, most = Number.POSITIVE_INFINITY, atHand, onFix, opens }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  const sorted = byWeight(findings);
  const loud = sorted.filter((finding) => finding.severity !== "info");
  const shown = showsAll ? sorted : loud.slice(0, most);
  const hidden = sorted.length - shown.length;
  if (sorted.length === 0) return null;
  const words = showsAll ? lintText.fewer : lintText.more(hidden, loud.length <= shown.length);
  return (
    <div className={styles.list}>
      {shown.map((finding) => (
        <FindingLine
          key={findingKey(finding)}
          finding={finding}
          {...(of === undefined ? {} : { of })}
          isAtHand={atHand?.has(findingKey(finding)) ?? false}
          onFix={onFix}
          opens={opens?.(finding) ?? false}
        />
      ))}
      {(hidden > 0 || showsAll) && sorted.length > Math.min(loud.length, most) && (
        <Button
          variant="ghost"
          size="row"
          aria-expanded={showsAll}
          {...(of === undefined ? {} : { "aria-label": lintText.moreOf(words, of) })}
          onPress={() => setShowsAll((before) => !before)}
        >
          {words}
        </Button>
      )}
    </div>
  );
}
