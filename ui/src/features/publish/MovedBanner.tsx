import { useQueryClient } from "@tanstack/react-query";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import type { AgentView } from "../../host";
import { keys, useEditMetrics } from "../../host/queries";
import { metricsText } from "../../text/metrics";
import { versionName } from "../../text/publish";
import { ErrorBanner } from "../shell/ErrorState";
import { MergeButton } from "./MergeButton";

/** Another version went live after these changes began; where they fit beside it, they may go on from there. */
export function MovedBanner({ agentId }: { agentId: string }) {
  const agent = useQueryClient().getQueryData<AgentView>(keys.agent(agentId));
  const edit = useEditMetrics(agentId);
  const words = metricsText.moved;
  const live = versionName(agent?.live?.number, words.another);
  const fits = agent?.canContinueFromLive === true;
  return (
    <>
      {edit.error !== null && <ErrorBanner error={edit.error} onDismiss={edit.reset} />}
      <Banner
        tone="warn"
        title={words.title}
        actions={
          !fits ? (
            <MergeButton agentId={agentId} />
          ) : (
            <Button
              variant="secondary"
              size="row"
              pending={edit.isPending}
              onPress={() => edit.mutate({ kind: "continueFromLive" })}
            >
              {words.continue(live)}
            </Button>
          )
        }
      >
        {fits ? words.beside(live) : words.across(live)}
      </Banner>
    </>
  );
}
