import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import type { AgentView } from "../../host";
import { metricsText } from "../../text/metrics";
import { versionName } from "../../text/publish";
import { MergeButton } from "../publish/MergeButton";
import { ErrorBanner, saidByShell } from "../shell/ErrorState";
import { Leftovers } from "./Leftovers";
import { RunBanner } from "./RunBanner";

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
      <Leftovers agent={agent} />
    </>
  );
}
