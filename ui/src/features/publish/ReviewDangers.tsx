import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import type { ReviewDanger } from "../../host";
import { listed } from "../../text/common";
import { lintText } from "../../text/lint";
import { readableName } from "../../text/names";
import { publishText } from "../../text/publish";
import { FindingLine } from "../lint/FindingLine";
import { findingKey } from "../lint/findings";
import { requestEdit } from "../metrics/editRequest";
import { agentHref, goTo } from "../shell/route";
import styles from "./ReviewDangers.module.css";

interface Props {
  agentId: string;
  dangers: ReviewDanger[];
  isAnyway: boolean;
  onAnyway: (isOn: boolean) => void;
  onClose: () => void;
}

/** What these changes bring in that can void whole calls, and the consent to publish it all the same. */
export function ReviewDangers({ agentId, dangers, isAnyway, onAnyway, onClose }: Props) {
  const words = lintText.review;
  const metrics = new Map(dangers.map((danger) => [danger.metric, danger.identifier]));
  return (
    <section className={styles.dangers} aria-label={words.title(dangers.length)}>
      <h3 className={styles.title}>{words.title(dangers.length)}</h3>
      <p className={styles.why}>{words.why}</p>
      <ul className={styles.list}>
        {[...metrics].map(([metric, identifier]) => (
          <li key={metric}>
            <div className={styles.head}>
              <strong>{readableName(identifier)}</strong>
              <Button
                variant="secondary"
                size="row"
                aria-label={publishText.problemEditOf(identifier)}
                onPress={() => {
                  onClose();
                  requestEdit(agentId, metric);
                  goTo(agentHref(agentId));
                }}
              >
                {publishText.problemEdit}
              </Button>
            </div>
            {dangers
              .filter((danger) => danger.metric === metric)
              .map(({ finding }) => (
                <FindingLine key={findingKey(finding)} finding={finding} />
              ))}
          </li>
        ))}
      </ul>
      <Checkbox isSelected={isAnyway} onChange={onAnyway} aria-describedby="publish-anyway-names">
        {words.anyway}
      </Checkbox>
      <p id="publish-anyway-names" className={styles.names}>
        {words.anywayFor(listed([...metrics.values()]))}
      </p>
    </section>
  );
}
