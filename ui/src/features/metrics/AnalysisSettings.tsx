import { Chip } from "../../components/Chip";
import { Switch } from "../../components/Switch";
import type { AgentView, Flag } from "../../host";
import { metricsText } from "../../text/metrics";
import styles from "./AnalysisSettings.module.css";

interface Props {
  id: string;
  agent: AgentView;
  onChange: (flag: Flag, value: boolean) => void;
}

/** The two settings of the analysis, each with what it costs and changes. */
export function AnalysisSettings({ id, agent, onChange }: Props) {
  const words = metricsText.settings;
  const isReadOnly = agent.readOnly !== null;
  const setting = (flag: Flag, label: string, description: string, isOn: boolean) => (
    <div className={styles.setting}>
      <Switch
        label={label}
        description={description}
        isSelected={isOn}
        isDisabled={isReadOnly}
        onChange={(value) => onChange(flag, value)}
      />
      {agent.changedFlags.includes(flag) && (
        <Chip tone="you" small dot>
          {words.changed}
        </Chip>
      )}
    </div>
  );
  return (
    <section id={id} className={styles.settings} aria-label={words.title}>
      <div>
        <h2 className={styles.title}>{words.title}</h2>
        <p className={styles.intro}>{words.intro}</p>
      </div>
      {setting("useInternalModel", words.internal, words.internalWords, agent.settings.useInternalModel)}
      {setting("useReasoningModel", words.reasoning, words.reasoningWords, agent.settings.useReasoningModel)}
    </section>
  );
}
