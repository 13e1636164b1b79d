import { useState } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { TypeChip } from "../../components/TypeChip";
import type { MetricFields } from "../../host";
import { metricsText } from "../../text/metrics";
import { readableName } from "../../text/names";
import { useLibraryTemplates } from "../templates/templateQueries";
import styles from "./EmptyMetrics.module.css";

const FIRST = ["contact_reason", "issue_resolution", "asked_for_human"] as const;

interface Props {
  onAdd: (templates: MetricFields[]) => void;
  onStart: () => void;
}

/** An agent without metrics: the first step, ready to take. */
export function EmptyMetrics({ onAdd, onStart }: Props) {
  const library = useLibraryTemplates(true);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const words = metricsText.empty;
  const suggestions = FIRST.flatMap((identifier) => {
    const template = library.data?.find((each) => each.fields.identifier === identifier);
    return template ? [{ fields: template.fields, why: words.why[identifier] }] : [];
  });
  const chosen = suggestions.filter((template) => !off.has(template.fields.identifier));

  return (
    <section className={styles.empty} aria-labelledby="nothing-measured">
      <h2 id="nothing-measured" className={styles.title}>
        {words.title}
      </h2>
      <p className={styles.body}>{words.body}</p>
      {suggestions.length > 0 && (
        <ul className={styles.list} aria-label={words.suggestions}>
          {suggestions.map(({ fields, why }) => (
            <li key={fields.identifier} className={styles.item}>
              <Checkbox
                isSelected={!off.has(fields.identifier)}
                onChange={(selected) =>
                  setOff((before) => {
                    const after = new Set(before);
                    if (selected) after.delete(fields.identifier);
                    else after.add(fields.identifier);
                    return after;
                  })
                }
              >
                <span className={styles.name}>{readableName(fields.identifier)}</span>
              </Checkbox>
              <span className={styles.why}>{why}</span>
              <TypeChip type={fields.dataType} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {suggestions.length > 0 && (
          <Button
            variant="ink"
            disabledReason={chosen.length === 0 ? words.addNone : null}
            onPress={() => onAdd(chosen.map((template) => template.fields))}
          >
            {words.add(chosen.length)}
          </Button>
        )}
        <Button variant="secondary" onPress={onStart}>
          {words.start}
        </Button>
      </div>
      {suggestions.length > 0 && <p className={styles.note}>{words.addMeans}</p>}
    </section>
  );
}
