import { Plus } from "lucide-react";
import { useCallback } from "react";
import { Button } from "../../components/Button";
import type { Field, Finding, Problem } from "../../host";
import { panelText } from "../../text/panel";
import styles from "./Disposition.module.css";
import { PanelCard } from "./PanelCard";
import { cardState, newCard, visibleFindings, visibleProblems } from "./panelState";
import { usePanelWork } from "./usePanel";

/** More metrics than this are more than a good start. */
const MANY = 5;

const noProblems: Problem[] = [];
const noFindings: Finding[] = [];

/** The same list for every empty one, so that a card without any stands still. */
const orNone = <T,>(list: T[], none: T[]): T[] => (list.length === 0 ? none : list);

interface Props {
  metricsAfter: number;
  agentId: string;
  /** One existing metric is edited: its card stands alone. */
  alone: boolean;
  onTemplate: (card: string) => void;
}

/** The numbered cards. Of these a key draws only the one it is typed into. */
export function Disposition({ metricsAfter, agentId, alone, onTemplate }: Props) {
  const { state, dispatch, duplicateCard, removeCard, mend, flush } = usePanelWork();
  const onFocused = useCallback(() => dispatch({ type: "focused" }), [dispatch]);
  const onLeft = useCallback(
    (card: string, field: Field) => {
      dispatch({ type: "left", card, field });
      flush();
    },
    [dispatch, flush],
  );
  const addAnother = useCallback(() => dispatch({ type: "addAnother", card: newCard() }), [dispatch]);
  return (
    <div className={styles.cards}>
      {state.cards.map((card, index) => {
        const isOpen = alone || state.open === card.key;
        return (
          <PanelCard
            key={card.key}
            agentId={agentId}
            card={card}
            number={index + 1}
            state={cardState(state, card)}
            problems={isOpen ? orNone(visibleProblems(state, card), noProblems) : noProblems}
            findings={isOpen ? orNone(visibleFindings(state, card), noFindings) : noFindings}
            isOpen={isOpen}
            alone={alone}
            focus={state.focus?.card === card.key ? state.focus.field : null}
            dispatch={dispatch}
            onFocused={onFocused}
            onLeft={onLeft}
            onMend={mend}
            onDuplicate={duplicateCard}
            onRemove={removeCard}
            onTemplate={onTemplate}
          />
        );
      })}
      {!alone && (
        <>
          <div className={styles.more}>
            <Button variant="secondary" icon={Plus} onPress={addAnother}>
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
