import { ListChecks, MousePointerClick, PencilLine, Radio } from "lucide-react";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { common } from "../../text/common";
import { connectText } from "../../text/connect";
import { shellText } from "../../text/shell";
import { Brand } from "./Brand";
import styles from "./Teaching.module.css";

const marks = { edit: PencilLine, review: ListChecks, live: Radio } as const;

/** Teaches the model in its colours before the first click: yours, reviewed, live. */
export function Teaching({ version, automation }: { version: string; automation: boolean }) {
  return (
    <aside className={styles.side}>
      <div className={styles.brand}>
        <Brand />
        <span className={styles.app}>{common.app}</span>
        {automation && (
          <Chip tone="warn" icon={MousePointerClick}>
            {shellText.automation}
          </Chip>
        )}
      </div>
      <div className={styles.middle}>
        <p className={styles.display}>{connectText.teachTitle}</p>
        <p className={styles.lead}>{connectText.teachBody}</p>
        <ol className={styles.steps}>
          {connectText.steps.map((step) => (
            <li key={step.id} className={styles.step}>
              <span className={`${styles.mark} ${styles[step.id]}`}>
                <Icon of={marks[step.id]} size={18} />
              </span>
              <div>
                <p className={styles.stepTitle}>{step.title}</p>
                <p className={styles.stepBody}>{step.body}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
      <p className={styles.footer}>{connectText.footer(version)}</p>
    </aside>
  );
}
