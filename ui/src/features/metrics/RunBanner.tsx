import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FilePlus2, GitBranch, Hourglass, PlugZap, Radio, ShieldEllipsis, WifiOff } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import {
  type AgentView,
  discardPublish,
  dismissPublish,
  type PublishView,
  type RunState,
  resumePublish,
} from "../../host";
import { keys } from "../../host/queries";
import { errorText } from "../../text/errors";
import { guardText } from "../../text/guard";
import { metricsText } from "../../text/metrics";
import { publishText, versionName } from "../../text/publish";
import { runText } from "../../text/run";
import { stoppedText } from "../../text/stopped";
import { onTarget, targetText } from "../../text/target";
import { clock } from "../../text/time";
import { useRunCommand, useShowRun } from "../publish/publishQueries";
import { ErrorBanner } from "../shell/ErrorState";

type Props = { agent: AgentView; onReview: () => void };

/** A publish that runs, waits, stopped, was interrupted or was finished unseen, with its next step. */
export function RunBanner({ agent, onReview }: Props) {
  const show = useShowRun(agent.id);
  const dismiss = useMutation({ mutationFn: () => dismissPublish(agent.id), onSuccess: () => show(null) });
  return (
    <>
      {dismiss.error !== null && <ErrorBanner error={dismiss.error} onDismiss={dismiss.reset} />}
      <StateBanner agent={agent} onReview={onReview} onDismiss={() => dismiss.mutate()} />
    </>
  );
}

function StateBanner({ agent, onReview, onDismiss }: Props & { onDismiss: () => void }) {
  const run = agent.publish;
  if (run === null) return null;
  const words = metricsText.run;
  const next = versionName(run.newNumber, publishText.newVersion);
  const open = (label: string) => (
    <Button variant="secondary" size="row" onPress={onReview}>
      {label}
    </Button>
  );
  const { state } = run;
  switch (state.kind) {
    case "running":
      if (run.endsNow)
        return (
          <Banner tone="scan" title={`${runText.ending.title}.`} actions={open(words.details)}>
            {runText.ending.body(run)}
          </Banner>
        );
      return run.waitsForNetwork ? (
        <Banner
          tone="warn"
          icon={WifiOff}
          title={words.noNetwork(`${next}${onTarget(run)}`)}
          actions={open(words.running.action)}
        >
          {runText.noNetwork.goesOn}
        </Banner>
      ) : (
        <Banner
          tone="scan"
          icon={ShieldEllipsis}
          title={`${runText.title(run)}.`}
          actions={open(words.running.action)}
        >
          {words.running.body}
        </Banner>
      );
    case "looking":
      return (
        <Banner tone="scan" title={`${runText.looking.title(run)}.`} actions={open(words.details)}>
          {runText.looking.body(run)}
        </Banner>
      );
    case "live":
      return (
        <Banner
          tone="neutral"
          icon={run.target === null ? Radio : GitBranch}
          title={run.target === null ? words.live.title(next) : targetText.done.banner(run)}
          actions={open(words.details)}
          onDismiss={onDismiss}
        >
          {run.foundLater && `${runText.done.foundLater} `}
          {words.live.body}
          {run.target !== null &&
            ` ${targetText.done.notLive(run.target, agent.live?.id === run.newVersionId)}`}
        </Banner>
      );
    case "added":
      return (
        <Banner
          tone="you"
          icon={FilePlus2}
          title={`${guardText.added.title(state.author)}.`}
          actions={open(words.details)}
          onDismiss={onDismiss}
        >
          {guardText.added.body(run)}
        </Banner>
      );
    case "interrupted":
      return <InterruptedBanner run={run} state={state} onReview={onReview} />;
    case "stopped": {
      const { reason, leftBehind } = state;
      if (reason.kind === "openDraft" && state.waiting !== null)
        return <DraftBanner run={run} waiting={state.waiting} author={reason.author} onReview={onReview} />;
      const said = stoppedText.words(run, reason, leftBehind, stoppedText.because(reason));
      const asks = reason.kind === "openDraft" && run.target === null;
      return (
        <Banner
          tone={reason.kind === "cancelled" ? "neutral" : reason.kind === "openDraft" ? "warn" : "error"}
          title={`${said.title}.`}
          actions={open(asks ? words.decide : words.stopped.action)}
          onDismiss={onDismiss}
        >
          {said.safe}
        </Banner>
      );
    }
  }
}

