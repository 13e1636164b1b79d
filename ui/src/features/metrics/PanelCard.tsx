import {
  BookmarkPlus,
  Check,
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleDashed,
  Copy,
  Trash2,
} from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { TypeChip } from "../../components/TypeChip";
import type { Card, Finding, Problem } from "../../host";
import { lintText } from "../../text/lint";
import { readableName } from "../../text/names";
import { panelText } from "../../text/panel";
import { templatesText } from "../../text/templates";
import { AnswerLine } from "./AnswerLine";
import { CardFields, type EditCard } from "./CardFields";
import styles from "./PanelCard.module.css";
import type { CardState, FocusTarget } from "./panelState";

const states = {
  blank: { icon: CircleDashed, words: panelText.card.blank },
  ready: { icon: Check, words: panelText.card.ready },
  unfinished: { icon: CircleDashed, words: panelText.card.unfinished },
  attention: { icon: CircleAlert, words: panelText.card.attention },
  danger: { icon: CircleAlert, words: lintText.card.danger },
} as const satisfies Record<CardState, unknown>;

interface Props {
  agentId: string;
  card: Card;
  number: number;
  state: CardState;
  problems: Problem[];
  findings: Finding[];
  onMend: (finding: Finding) => void;
  isOpen: boolean;
  /** Editing a metric of the list: the one card neither folds nor goes. */
  alone: boolean;
  focus: FocusTarget["field"] | null;
  onFocused: () => void;
  onToggle: () => void;
  onEdit: EditCard;
  onLeft: (field: "identifier" | "prompt" | "choices") => void;
  onDuplicate: () => void;
  onRemove: () => void;
  onTemplate: () => void;
}

export function cardName(card: Card, number: number): string {
  const { identifier } = card.fields;
  return identifier.trim() === "" ? panelText.card.untitled(number) : readableName(identifier);
}

/** One numbered card: a line when folded, the fields when open. */
export function PanelCard(props: Props) {
  const { card, number, state, problems, isOpen, alone, focus, onFocused } = props;
  const root = useRef<HTMLElement | null>(null);
  const bodyId = useId();
  const name = cardName(card, number);
  const mark = states[state];

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
          <h3 className={styles.heading}>
            <AriaButton
              className={`${styles.line} ${styles.toggle}`}
              aria-expanded={isOpen}
              aria-controls={bodyId}
              data-field="header"
              onPress={props.onToggle}
            >
              <span
                className={`${styles.number} ${state === "attention" || state === "danger" ? styles.bad : ""}`}
              >
                {number}
              </span>
              <span className={styles.name}>{name}</span>
              {!isOpen && card.fields.identifier !== "" && (
                <span className={styles.identifier}>{card.fields.identifier}</span>
              )}
              <span className={styles.gap} />
              {!isOpen && <TypeChip type={card.fields.dataType} />}
              {!isOpen && (
                <span className={`${styles.state} ${styles[state]}`}>
                  <Icon of={mark.icon} size={14} />
                  {mark.words}
                </span>
              )}
              <Icon of={isOpen ? ChevronUp : ChevronDown} size={16} />
            </AriaButton>
          </h3>
        )}
        {isOpen && (
          <div className={styles.tools}>
            <IconButton
              label={templatesText.save.one}
              icon={BookmarkPlus}
              size={24}
              onPress={props.onTemplate}
            />
            {!alone && (
              <>
                <IconButton
                  label={panelText.card.duplicate}
                  icon={Copy}
                  size={24}
                  onPress={props.onDuplicate}
                />
                <IconButton label={panelText.card.remove} icon={Trash2} size={24} onPress={props.onRemove} />
              </>
            )}
          </div>
        )}
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {isOpen && (
          <>
            <CardFields
              card={card}
              problems={problems}
              findings={props.findings}
              onMend={props.onMend}
              onEdit={props.onEdit}
              onLeft={props.onLeft}
            />
            <AnswerLine agentId={props.agentId} card={card} />
          </>
        )}
      </div>
    </section>
  );
}
