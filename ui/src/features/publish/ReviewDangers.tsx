import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import type { ReviewDanger } from "../../host";
import { listed } from "../../text/common";
import { lintText } from "../../text/lint";
import { publishText } from "../../text/publish";
import { requestEdit } from "../metrics/editRequest";
import { agentHref, goTo } from "../shell/route";
import { DangerList, named } from "./DangerList";
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
  return (
    <section className={styles.dangers} aria-label={words.title(dangers.length)}>
      <h3 className={styles.title}>{words.title(dangers.length)}</h3>
      <p className={styles.why}>{words.why}</p>
      <DangerList
        dangers={dangers}
        action={(metric, identifier) => (
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
        )}
      />
      <Checkbox isSelected={isAnyway} onChange={onAnyway} aria-describedby="publish-anyway-names">
        {words.anyway}
      </Checkbox>
      <p id="publish-anyway-names" className={styles.names}>
        {words.anywayFor(listed([...named(dangers).values()]))}
      </p>
    </section>
  );
}
