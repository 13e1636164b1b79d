import { useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { templatesText } from "../../text/templates";
import styles from "./BlanksDialog.module.css";
import { Prompt } from "./Prompt";
import { blanksOf, type OfferedTemplate } from "./templates";

interface Props {
  /** Everything that is to be added. */
  chosen: readonly OfferedTemplate[];
  values: Readonly<Record<string, string>>;
  onValue: (name: string, value: string) => void;
  onCancel: () => void;
  onAdd: () => void;
}

/** Asks for each blank once, and shows the prompts as they will read. */
export function BlanksDialog({ chosen, values, onValue, onCancel, onAdd }: Props) {
  const formId = useId();
  const fields = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState(false);
  const asking = chosen.filter((template) => blanksOf([template]).length > 0);
  const blanks = blanksOf(asking);
  const isMissing = (name: string) => (values[name] ?? "").trim() === "";

  const add = () => {
    const missing = blanks.findIndex(isMissing);
    if (missing < 0) return onAdd();
    setTried(true);
    fields.current?.querySelectorAll("input")[missing]?.focus();
  };

  return (
    <Dialog
      title={templatesText.blanks.title}
      isOpen
      onClose={onCancel}
      initialFocus={first}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onCancel}>
            {templatesText.blanks.cancel}
          </Button>
          <Button variant="ink" size="dialog" type="submit" form={formId}>
            {templatesText.add(chosen.length)}
          </Button>
        </>
      }
    >
      <p className={styles.body}>{templatesText.blanks.body(asking.length)}</p>
      <form
        id={formId}
        ref={fields}
        className={styles.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          // The panel behind has its own use of these keys, and is in front by the time they come to it.
          event.stopPropagation();
          add();
        }}
      >
        {blanks.map((name, index) => (
          <TextField
            key={name}
            label={templatesText.blank(name)}
            value={values[name] ?? ""}
            onChange={(value) => onValue(name, value)}
            hint={templatesText.blanks.hint(name)}
            error={tried && isMissing(name) ? templatesText.blanks.missing(name) : undefined}
            autoComplete="off"
            {...(index === 0 ? { inputRef: first } : {})}
          />
        ))}
      </form>
      <h3 className={styles.caption}>{templatesText.blanks.read}</h3>
      <dl className={styles.prompts}>
        {asking.map((template) => (
          <div key={template.key} className={styles.prompt}>
            <dt>{template.name}</dt>
            <dd>
              <Prompt pieces={template.pieces} values={values} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
