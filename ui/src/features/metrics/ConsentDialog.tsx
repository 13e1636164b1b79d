import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { Consent, Consequence, LiveChange } from "../../host";
import { consequencesText } from "../../text/consequences";
import { readableName } from "../../text/names";
import styles from "./ConsentDialog.module.css";

interface Props {
  /** What would be noticed of live metrics; none while nothing is asked. */
  changes: LiveChange[] | null;
  onAnswer: (consent: Consent) => void;
  onCancel: () => void;
}

/** What depends on it, in words; a metric that is renamed, retyped and shortened is told once of each. */
function dependants(consequences: readonly Consequence[]): string[] {
  const { depends } = consequencesText;
  const gone = consequences.flatMap((each) => (each.kind === "choiceRemoved" ? [each.choice] : []));
  const renamed = consequences.find((each) => each.kind === "renamed");
  return [
    ...(renamed === undefined ? [] : [depends.identifier(renamed.from, renamed.to)]),
    ...(consequences.some((each) => each.kind === "typeChanged") ? [depends.type] : []),
    ...(gone.length === 0 ? [] : [depends.choice(gone.join(", "))]),
  ];
}

/** Before a live metric changes for those who read its answers: the news, and the way that changes nothing for them. */
export function ConsentDialog({ changes, onAnswer, onCancel }: Props) {
  // What was asked last stays while the dialog fades out.
  const [asked, setAsked] = useState<LiveChange[]>([]);
  if (changes !== null && changes !== asked) setAsked(changes);
  const instead = useRef<HTMLButtonElement>(null);
  const { depends } = consequencesText;
  return (
    <Dialog
      title={consequencesText.title}
      isOpen={changes !== null}
      onClose={onCancel}
      role="alertdialog"
      withoutClose
      initialFocus={instead}
      footer={
        <>
          <Button variant="ghost" size="dialog" onPress={onCancel}>
            {consequencesText.cancel}
          </Button>
          <Button
            variant="secondary"
            size="dialog"
            onPress={() => changes !== null && onAnswer({ kind: "agreed", changes })}
          >
            {consequencesText.save}
          </Button>
          <Button variant="ink" size="dialog" ref={instead} onPress={() => onAnswer({ kind: "addInstead" })}>
            {consequencesText.instead}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{consequencesText.intro(asked.length)}</p>
        {asked.map((change) => (
          <section key={change.metric} className={styles.metric}>
            <h3 className={styles.name}>{readableName(change.identifier)}</h3>
            <ul className={styles.changes}>
              {change.consequences.map((each) => (
                <li key={JSON.stringify(each)}>{consequencesText.words(each)}</li>
              ))}
            </ul>
            <h4 className={styles.caption}>{depends.title}</h4>
            <ul className={styles.list}>
              {[...dependants(change.consequences), depends.trends].map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </section>
        ))}
        <p>{depends.old}</p>
        <p className={styles.note}>{consequencesText.insteadMeans}</p>
      </div>
    </Dialog>
  );
}