type InterruptedProps = {
  run: PublishView;
  state: Extract<RunState, { kind: "interrupted" }>;
  onReview: () => void;
};

/** Debrief was closed in the middle; it goes on from here where that is safe or not known yet. */
function InterruptedBanner({ run, state, onReview }: InterruptedProps) {
  const resume = useRunCommand(run.agentId, resumePublish, onReview);
  const discard = useRunCommand(run.agentId, discardPublish);
  const words = metricsText.run;
  const said = stoppedText.interrupted(run, state);
  const canGoOn = state.standing !== "discard";
  const failed = resume.error !== null ? resume : discard;
  return (
    <>
      {failed.error !== null && <ErrorBanner error={failed.error} onDismiss={failed.reset} />}
      <Banner
        tone="you"
        icon={PlugZap}
        title={`${said.title}.`}
        actions={
          <>
            {run.canGiveUp && (
              <Button variant="secondary" size="row" onPress={onReview}>
                {words.stopped.action}
              </Button>
            )}
            {state.standing !== null && (
              <Button
                variant="secondary"
                size="row"
                pending={discard.isPending}
                onPress={() => discard.mutate()}
              >
                {runText.interrupted.discard}
              </Button>
            )}
            {canGoOn && (
              <Button variant="publish" size="row" pending={resume.isPending} onPress={() => resume.mutate()}>
                {words.interrupted.action}
              </Button>
            )}
          </>
        }
      >
        {state.standing === null && !run.canGiveUp ? words.interrupted.body : said.what}
        {state.standing !== null && ` ${canGoOn ? words.keptEitherWay : words.kept}`}
      </Banner>
    </>
  );
}

type DraftProps = {
  run: PublishView;
  waiting: NonNullable<Extract<RunState, { kind: "stopped" }>["waiting"]>;
  author: string | null;
  onReview: () => void;
};

/** Somebody else's draft that is waited for, until it is gone. */
function DraftBanner({ run, waiting, author, onReview }: DraftProps) {
  const client = useQueryClient();
  const show = useShowRun(run.agentId);
  const dismiss = useMutation({
    mutationFn: (_then: (() => void) | null) => dismissPublish(run.agentId),
    onSuccess: (_, then) => {
      show(null);
      then?.();
      // What is live may be another version now.
      void client.invalidateQueries({ queryKey: keys.agent(run.agentId) });
    },
  });
  const words = guardText.waiting;
  if (waiting.gone === null) {
    const since = clock(new Date(waiting.checkedAt));
    return (
      <Banner
        tone={waiting.trouble === null ? "scan" : "warn"}
        icon={Hourglass}
        title={words.title(author)}
        actions={
          <Button variant="secondary" size="row" onPress={onReview}>
            {metricsText.run.details}
          </Button>
        }
      >
        {waiting.trouble === null
          ? words.again
          : `${words.trouble(since)} ${errorText(waiting.trouble).title}. ${words.goesOn}`}
      </Banner>
    );
  }
  const ended = guardText.ended(waiting.gone, author);
  return (
    <>
      {dismiss.error !== null && <ErrorBanner error={dismiss.error} onDismiss={dismiss.reset} />}
      <Banner
        tone="you"
        icon={Hourglass}
        title={`${ended.title}.`}
        actions={
          <Button
            variant="secondary"
            size="row"
            pending={dismiss.isPending}
            onPress={() => dismiss.mutate(onReview)}
          >
            {guardText.review}
          </Button>
        }
        onDismiss={() => dismiss.mutate(null)}
      >
        {ended.body}
      </Banner>
    </>
  );
}
