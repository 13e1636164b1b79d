import { Check, X } from "lucide-react";
import { Icon } from "../../components/Icon";
import { LiveText } from "../../components/LiveText";
import { Spinner } from "../../components/Spinner";
import hidden from "../../components/visuallyHidden.module.css";
import type { PublishView, StepState } from "../../host";
import { runText } from "../../text/run";
import styles from "./Steps.module.css";

function Mark({ state }: { state: StepState }) {
  return (
    <span className={`${styles.mark} ${styles[state]}`} aria-hidden="true">
      {state === "done" && <Icon of={Check} size={12} />}
      {state === "stopped" && <Icon of={X} size={12} />}
      {(state === "running" || state === "settling") && <Spinner size={14} />}
    </span>
  );
}

/** The steps of a publish, each with its state in words. */
export function Steps({ run, seconds }: { run: PublishView; seconds: number | null }) {
  const words = runText;
  const current = run.steps.find((step) => step.state === "running" || step.state === "settling");
  return (
    <>
      <ol className={styles.steps} aria-label={words.steps}>
        {run.steps.map(({ step, state }) => (
          <li
            key={step}
            className={styles.step}
            data-state={state}
            aria-current={step === current?.step ? "step" : undefined}
          >
            <Mark state={state} />
            <div className={styles.words}>
              <span className={styles.name}>{words.step(step, state, run)}</span>
              <span className={hidden.hidden}>, {words.stateWord[state]}</span>
              {state === "settling" && <p className={styles.more}>{words.settling}</p>}
              {state === "running" && seconds !== null && seconds >= 3 && (
                <p className={styles.more}>{words.seconds(seconds)}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <LiveText className={hidden.hidden}>{current && words.step(current.step, current.state, run)}</LiveText>
    </>
  );
}
