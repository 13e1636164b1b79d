import { Archive, CircleAlert, Undo2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { errorText } from "../../text/errors";
import { lintText } from "../../text/lint";
import { panelText } from "../../text/panel";
import { cardName } from "./PanelCard";
import styles from "./PanelNotice.module.css";
import { usePanelWork } from "./usePanel";

/** The line under the panel's header: what was kept, discarded or removed, and what could not be kept. */
export function PanelNotice({ isEdit }: { isEdit: boolean }) {
  const work = usePanelWork();
  const { line, trouble, refusal, setLine, dispatch, state } = work;

  const goOn = () => {
    setLine(null);
    const card = state.open ?? state.cards[0]?.key;
    if (card === undefined) return;
    dispatch({ type: "show", card });
  };

  return (
    <>
      {trouble !== null && work.phase === "ready" && (
        <div className={`${styles.line} ${styles.bad}`} role="alert">
          <Icon of={CircleAlert} size={14} />
          <span className={styles.words}>
            {errorText(trouble).title}. {panelText.notKept}
          </span>
          <Button variant="secondary" size="row" onPress={work.tryKeepingAgain}>
            {panelText.tryAgain}
          </Button>
          {line?.kind !== "kept" && (
            <Button variant="ghost" size="row" onPress={work.discard}>
              {panelText.kept.discard}
            </Button>
          )}
        </div>
      )}
      {refusal !== null && (
        <div className={`${styles.line} ${styles.bad}`} role="alert">
          <Icon of={CircleAlert} size={14} />
          <span className={styles.words}>
            {errorText(refusal).title}. {panelText.saveFailed}
          </span>
        </div>
      )}
      {line !== null && (
        <div className={styles.line} role="status">
          {line.kind === "kept" && (
            <>
              <Icon of={Archive} size={14} />
              <span className={styles.words}>
                {isEdit ? panelText.kept.edit : panelText.kept.cards(line.cards)}
              </span>
              <Button variant="ghost" size="row" onPress={work.discard}>
                {panelText.kept.discard}
              </Button>
              <Button variant="secondary" size="row" onPress={goOn}>
                {panelText.kept.continue}
              </Button>
            </>
          )}
          {line.kind === "discarded" && (
            <>
              <span className={styles.words}>
                {isEdit ? panelText.kept.discardedEdit : panelText.kept.discarded}
              </span>
              <Button variant="secondary" size="row" icon={Undo2} onPress={() => work.bringBack(line)}>
                {panelText.kept.undo}
              </Button>
            </>
          )}
          {line.kind === "mended" && (
            <>
              <span className={styles.words}>{lintText.card.mended(line.words)}</span>
              <Button variant="secondary" size="row" icon={Undo2} onPress={() => work.bringBack(line)}>
                {panelText.kept.undo}
              </Button>
            </>
          )}
          {line.kind === "removed" && (
            <>
              <span className={styles.words}>{panelText.kept.removed(cardName(line.card, line.number))}</span>
              <Button variant="secondary" size="row" icon={Undo2} onPress={() => work.bringBack(line)}>
                {panelText.kept.undo}
              </Button>
            </>
          )}
        </div>
      )}
    </>
  );
}
