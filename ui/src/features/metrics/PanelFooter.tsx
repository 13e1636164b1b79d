import { CircleCheck } from "lucide-react";
import { useCallback } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { lintText } from "../../text/lint";
import { panelText } from "../../text/panel";
import { templatesText } from "../../text/templates";
import { isGrave } from "../lint/findings";
import type { OfferedTemplate } from "../templates/templates";
import { isBlank, visibleFindings, visibleProblems } from "./panelState";
import styles from "./SetupPanel.module.css";
import { usePanelWork } from "./usePanel";

type Props = {
  /** Templates that are chosen; none while the cards are shown. */
  chosen: readonly OfferedTemplate[] | null;
  onAdd: () => void;
};

/** What holds for the panel as a whole, and its way out. */
export function PanelFooter({ chosen, onAdd }: Props) {
  const { phase, saving, close, save } = usePanelWork();
  const onCancel = useCallback(() => void close(), [close]);
  const onSave = useCallback(() => void save(), [save]);
  return (
    <div className={styles.footer}>
      <div className={styles.note} role="status">
        {chosen === null ? <CardsNote /> : <ChosenNote chosen={chosen} />}
      </div>
      <Button variant="secondary" size="dialog" onPress={onCancel}>
        {panelText.cancel}
      </Button>
      {chosen === null ? (
        <Button variant="ink" size="dialog" pending={saving} onPress={onSave}>
          {panelText.save}
        </Button>
      ) : (
        <Button
          variant="ink"
          size="dialog"
          onPress={onAdd}
          disabledReason={
            chosen.length === 0 ? templatesText.addNone : phase === "ready" ? null : templatesText.addNotYet
          }
        >
          {templatesText.add(chosen.length)}
        </Button>
      )}
    </div>
  );
}

function ChosenNote({ chosen }: { chosen: readonly OfferedTemplate[] }) {
  return (
    <>
      {chosen.length > 0 && <strong>{templatesText.selected(chosen.length)}</strong>}
      <span className={styles.quiet}>
        {chosen.length > 0
          ? templatesText.selectedNote(chosen.map((template) => template.name))
          : templatesText.noneSelected}
      </span>
    </>
  );
}

function CardsNote() {
  const { state, trouble } = usePanelWork();
  const { cards } = state;
  const problems = cards.reduce((sum, card) => sum + visibleProblems(state, card).length, 0);
  const dangers = cards.reduce((sum, card) => sum + visibleFindings(state, card).filter(isGrave).length, 0);
  const holdsText = cards.some((card) => !isBlank(card));
  return (
    <span className={styles.kept}>
      <Icon of={CircleCheck} size={16} />
      {trouble !== null ? panelText.notKept : holdsText ? panelText.keptAsYouType : panelText.nothingYet}
      {problems > 0 ? (
        <span className={styles.problems}>{panelText.toFix(problems)}</span>
      ) : dangers > 0 ? (
        <span className={styles.problems}>{lintText.card.toFix(dangers)}</span>
      ) : (
        holdsText && trouble === null && <span className={styles.quiet}>{panelText.saveMeans}</span>
      )}
    </span>
  );
}
