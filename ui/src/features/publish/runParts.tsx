import type { ReactNode } from "react";
import { Monogram } from "../../components/Monogram";
import type { PublishView } from "../../host";
import { guardText } from "../../text/guard";
import { runText } from "../../text/run";
import { stoppedText } from "../../text/stopped";
import { DraftGone, DraftGuard, GuardFooter } from "./DraftGuard";
import { DraftWaiting } from "./DraftWaiting";
import { RunAdded } from "./RunAdded";
import { RunInterrupted } from "./RunInterrupted";
import { RunLive } from "./RunLive";
import { RunLooking } from "./RunLooking";
import { RunProgress } from "./RunProgress";
import { RunStopped } from "./RunStopped";
import type { GuardWork } from "./useGuard";

interface Parts {
  title: string;
  size: "small" | "medium" | "large";
  /** Closing the dialog; what has ended is put away with it. */
  close: () => void;
  headerStart?: ReactNode;
  footer?: ReactNode;
  content: ReactNode;
}

interface Ways {
  agentId: string;
  guard: GuardWork;
  onClose: () => void;
  /** Closes, and puts the run away. */
  seen: () => void;
  toReview: () => void;
  toHistory: () => void;
}

/** What the dialog shows of a publish follows from where it stands. */
export function runParts(run: PublishView, ways: Ways): Parts {
  const { agentId, guard, onClose, seen, toHistory } = ways;
  switch (run.state.kind) {
    case "running":
      if (run.endsNow)
        return {
          title: runText.ending.title,
          size: "small",
          close: onClose,
          content: <RunLooking run={run} words={runText.ending.body(run)} onClose={onClose} />,
        };
      return {
        title: runText.title(run),
        size: "small",
        close: onClose,
        content: <RunProgress agentId={agentId} run={run} onClose={onClose} />,
      };
    case "looking":
      return {
        title: runText.looking.title(run),
        size: "small",
        close: onClose,
        content: <RunLooking run={run} words={runText.looking.body(run)} onClose={onClose} />,
      };
    case "live":
      return {
        title: runText.done.title(run),
        size: "small",
        close: seen,
        content: (
          <RunLive
            run={run}
            readAt={run.state.readAt}
            metrics={run.state.metrics}
            replaced={run.state.replaced}
            onDone={seen}
            onHistory={toHistory}
          />
        ),
      };
    case "added":
      return {
        title: guardText.added.title(run.state.author),
        size: "medium",
        close: seen,
        content: (
          <RunAdded
            run={run}
            readAt={run.state.readAt}
            author={run.state.author}
            agentName={guard.agentName}
            onDone={seen}
          />
        ),
      };
    case "interrupted":
      return {
        title: stoppedText.interrupted(run, run.state).title,
        size: "medium",
        close: onClose,
        content: <RunInterrupted agentId={agentId} run={run} state={run.state} onClose={onClose} />,
      };
    case "stopped":
      return stopped(run, run.state, ways);
  }
}

function stopped(
  run: PublishView,
  { reason, leftBehind, waiting }: Extract<PublishView["state"], { kind: "stopped" }>,
  { guard, onClose, seen, toReview, toHistory }: Ways,
): Parts {
  const asks = reason.kind === "openDraft" && run.target === null;
  if (reason.kind === "openDraft" && waiting !== null) {
    const { author } = reason;
    return {
      title: waiting.gone === null ? guardText.title(author) : guardText.ended(waiting.gone, author).title,
      size: "medium",
      close: onClose,
      content: (
        <DraftWaiting
          run={run}
          waiting={waiting}
          author={author}
          note={guardText.note.ask(author, guard.agentName, guard.unpublished)}
          onStop={seen}
          onReview={toReview}
        />
      ),
    };
  }
  if (asks && guard.isGone)
    return {
      title: guardText.goneTitle(guard.author),
      size: "medium",
      close: seen,
      content: <DraftGone onReview={toReview} />,
    };
  if (asks)
    return {
      title: guardText.title(guard.author),
      size: "large",
      // An answer that is on its way goes on; putting the question away would not take it back.
      close: guard.pending === null || guard.pending === "wait" ? seen : onClose,
      headerStart: guard.author !== null && <Monogram name={guard.author} shape="large" />,
      footer: <GuardFooter work={guard} onClose={seen} />,
      content: <DraftGuard run={run} work={guard} />,
    };
  const words = stoppedText.words(run, reason, leftBehind, stoppedText.because(reason));
  return {
    title: words.title,
    size: "medium",
    close: seen,
    content: (
      <RunStopped
        run={run}
        reason={reason}
        words={words}
        onClose={seen}
        onReview={toReview}
        onHistory={toHistory}
      />
    ),
  };
}
