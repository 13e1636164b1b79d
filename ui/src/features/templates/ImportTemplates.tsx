import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RadioGroup } from "../../components/RadioGroup";
import { TypeChip } from "../../components/TypeChip";
import {
  type ImportedTemplates,
  importTemplates,
  type KnownTemplates,
  type TemplatesFile,
  toHostError,
} from "../../host";
import { errorText } from "../../text/errors";
import { templatesText } from "../../text/templates";
import styles from "./TemplateForm.module.css";

interface Props {
  file: Extract<TemplatesFile, { kind: "read" }>;
  onImported: (outcome: ImportedTemplates) => void;
  onClose: () => void;
}

/** What a file of templates holds, before anything of it is kept. */
export function ImportTemplates({ file, onImported, onClose }: Props) {
  const { fileName, entries, refused } = file;
  const [known, setKnown] = useState<KnownTemplates>("skip");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const taken = entries.filter((entry) => entry.known).length;
  const count = entries.length - (known === "skip" ? taken : 0);

  const take = async () => {
    setPending(true);
    setFailure(null);
    try {
      onImported(await importTemplates(entries, known));
    } catch (thrown) {
      setFailure(templatesText.mine.notDone(errorText(toHostError(thrown)).title));
      setPending(false);
    }
  };

  return (
    <Dialog
      title={templatesText.file.title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {templatesText.blanks.cancel}
          </Button>
          <Button
            variant="ink"
            size="dialog"
            pending={pending}
            disabledReason={count === 0 ? templatesText.file.importNone : null}
            onPress={() => void take()}
          >
            {templatesText.file.import(count)}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          {entries.length === 0
            ? templatesText.file.none(fileName)
            : templatesText.file.holds(fileName, entries.length)}{" "}
          {templatesText.file.nothingYet}
        </p>
        {entries.length > 0 && (
          <ul className={styles.names} aria-label={templatesText.file.list}>
            {entries.map((entry) => (
              <li key={entry.row}>
                <span>
                  {entry.text.name}{" "}
                  {entry.set !== null && (
                    <span className={styles.quiet}>{templatesText.file.set(entry.set)}</span>
                  )}
                </span>
                <span className={styles.quiet}>
                  {entry.known ? templatesText.file.there : <TypeChip type={entry.text.fields.dataType} />}
                </span>
              </li>
            ))}
          </ul>
        )}
        {taken > 0 && (
          <RadioGroup
            label={templatesText.file.known(taken)}
            items={[
              { id: "skip", label: templatesText.file.skip },
              { id: "keepBoth", label: templatesText.file.both },
            ]}
            value={known}
            onChange={setKnown}
            inline
          />
        )}
        {refused.length > 0 && (
          <div>
            <h3 className={styles.caption}>{templatesText.file.refused(refused.length)}</h3>
            <ul className={styles.names} aria-label={templatesText.file.refusedList}>
              {refused.map(({ row, name, reason }) => (
                <li key={row}>{templatesText.file.row(row, name, reason)}</li>
              ))}
            </ul>
          </div>
        )}
        {failure !== null && (
          <p role="alert" className={styles.bad}>
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  );
}
