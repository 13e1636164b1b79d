import { CircleAlert, Info, TriangleAlert, WandSparkles } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Finding } from "../../host";
import { lintText } from "../../text/lint";
import styles from "./FindingLine.module.css";

const icons = { refused: CircleAlert, danger: CircleAlert, warning: TriangleAlert, info: Info } as const;

interface Props {
  finding: Finding;
  /** Told from others of its kind by this name, where several metrics show theirs. */
  of?: string;
  /** The words it is about are where the person types. */
  isAtHand?: boolean;
  onFix?: ((finding: Finding) => void) | undefined;
  /** The button opens the metric instead of mending it at once. */
  opens?: boolean;
}

/** What could go wrong, with the button that mends it. */
export function FindingLine({ finding, of, isAtHand = false, onFix, opens = false }: Props) {
  const { severity, fix } = finding;
  const words = opens ? lintText.opens : lintText.fix(finding);
  return (
    <div
      className={`${styles.line} ${styles[severity]} ${isAtHand ? styles.atHand : ""}`}
      data-finding={severity}
      data-rule={finding.rule}
      data-at-hand={isAtHand || undefined}
      tabIndex={-1}
    >
      <Icon of={icons[severity]} size={16} className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.severity}>{lintText.severity[severity]}</span>
        {lintText.message(finding.what)}
      </span>
      {fix !== null && onFix !== undefined && (
        <Button
          variant="secondary"
          size="row"
          icon={WandSparkles}
          {...(of === undefined ? {} : { "aria-label": lintText.fixOf(words, of) })}
          onPress={() => onFix(finding)}
        >
          {words}
        </Button>
      )}
    </div>
  );
}
