import { CircleAlert, ListOrdered, SlidersHorizontal } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { ReviewView } from "../../host";
import { readableName } from "../../text/names";
import { panelText } from "../../text/panel";
import { publishText, versionName } from "../../text/publish";
import { targetText } from "../../text/target";
import { requestEdit } from "../metrics/editRequest";
import { agentHref, goTo } from "../shell/route";
import { MovedBanner } from "./MovedBanner";
import styles from "./ReviewBody.module.css";
import { ReviewChange } from "./ReviewChange";
import { ReviewDetails } from "./ReviewDetails";

interface Props {
  agentId: string;
  view: ReviewView;
  /** Name of the branch that is published to, where that is not the live one. */
  branch: string | null;
  onClose: () => void;
}

/** The sentence, what stands in the way, and every change. */
export function ReviewBody({ agentId, view, branch, onClose }: Props) {
  const sentence = publishText.sentence(view, branch === null ? publishText.theAgent : targetText.theBranch);
  const next = versionName(view.nextNumber, publishText.thisVersion);
  return (
    <>
      <p className={styles.sentence}>
        {sentence.before}
        <strong>{branch ?? view.agentName}</strong>
        {sentence.after}
      </p>

      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard has to reach it */}
      <section className={styles.scroll} aria-label={publishText.changes} tabIndex={0}>
        {view.baseMoved && <MovedBanner agentId={agentId} />}

        {view.problems.length > 0 && (
          <section className={styles.problems} aria-label={publishText.problems(view.problems.length)}>
            <h3 className={styles.problemsTitle}>{publishText.problems(view.problems.length)}</h3>
            <ul>
              {view.problems.map(({ metric, identifier, problem }) => (
                <li
                  key={`${metric}/${problem.field}/${problem.code}/${problem.value}`}
                  className={styles.problem}
                >
                  <Icon of={CircleAlert} size={14} />
                  <span className={styles.words}>
                    <strong>{readableName(identifier)}</strong> {panelText.problem(problem)}
                  </span>
                  {problem.code !== "typeUnknown" && (
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
                </li>
              ))}
            </ul>
          </section>
        )}

        {(view.items.length > 0 || view.reordered !== null || view.flags.length > 0) && (
          <ul className={styles.changes}>
            {view.items.map((item) => (
              <li key={`${item.kind}/${item.identifier}`} className={styles.change}>
                <ReviewChange item={item} next={next} branch={branch} />
              </li>
            ))}
            {view.reordered !== null && (
              <li className={styles.change}>
                <div className={styles.other}>
                  <Icon of={ListOrdered} className={styles.mark} />
                  <div>
                    <h3 className={styles.name}>{publishText.order}</h3>
                    <dl className={styles.order}>
                      <dt>{publishText.orderBefore}</dt>
                      <dd>{view.reordered.before.map(readableName).join(", ")}</dd>
                      <dt>{publishText.orderAfter}</dt>
                      <dd>{view.reordered.after.map(readableName).join(", ")}</dd>
                    </dl>
                  </div>
                </div>
              </li>
            )}
            {view.flags.map(({ flag, after }) => (
              <li key={flag} className={styles.change}>
                <div className={styles.other}>
                  <Icon of={SlidersHorizontal} className={styles.mark} />
                  <div>
                    <h3 className={styles.name}>{publishText.flag[flag]}</h3>
                    <p className={styles.said}>{publishText.flagAfter(flag, after)}</p>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        )}

        {view.normalisations.length > 0 && <ReviewDetails normalisations={view.normalisations} />}
      </section>
    </>
  );
}
