import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PlugZap, Radio, ShieldEllipsis } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { type AgentView, dismissPublish, resumePublish } from "../../host";
import { keys } from "../../host/queries";
import { metricsText } from "../../text/metrics";
import { publishText, versionName } from "../../text/publish";
import { MergeButton } from "../publish/MergeButton";
import { publishKey } from "../publish/publishQueries";
import { ErrorBanner, saidByShell } from "../shell/ErrorState";

interface Props {
  agent: AgentView;
  error: unknown;
  isReading: boolean;
  onRead: () => void;
  onReview: () => void;
  onContinueFromLive: (version: string) => void;
  onTogether: (version: string) => void;
}

/** What one has to know about this agent before working on it. */
export function PageBanners({
  agent,
  error,
  isReading,
  onRead,
  onReview,
  onContinueFromLive,
  onTogether,
}: Props) {
  const live = versionName(agent.live?.number, metricsText.moved.another);
  return (
    <>
      {agent.readOnly !== null && (
        <Banner tone="neutral" title={metricsText.readOnly[agent.readOnly].title}>
          {metricsText.readOnly[agent.readOnly].body}
        </Banner>
      )}
      {error !== null && error !== undefined && !saidByShell(error) && (
        <ErrorBanner error={error} onRetry={onRead} retrying={isReading} />
      )}
      {agent.baseMoved && agent.publish === null && (
        <Banner
          tone="warn"
          title={metricsText.moved.title}
          actions={
            agent.canContinueFromLive ? (
              <>
                <Button variant="secondary" size="row" onPress={onReview}>
                  {metricsText.moved.review}
                </Button>
                <Button variant="secondary" size="row" onPress={() => onContinueFromLive(live)}>
                  {metricsText.moved.continue(live)}
                </Button>
              </>
            ) : (
              <MergeButton agentId={agent.id} onTogether={onTogether} />
            )
          }
        >
          {agent.canContinueFromLive ? metricsText.moved.beside(live) : metricsText.moved.across(live)}
        </Banner>
      )}
      <RunBanner agent={agent} onReview={onReview} />
    </>
  );
}

/** A publish that runs, stopped, was interrupted or was finished unseen, with its next step. */
function RunBanner({ agent, onReview }: { agent: AgentView; onReview: () => void }) {
  const client = useQueryClient();
  const resume = useMutation({
    mutationFn: () => resumePublish(agent.id),
    onSuccess: (run) => {
      client.setQueryData(publishKey(agent.id), run);
      onReview();
    },
  });
  const dismiss = useMutation({
    mutationFn: () => dismissPublish(agent.id),
    onSuccess: () => {
      client.setQueryData(publishKey(agent.id), null);
      client.setQueryData<AgentView>(keys.agent(agent.id), (view) => view && { ...view, publish: null });
    },
  });
  const run = agent.publish;
  if (run === null) return null;
  const words = metricsText.run;
  const show = (label: string) => (
    <Button variant="secondary" size="row" onPress={onReview}>
      {label}
    </Button>
  );
  switch (run.state.kind) {
    case "running":
      return (
        <Banner
          tone="scan"
          icon={ShieldEllipsis}
          title={`${publishText.run.title(run)}.`}
          actions={show(words.running.action)}
        >
          {words.running.body}
        </Banner>
      );
    case "live":
      return (
        <Banner
          tone="neutral"
          icon={Radio}
          title={words.live.title(versionName(run.newNumber, publishText.newVersion))}
          actions={show(words.live.action)}
          onDismiss={() => dismiss.mutate()}
        >
          {words.live.body}
        </Banner>
      );
    case "interrupted":
      return (
        <>
          {resume.error !== null && <ErrorBanner error={resume.error} onDismiss={resume.reset} />}
          <Banner
            tone="you"
            icon={PlugZap}
            title={words.interrupted.title(versionName(run.newNumber, publishText.newVersion))}
            actions={
              <>
                {run.canGiveUp && show(words.stopped.action)}
                <Button
                  variant="publish"
                  size="row"
                  pending={resume.isPending}
                  onPress={() => resume.mutate()}
                >
                  {words.interrupted.action}
                </Button>
              </>
            }
          >
            {run.canGiveUp ? publishText.interrupted.body(run) : words.interrupted.body}
          </Banner>
        </>
      );
    case "stopped": {
      const { reason, leftBehind } = run.state;
      const because = publishText.stopped.because(reason);
      const said = publishText.stopped.words(run, reason, leftBehind, because);
      return (
        <Banner
          tone={reason.kind === "cancelled" ? "neutral" : "error"}
          title={`${said.title}.`}
          actions={show(words.stopped.action)}
          onDismiss={() => dismiss.mutate()}
        >
          {said.safe}
        </Banner>
      );
    }
  }
}
