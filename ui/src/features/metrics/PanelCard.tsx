import { Check, ChevronDown, ChevronUp, CircleAlert, CircleDashed } from "lucide-react";
import { type Dispatch, memo, useCallback, useDeferredValue, useEffect, useId, useRef } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Icon } from "../../components/Icon";
import { TypeChip } from "../../components/TypeChip";
import type { Card, DataType, Field, Finding, Problem } from "../../host";
import { lintText } from "../../text/lint";
import { readableName } from "../../text/names";
import { panelText } from "../../text/panel";
import { AnswerLine } from "./AnswerLine";
import { CardFields } from "./CardFields";
import { type CardActions, CardTools } from "./CardTools";
import styles from "./PanelCard.module.css";
import type { CardState, FocusTarget, PanelAction } from "./panelState";

const states = {
  blank: { icon: CircleDashed, words: panelText.card.blank },
  ready: { icon: Check, words: panelText.card.ready },
  unfinished: { icon: CircleDashed, words: panelText.card.unfinished },
  attention: { icon: CircleAlert, words: panelText.card.attention },
  danger: { icon: CircleAlert, words: lintText.card.danger },
} as const satisfies Record<CardState, unknown>;

type Props = CardActions & {
  agentId: string;
  card: Card;
  number: number;
  state: CardState;
  /** Of an open card. */
  problems: Problem[];
  /** Of an open card. */
  findings: Finding[];
  isOpen: boolean;
  /** Editing a metric of the list: the one card neither folds nor goes. */
  alone: boolean;
  focus: FocusTarget["field"] | null;
  dispatch: Dispatch<PanelAction>;
  onFocused: () => void;
  onMend: (card: string, finding: Finding) => void;
  onLeft: (card: string, field: Field) => void;
};

export function cardName(card: Card, number: number): string {
  const { identifier } = card.fields;
  return identifier.trim() === "" ? panelText.card.untitled(number) : readableName(identifier);
}

/** One numbered card: a line when folded, the fields when open. */
export const PanelCard = memo(function PanelCard(props: Props) {
  const { card, number, state, isOpen, alone, focus, dispatch, onFocused } = props;
  const root = useRef<HTMLElement | null>(null);
  const bodyId = useId();
  const name = cardName(card, number);
  // An answer to it may be told a moment after the letter is there.
  const settled = useDeferredValue(card);
  const toggle = useCallback(() => dispatch({ type: "toggle", card: card.key }), [dispatch, card.key]);

  useEffect(() => {
    if (focus === null) return;
    const field = root.current?.querySelector<HTMLElement>(`[data-field="${focus}"]`);
    // Choices hold buttons before their field, so a field to type in goes first.
    const place =
      field?.querySelector<HTMLElement>("input, textarea") ?? field?.querySelector("button") ?? field;
    place?.focus();
    place?.scrollIntoView({ block: "nearest" });
    onFocused();
  }, [focus, onFocused]);

  return (
    <section
      ref={root}
      className={`${styles.card} ${isOpen ? styles.open : ""}`}
      aria-label={panelText.card.region(number, name)}
    >
      <div className={styles.head}>
        {alone ? (
          <h3 className={`${styles.line} ${styles.alone}`}>
            <span className={styles.name}>{name}</span>
          </h3>
        ) : (
          <CardLine
            bodyId={bodyId}
            number={number}
            name={name}
            identifier={card.fields.identifier}
            dataType={card.fields.dataType}
            state={state}
            isOpen={isOpen}
            onToggle={toggle}
          />
        )}
        {isOpen && (
          <CardTools
            card={card.key}
            alone={alone}
            onDuplicate={props.onDuplicate}
            onRemove={props.onRemove}
            onTemplate={props.onTemplate}
          />
        )}
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {isOpen && (
          <>
            <CardFields
              card={card}
              problems={props.problems}
              findings={props.findings}
              dispatch={dispatch}
              onMend={props.onMend}
              onLeft={props.onLeft}
            />
            <AnswerLine agentId={props.agentId} card={settled} />
          </>
        )}
      </div>
    </section>
  );
});

type LineProps = {
  bodyId: string;
  number: number;
  name: string;
  identifier: string;
  dataType: DataType;
  state: CardState;
  isOpen: boolean;
  onToggle: () => void;
};

/** The line that opens and folds a card. */
const CardLine = memo(function CardLine(props: LineProps) {
  const { bodyId, number, name, identifier, dataType, state, isOpen, onToggle } = props;
  const mark = states[state];
  return (
    <h3 className={styles.heading}>
      <AriaButton
        className={`${styles.line} ${styles.toggle}`}
        aria-expanded={isOpen}
        aria-controls={bodyId}
        data-field="header"
        onPress={onToggle}
      >
        <span className={`${styles.number} ${state === "attention" || state === "danger" ? styles.bad : ""}`}>
          {number}
        </span>
        <span className={styles.name}>{name}</span>
        {!isOpen && identifier !== "" && <span className={styles.identifier}>{identifier}</span>}
        <span className={styles.gap} />
        {!isOpen && <TypeChip type={dataType} />}
        {!isOpen && (
          <span className={`${styles.state} ${styles[state]}`}>
            <Icon of={mark.icon} size={14} />
            {mark.words}
          </span>
        )}
        <Icon of={isOpen ? ChevronUp : ChevronDown} size={16} />
      </AriaButton>
    </h3>
  );
});
