import { CircleCheck, TriangleAlert } from "lucide-react";
import { type Dispatch, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
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
import type { PanelAction } from "./panelState";

const dataTypes: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
const typeItems = dataTypes.map((id) => ({ id, label: dataTypeNames[id], icon: typeIcons[id] }));

const tones = { refused: "error", danger: "error", warning: "warn", info: "info" } as const;

interface Props {
  card: Card;
  problems: Problem[];
  findings: Finding[];
  dispatch: Dispatch<PanelAction>;
  onMend: (card: string, finding: Finding) => void;
  onLeft: (card: string, field: Field) => void;
}

/** What the fields do. It stays the same, so that a key draws the field it is typed into and, of the others, only choices. */
function useFieldActions({ card: { key }, dispatch, onLeft }: Props) {
  const edit = useCallback(
    (change: { fields?: Partial<MetricFields>; choiceText?: string }) =>
      dispatch({ type: "edit", card: key, ...change }),
    [dispatch, key],
  );
  return {
    edit,
    setIdentifier: useCallback((identifier: string) => edit({ fields: { identifier } }), [edit]),
    setDataType: useCallback((dataType: DataType) => edit({ fields: { dataType } }), [edit]),
    setPrompt: useCallback((prompt: string) => edit({ fields: { prompt } }), [edit]),
    leaveIdentifier: useCallback(() => onLeft(key, "identifier"), [onLeft, key]),
    leavePrompt: useCallback(() => onLeft(key, "prompt"), [onLeft, key]),
  };
}

/** Words of the prompt that a finding is about. */
const marksOf = (findings: readonly Finding[]): Mark[] =>
  findings.flatMap(({ span, field, severity }) =>
    span === null || field !== "prompt" ? [] : [{ ...span, tone: tones[severity] }],
  );

/** The place of the caret, which draws nothing anew while there is nothing that it could stand in. */
function useCaret(matters: boolean) {
  const latest = useRef<number | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  useEffect(() => {
    if (matters) setCaret(latest.current);
  }, [matters]);
  const onCaret = useCallback(
    (place: number) => {
      latest.current = place;
      if (matters) setCaret(place);
    },
    [matters],
  );
  return { caret, onCaret };
}

/** The fields of an open card. What is typed is taken as typed; nothing here changes it. */
export const CardFields = memo(function CardFields(props: Props) {
  const { card, problems, findings, onMend, onLeft } = props;
  const actions = useFieldActions(props);
  const { edit } = actions;
  const root = useRef<HTMLDivElement>(null);
  const exampleId = useId();
  const { fields } = card;
  const marks = useMemo(() => marksOf(findings), [findings]);
  const { caret, onCaret } = useCaret(marks.length > 0);
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
    onMend(card.key, finding);
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
    if (fix.kind === "useIdentifier") edit({ fields: { identifier: fix.identifier } });
    else edit({ fields: { choices: fix.choices }, choiceText: "" });
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
            onChange={actions.setIdentifier}
            onBlur={actions.leaveIdentifier}
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
            onChange={actions.setDataType}
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
          onChange={actions.setPrompt}
          onBlur={actions.leavePrompt}
          counter={fields.prompt === "" ? undefined : panelText.promptCount([...fields.prompt].length)}
          hint={panelText.promptHint}
          error={messages("prompt")}
          aria-describedby={exampleId}
          marks={marks}
          onCaret={onCaret}
        />
        {said("prompt")}
        {findings.length > 0 && <p className={styles.keys}>{lintText.card.keys}</p>}
        <Examples id={exampleId} />
      </div>

      {fields.dataType === "enum" && (
        <div data-field="choices">
          <ChoiceField
            label={panelText.choices}
            hint={panelText.choicesHint}
            error={messages("choices")}
            choices={fields.choices}
            text={card.choiceText}
            onBlur={() => onLeft(card.key, "choices")}
            onChange={(choices, choiceText) => edit({ fields: { choices }, choiceText })}
          />
          {said("choices")}
        </div>
      )}
    </div>
  );
});

/** What a good prompt looks like, and one that is not. */
const Examples = memo(function Examples({ id }: { id: string }) {
  return (
    <dl id={id} className={styles.examples}>
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
  );
});
