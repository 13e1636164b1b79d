import { useState } from "react";
import { Button } from "../../components/Button";
import { ChoiceField } from "../../components/ChoiceField";
import { splitChoices } from "../../components/choices";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Select";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { typeIcons } from "../../components/TypeChip";
import {
  changeTemplate,
  type DataType,
  type Field,
  type MetricFields,
  type OwnTemplate,
  type Problem,
  toHostError,
} from "../../host";
import { useTyped } from "../../host/typed";
import { errorText } from "../../text/errors";
import { dataTypeNames } from "../../text/names";
import { panelText } from "../../text/panel";
import { templatesText } from "../../text/templates";
import { SetField } from "./SetField";
import styles from "./TemplateForm.module.css";
import { type TypedTemplate, typedTemplates } from "./typed";

const types: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
export const typeItems = types.map((id) => ({ id, label: dataTypeNames[id], icon: typeIcons[id] }));

interface Props {
  template: OwnTemplate;
  sets: readonly string[];
  onSaved: (template: OwnTemplate) => void;
  onClose: () => void;
}

/** A template of one's own. What is typed stays until it is saved, whatever closes the form. */
export function EditTemplate({ template, sets, onSaved, onClose }: Props) {
  const [typed, setTyped] = useTyped<TypedTemplate>(typedTemplates, template.id, () => ({
    text: template.text,
    set: template.set ?? "",
    choiceText: "",
  }));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const { text, set, choiceText } = typed;
  const { fields } = text;

  const type = (change: Partial<TypedTemplate>) => setTyped({ ...typed, ...change });
  const edit = (change: Partial<MetricFields>, rest: Partial<TypedTemplate> = {}) =>
    type({ ...rest, text: { ...text, fields: { ...fields, ...change } } });
  const error = (field: Field) =>
    problems
      .filter((problem) => problem.field === field)
      .map((problem) => panelText.problem(problem))
      .join(" ") || undefined;

  const save = async () => {
    setPending(true);
    setFailure(null);
    const choices = [...fields.choices, ...splitChoices(choiceText)];
    try {
      const outcome = await changeTemplate(template.id, { ...text, fields: { ...fields, choices } }, set);
      if (outcome.kind === "refused") setProblems(outcome.problems);
      else if (outcome.templates[0] !== undefined) {
        typedTemplates.delete(template.id);
        onSaved(outcome.templates[0]);
      }
    } catch (thrown) {
      const error = toHostError(thrown);
      setFailure(
        error.code === "notFound"
          ? templatesText.edit.gone
          : templatesText.save.failed(errorText(error).title),
      );
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog
      title={templatesText.edit.title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {templatesText.blanks.cancel}
          </Button>
          <Button variant="ink" size="dialog" pending={pending} onPress={() => void save()}>
            {templatesText.edit.save}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={templatesText.edit.name}
          value={text.name}
          onChange={(name) => type({ text: { ...text, name } })}
          hint={templatesText.edit.nameHint}
          autoComplete="off"
        />
        <TextField
          label={templatesText.whenToUse}
          value={text.whenToUse}
          onChange={(whenToUse) => type({ text: { ...text, whenToUse } })}
          hint={templatesText.edit.whenToUseHint}
          autoComplete="off"
        />
        <SetField value={set} onChange={(next) => type({ set: next })} sets={sets} />
        <div className={styles.row}>
          <TextField
            label={panelText.identifier}
            value={fields.identifier}
            onChange={(identifier) => edit({ identifier })}
            error={error("identifier")}
            autoComplete="off"
            spellCheck="false"
          />
          <Select
            label={panelText.dataType}
            items={typeItems}
            value={fields.dataType}
            onChange={(dataType) => edit({ dataType })}
          />
        </div>
        <TextArea
          label={panelText.prompt}
          value={fields.prompt}
          rows={4}
          onChange={(prompt) => edit({ prompt })}
          hint={templatesText.edit.promptHint}
          error={error("prompt")}
        />
        {fields.dataType === "enum" && (
          <ChoiceField
            label={panelText.choices}
            hint={panelText.choicesHint}
            error={error("choices")}
            choices={fields.choices}
            text={choiceText}
            onChange={(choices, rest) => edit({ choices }, { choiceText: rest })}
          />
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
