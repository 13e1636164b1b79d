import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { Consent, LiveChange } from "../../host";
import { consequencesText } from "../../text/consequences";
import { readableName } from "../../text/names";
import styles from "./ConsentDialog.module.css";
import { WhatDepends } from "./WhatDepends";

interface Props {
  /** What would be noticed of live metrics; none while nothing is asked. */
  changes: LiveChange[] | null;
  onAnswer: (consent: Consent) => void;
  onCancel: () => void;
}

/** Before a live metric changes for those who read its answers: the news, and the way that changes nothing for them. */
export function ConsentDialog({ changes, onAnswer, onCancel }: Props) {
  // What was asked last stays while the dialog fades out.
  const [asked, setAsked] = useState<LiveChange[]>([]);
  if (changes !== null && changes !== asked) setAsked(changes);
  const instead = useRef<HTMLButtonElement>(null);
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
            <WhatDepends consequences={change.consequences} caption="h4" />
          </section>
        ))}
        <p>{consequencesText.depends.old}</p>
        <p className={styles.note}>{consequencesText.insteadMeans}</p>
      </div>
    </Dialog>
  );
}
