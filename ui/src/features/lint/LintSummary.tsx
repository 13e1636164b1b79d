import { ListFilter, WandSparkles } from "lucide-react";
import { useRef } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { useFocusGone } from "../../components/useFocusGone";
import type { MetricFinding } from "../../host";
import { lintText } from "../../text/lint";
import { FindingLine } from "./FindingLine";
import { findingKey, safeCount } from "./findings";
import styles from "./LintSummary.module.css";

interface Props {
  findings: readonly MetricFinding[];
  isReadOnly: boolean;
  /** Only the metrics with findings are listed. */
  showsOnly: boolean;
  onShowOnly: ((only: boolean) => void) | null;
  onFixSafe: () => void;
  /** Its button is gone and had the focus. */
  onFixGone: () => void;
}

/** What is wrong with the metrics of this agent, live and not, in one line. */
export function LintSummary(props: Props) {
  const { findings, isReadOnly, showsOnly, onShowOnly, onFixSafe, onFixGone } = props;
  const words = lintText.summary;
  const of = (severity: MetricFinding["finding"]["severity"]) =>
    findings.filter((found) => found.finding.severity === severity);
  const dangers = of("danger");
  const refused = of("refused");
  const warnings = of("warning");
  const safe = safeCount(findings);
  const live = dangers.filter((found) => found.isLive).length;
  // What is about the set has no metric to stand at.
  const ofSet = findings.filter((found) => found.metric === null);
  if (dangers.length + refused.length + warnings.length + ofSet.length === 0) return null;

  const grave = dangers.length > 0;
  const title = grave
    ? words.danger(dangers.length)
    : refused.length > 0
      ? words.refused(refused.length)
      : words.warnings(warnings.length);
  const liveWords =
    live === 0
      ? words.notLive(dangers.length)
      : live === dangers.length
        ? words.liveAll(live)
        : words.live(live);
  if (dangers.length + refused.length + warnings.length === 0)
    return (
      <section aria-label={words.label}>
        <OfSet findings={ofSet} />
      </section>
    );
  return (
    <section aria-label={words.label}>
      <Banner
        tone={grave || refused.length > 0 ? "error" : "warn"}
        title={title}
        actions={
          <>
            {onShowOnly !== null && (
              <Button variant="secondary" size="row" icon={ListFilter} onPress={() => onShowOnly(!showsOnly)}>
                {showsOnly ? words.showAll : words.show}
              </Button>
            )}
            {!isReadOnly && safe > 0 && <FixSafe onPress={onFixSafe} onGone={onFixGone} />}
          </>
        }
      >
        {grave && `${liveWords} ${words.dangerWhy}`}
        {grave && refused.length > 0 && ` ${words.refused(refused.length)}`}
        {(grave || refused.length > 0) && warnings.length > 0 && ` ${words.besides(warnings.length)}`}
      </Banner>
      <OfSet findings={ofSet} />
    </section>
  );
}

/** What is said about all of them together. */
function OfSet({ findings }: { findings: readonly MetricFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <div className={styles.ofSet}>
      {findings.map(({ finding }) => (
        <FindingLine key={findingKey(finding)} finding={finding} />
      ))}
    </div>
  );
}

/** Does what can do no harm; with the last of it the button goes. */
function FixSafe({ onPress, onGone }: { onPress: () => void; onGone: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusGone(button, onGone);
  return (
    <Button ref={button} variant="secondary" size="row" icon={WandSparkles} onPress={onPress}>
      {lintText.summary.fixSafe}
    </Button>
  );
}
