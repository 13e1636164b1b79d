import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { Dialog } from "../../components/Dialog";
import { dismissPublish, type PublishView } from "../../host";
import { keys } from "../../host/queries";
import { publishText } from "../../text/publish";
import { publishKey, usePublishState } from "./publishQueries";
import { ReviewFooter, ReviewForm, ReviewVersions } from "./ReviewForm";
import { RunInterrupted } from "./RunInterrupted";
import { RunLive } from "./RunLive";
import { RunProgress } from "./RunProgress";
import { RunStopped } from "./RunStopped";
import { useReviewForm } from "./useReviewForm";

interface Props {
  agentId: string;
  isOpen: boolean;
  onClose: () => void;
  onViewHistory: () => void;
  /** Begins with the changes: how an earlier publish ended stands on the page and not in the way. */
  beginsWithChanges?: boolean;
}

/** Review, publish and its end in one dialog. What is typed and shown belongs to one agent. */
export function ReviewDialog(props: Props) {
  return <AgentReview key={props.agentId} {...props} />;
}

/** A publish that ended before the dialog was opened. */
function endedRun(run: PublishView | null | undefined): string | null {
  return run && (run.state.kind === "stopped" || run.state.kind === "live") ? run.runId : null;
}

/** Which part shows follows from where the publish stands. */
function AgentReview({ agentId, isOpen, onClose, onViewHistory, beginsWithChanges = false }: Props) {
  const client = useQueryClient();
  const state = usePublishState(agentId, isOpen);
  const [opening, setOpening] = useState({ isOpen, number: 0 });
  if (opening.isOpen !== isOpen) setOpening({ isOpen, number: opening.number + (isOpen ? 1 : 0) });
  const earlier = useRef<{ opening: number; runId: string | null }>({ opening: 0, runId: null });
  if (isOpen && state.isFetched && earlier.current.opening !== opening.number)
    earlier.current = { opening: opening.number, runId: endedRun(state.data) };
  const hidden = beginsWithChanges ? earlier.current.runId : null;
  // While the dialog fades out it keeps what it showed.
  const shown = useRef<PublishView | null>(null);
  if (isOpen) shown.current = state.data && state.data.runId !== hidden ? state.data : null;
  const run = shown.current;
  const work = useReviewForm(agentId, opening.number, isOpen && state.isFetched && run === null);

  /** The person has seen how it ended; page and header forget it. */
  const forget = async () => {
    try {
      await dismissPublish(agentId);
      client.setQueryData(publishKey(agentId), null);
    } finally {
      await client.invalidateQueries({ queryKey: publishKey(agentId) });
      await client.invalidateQueries({ queryKey: keys.agent(agentId) });
    }
  };
  const leave = (then?: () => void) => {
    onClose();
    then?.();
    // What could not be dismissed is still listed on the page, where it can be dismissed again.
    forget().catch(() => undefined);
  };
  const seen = () => leave();
  const toHistory = () => leave(onViewHistory);
  const toReview = () => void forget().catch(() => undefined);

  let title: string = publishText.title;
  let close = onClose;
  let content: ReactNode;
  if (run === null) content = <ReviewForm agentId={agentId} work={work} onClose={onClose} />;
  else
    switch (run.state.kind) {
      case "running":
        title = publishText.run.title(run);
        content = <RunProgress agentId={agentId} run={run} onClose={onClose} />;
        break;
      case "live":
        title = publishText.done.title(run);
        close = seen;
        content = (
          <RunLive
            run={run}
            readAt={run.state.readAt}
            metrics={run.state.metrics}
            replaced={run.state.replaced}
            onDone={seen}
            onHistory={toHistory}
          />
        );
        break;
      case "stopped": {
        const { reason, leftBehind } = run.state;
        const because = publishText.stopped.because(reason);
        const words = publishText.stopped.words(run, reason, leftBehind, because);
        title = words.title;
        close = seen;
        content = (
          <RunStopped
            run={run}
            reason={reason}
            words={words}
            onClose={seen}
            onReview={toReview}
            onHistory={toHistory}
          />
        );
        break;
      }
      case "interrupted":
        title = publishText.interrupted.title(run);
        content = <RunInterrupted agentId={agentId} run={run} onClose={onClose} />;
        break;
    }

  return (
    <Dialog
      title={title}
      size={run === null ? "large" : run.state.kind === "stopped" ? "medium" : "small"}
      isOpen={isOpen}
      onClose={close}
      headerEnd={run === null && work.view !== undefined && <ReviewVersions view={work.view} />}
      footer={run === null && <ReviewFooter work={work} onClose={onClose} />}
    >
      {content}
    </Dialog>
  );
}
