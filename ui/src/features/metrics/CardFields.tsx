import { CircleCheck, TriangleAlert } from "lucide-react";
import { useId, useRef, useState } from "react";
import { ChoiceField } from "../../components/ChoiceField";
import { Icon } from "../../components/Icon";
import type { Mark } from "../../components/MarkedText";
import { Select } from "../../components/Select";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { typeIcons } from "../../components/TypeChip";
import type { Card, DataType, Field, Finding, Fix, MetricFields, Problem } from "../../host";
import { lintText } from "../../text/lint";
import { dataTypeNames } from "../../text/names";
import { panelText } from "../../text/panel";
import { FindingList } from "../lint/FindingList";
import { findingKey, placeOf } from "../lint/findings";
import styles from "./CardFields.module.css";
import { FieldProblem } from "./FieldProblem";

const dataTypes: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
const typeItems = dataTypes.map((id) => ({ id, label: dataTypeNames[id], icon: typeIcons[id] }));

const tones = { refused: "error", danger: "error", warning: "warn", info: "info" } as const;

export type EditCard = (change: { fields?: Partial<MetricFields>; choiceText?: string }) => void;

interface Props {
  card: Card;
  problems: Problem[];
  findings: Finding[];
  onMend: (finding: Finding) => void;
  onEdit: EditCard;
  onLeft: (field: "identifier" | "prompt" | "choices") => void;
}

/** The fields of an open card. What is typed is taken as typed; nothing here changes it. */
export function CardFields({ card, problems, findings, onMend, onEdit, onLeft }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const exampleId = useId();
  const { fields } = card;
  const [caret, setCaret] = useState<number | null>(null);
  const marks: Mark[] = findings.flatMap((finding) =>
    finding.span === null || finding.field !== "prompt"
      ? []
      : [{ ...finding.span, tone: tones[finding.severity] }],
  );
  const atHand = new Set(
    findings
      .filter(
        ({ span, field }) =>
          field === "prompt" && span !== null && caret !== null && span.start <= caret && caret <= span.end,
      )
      .map(findingKey),
  );
  // The button goes with its message, so the focus goes to the field that was mended.
  const mend = (finding: Finding) => {
    const field = placeOf(finding, fields.dataType);
    root.current?.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, textarea)`)?.focus();
    onMend(finding);
  };
  const said = (field: Field) => (
    <FindingList
      findings={findings.filter((finding) => placeOf(finding, fields.dataType) === field)}
      atHand={atHand}
      onFix={mend}
    />
  );

  // The button that repairs goes with its message, so the focus goes to the field that it repaired.
  const repair = (field: Field, fix: Fix) => {
    root.current?.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, textarea)`)?.focus();
    if (fix.kind === "useIdentifier") onEdit({ fields: { identifier: fix.identifier } });
    else onEdit({ fields: { choices: fix.choices }, choiceText: "" });
  };
  const messages = (field: Field) => {
    const here = problems.filter((problem) => problem.field === field);
    if (here.length === 0) return undefined;
    return here.map((problem) => (
      <FieldProblem
        key={`${problem.code}/${problem.value ?? ""}`}
        problem={problem}
        onFix={(fix) => repair(field, fix)}
      />
    ));
  };

  return (
    <div ref={root} className={styles.fields}>
      <div className={styles.row}>
        <div data-field="identifier">
          <TextField
            label={panelText.identifier}
            value={fields.identifier}
            onChange={(identifier) => onEdit({ fields: { identifier } })}
            onBlur={() => onLeft("identifier")}
            hint={panelText.identifierHint}
            error={messages("identifier")}
            autoComplete="off"
            autoCorrect="off"
            spellCheck="false"
          />
          {said("identifier")}
        </div>
        <div data-field="dataType">
          <Select
            label={panelText.dataType}
            items={typeItems}
            value={fields.dataType}
            onChange={(dataType) => onEdit({ fields: { dataType } })}
            error={messages("dataType")}
          />
          {said("dataType")}
        </div>
      </div>

      <div data-field="prompt">
        <TextArea
          label={panelText.prompt}
          value={fields.prompt}
          rows={3}
          onChange={(prompt) => onEdit({ fields: { prompt } })}
          onBlur={() => onLeft("prompt")}
          counter={fields.prompt === "" ? undefined : panelText.promptCount([...fields.prompt].length)}
          hint={panelText.promptHint}
          error={messages("prompt")}
          aria-describedby={exampleId}
          marks={marks}
          onCaret={setCaret}
        />
        {said("prompt")}
        {findings.length > 0 && <p className={styles.keys}>{lintText.card.keys}</p>}
        <dl id={exampleId} className={styles.examples}>
          <dt>
            <Icon of={CircleCheck} size={14} />
            {panelText.promptGoodLabel}
          </dt>
          <dd>{panelText.promptGood}</dd>
          <dt>
            <Icon of={TriangleAlert} size={14} className={styles.vague} />
            {panelText.promptVagueLabel}
          </dt>
          <dd>{panelText.promptVague}</dd>
        </dl>
      </div>

      {fields.dataType === "enum" && (
        <div data-field="choices">
          <ChoiceField
            label={panelText.choices}
            hint={panelText.choicesHint}
            error={messages("choices")}
            choices={fields.choices}
            text={card.choiceText}
            onBlur={() => onLeft("choices")}
            onChange={(choices, choiceText) => onEdit({ fields: { choices }, choiceText })}
          />
          {said("choices")}
        </div>
      )}
    </div>
  );
}
