import { CircleAlert, WandSparkles } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Fix, Problem } from "../../host";
import { panelText } from "../../text/panel";
import styles from "./FieldProblem.module.css";

interface Props {
  problem: Problem;
  onFix: (fix: Fix) => void;
}

/** A message with the button that repairs it, beside the field it is about. */
export function FieldProblem({ problem, onFix }: Props) {
  const { fix } = problem;
  return (
    <span className={styles.problem}>
      <Icon of={CircleAlert} size={14} />
      <span className={styles.words}>{panelText.problem(problem)}</span>
      {fix !== null && (
        <Button variant="secondary" size="row" icon={WandSparkles} onPress={() => onFix(fix)}>
          {panelText.fix(problem, fix)}
        </Button>
      )}
    </span>
  );
}
