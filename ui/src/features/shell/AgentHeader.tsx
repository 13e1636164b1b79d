import { MousePointerClick, Redo2, Undo2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { AgentMark } from "../../components/AgentMark";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { IconButton } from "../../components/IconButton";
import { StatusLine } from "../../components/StatusLine";
import { openDialogs, useKeyDown } from "../../components/useKeyDown";
import type { AgentView, Edit } from "../../host";
import { useEditMetrics } from "../../host/queries";
import { common, unpublishedChanges } from "../../text/common";
import { agentKindNames } from "../../text/names";
import { headerText, shellText } from "../../text/shell";
import { ReviewDialog } from "../publish/ReviewDialog";
import styles from "./AgentHeader.module.css";
import { ErrorBanner } from "./ErrorState";
import { PageNews } from "./PageNews";
import { agentHref, goTo } from "./route";
import { useShell } from "./shellContext";
import { whyOff } from "./whyOff";

type Props = { agent: AgentView; automation: boolean };

/** Who this is, what is live, what is not yet, and the way there. The same on both pages of an agent. */
export function AgentHeader({ agent, automation }: Props) {
  const edit = useEditMetrics(agent.id);
  const bringBack = useRef<HTMLButtonElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  const [discarded, setDiscarded] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const total = agent.changes.total;
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const offReason = whyOff(agent, readingOnly);

  useKeyDown(true, (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    // Whatever is open, no page is to be saved as a file.
    event.preventDefault();
    if (openDialogs().length === 0 && !offReason) setReviewing(true);
  });

  function run(change: Edit) {
    setDiscarded(false);
    edit.mutate(change, {
      onSuccess: () => {
        setAsking(false);
        setDiscarded(change.kind === "discardChanges");
      },
    });
  }

  return (
    <>
      <header className={styles.header}>
        <AgentMark id={agent.id} />
        <span className={styles.name}>{agent.name}</span>
        {total === 0 && <span className={styles.kind}>{agentKindNames[agent.kind]}</span>}
        <Chip tone={agent.live ? "live" : "neutral"} dot={agent.live !== null}>
          {agent.live ? headerText.live(agent.live.number) : headerText.nothingLive}
        </Chip>
        {total > 0 && (
          <Chip tone="you" dot>
            {unpublishedChanges(total)}
          </Chip>
        )}
        {automation && (
          <div className={styles.automation} title={shellText.automation}>
            <Chip tone="warn" icon={MousePointerClick}>
              {shellText.automationShort}
            </Chip>
          </div>
        )}
        <div className={styles.actions}>
          {total > 0 && (
            <Button variant="ghost" size="toolbar" onPress={() => setAsking(true)}>
              {headerText.discard}
            </Button>
          )}
          <IconButton
            label={headerText.undo}
            buttonRef={undo}
            icon={Undo2}
            off={!agent.canUndo}
            onPress={() => run({ kind: "undo" })}
          />
          <IconButton
            label={headerText.redo}
            icon={Redo2}
            off={!agent.canRedo}
            onPress={() => run({ kind: "redo" })}
          />
          <Button
            // While a publish is on its way its own buttons lead; this one shows how far it is.
            variant={agent.publish ? "secondary" : "publish"}
            icon={Upload}
            disabledReason={offReason}
            onPress={() => setReviewing(true)}
          >
            {headerText.review}
          </Button>
        </div>
      </header>
      <div className={`${styles.notes} ${edit.error || discarded ? styles.said : ""}`}>
        {edit.error && (
          <PageNews>
            <ErrorBanner error={edit.error} onDismiss={edit.reset} />
          </PageNews>
        )}
        <StatusLine
          onDismiss={() => {
            setDiscarded(false);
            undo.current?.focus();
          }}
          actions={
            <Button
              ref={bringBack}
              variant="secondary"
              size="row"
              onPress={() => {
                run({ kind: "undo" });
                undo.current?.focus();
              }}
            >
              {headerText.bringBack}
            </Button>
          }
        >
          {discarded && headerText.discarded}
        </StatusLine>
      </div>
      <ConfirmDialog
        title={headerText.discardTitle}
        body={headerText.discardBody(total)}
        confirmLabel={headerText.discardConfirm}
        cancelLabel={common.cancel}
        pending={edit.isPending}
        isOpen={asking}
        onConfirm={() => run({ kind: "discardChanges" })}
        onCancel={() => setAsking(false)}
        // The button that asked is gone with the changes.
        onClosed={() => bringBack.current?.focus()}
      />
      <ReviewDialog
        agentId={agent.id}
        beginsWithChanges
        isOpen={reviewing}
        onClose={() => setReviewing(false)}
        onViewHistory={() => {
          setReviewing(false);
          goTo(agentHref(agent.id, "history"));
        }}
      />
    </>
  );
}
