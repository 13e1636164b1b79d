import { Plus } from "lucide-react";
import { type Dispatch, useCallback } from "react";
import { Button } from "../../components/Button";
import type { Card, Finding } from "../../host";
import { panelText } from "../../text/panel";
import styles from "./Disposition.module.css";
import { PanelCard } from "./PanelCard";
import {
  cardState,
  newCard,
  type PanelAction,
  type PanelState,
  visibleFindings,
  visibleProblems,
} from "./panelState";

/** More metrics than this are more than a good start. */
const MANY = 5;

interface Props {
  state: PanelState;
  dispatch: Dispatch<PanelAction>;
  metricsAfter: number;
  agentId: string;
  /** One existing metric is edited: its card stands alone. */
  alone: boolean;
  onRemove: (card: Card) => void;
  onMend: (card: string, finding: Finding) => void;
  onTemplate: (card: Card) => void;
  onLeft: () => void;
}

/** The numbered cards. */
export function Disposition(props: Props) {
  const { state, dispatch, metricsAfter, agentId, alone, onRemove, onMend, onTemplate, onLeft } = props;
  const onFocused = useCallback(() => dispatch({ type: "focused" }), [dispatch]);
  return (
    <div className={styles.cards}>
      {state.cards.map((card, index) => (
        <PanelCard
          key={card.key}
          agentId={agentId}
          card={card}
          number={index + 1}
          state={cardState(state, card)}
          problems={visibleProblems(state, card)}
          findings={visibleFindings(state, card)}
          onMend={(finding) => onMend(card.key, finding)}
          isOpen={alone || state.open === card.key}
          alone={alone}
          focus={state.focus?.card === card.key ? state.focus.field : null}
          onFocused={onFocused}
          onToggle={() => dispatch({ type: "toggle", card: card.key })}
          onEdit={(change) => dispatch({ type: "edit", card: card.key, ...change })}
          onLeft={(field) => {
            dispatch({ type: "left", card: card.key, field });
            onLeft();
          }}
          onDuplicate={() =>
            dispatch({
              type: "duplicate",
              card: card.key,
              copy: { ...newCard(card.fields), choiceText: card.choiceText },
            })
          }
          onRemove={() => onRemove(card)}
          onTemplate={() => onTemplate(card)}
        />
      ))}
      {!alone && (
        <>
          <div className={styles.more}>
            <Button
              variant="secondary"
              icon={Plus}
              onPress={() => dispatch({ type: "addAnother", card: newCard() })}
            >
              {panelText.addAnother}
            </Button>
            <span className={styles.after}>{panelText.after(metricsAfter)}</span>
          </div>
          {metricsAfter > MANY && <p className={styles.advice}>{panelText.advice}</p>}
        </>
      )}
    </div>
  );
}
