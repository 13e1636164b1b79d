import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { StatusLine } from "../../components/StatusLine";
import type { AgentView } from "../../host";
import { common } from "../../text/common";
import { compareText } from "../../text/compare";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import type { Back, Taken } from "./useBack";
import { nameOf } from "./versionName";

function words(taken: Taken): string {
  const version = nameOf(taken.version);
  if (taken.kind === "brought") return compareText.brought(taken.metrics, version);
  return taken.isChanged ? compareText.edited(version) : compareText.editedSame(version);
}

const isChanged = (taken: Taken) => (taken.kind === "brought" ? taken.metrics > 0 : taken.isChanged);

/** What came of taking something back, until it is dismissed or no longer true. */
export function BackDone({ agent, back }: { agent: AgentView; back: Back }) {
  const { taken, refused } = back;
  return (
    <>
      {back.error !== null && <ErrorBanner error={back.error} onDismiss={back.dismissError} />}
      {refused !== null && (
        <Banner tone="warn" title={compareText.refusal(refused).title} onDismiss={back.dismissError}>
          {compareText.refusal(refused).body}
        </Banner>
      )}
      <StatusLine
        onDismiss={back.dismiss}
        actions={
          taken !== null &&
          isChanged(taken) && (
            <>
              <Button
                variant="secondary"
                size="row"
                aria-label={compareText.undo}
                pending={back.undoing}
                onPress={back.undo}
              >
                {common.undo}
              </Button>
              <Button variant="secondary" size="row" onPress={() => goTo(agentHref(agent.id))}>
                {compareText.toMetrics}
              </Button>
            </>
          )
        }
      >
        {taken !== null && words(taken)}
      </StatusLine>
    </>
  );
}
