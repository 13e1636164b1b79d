import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { StatusLine } from "../../components/StatusLine";
import type { AgentView } from "../../host";
import { common } from "../../text/common";
import { compareText } from "../../text/compare";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import type { Back, Taken } from "./useBack";
import styles from "./VersionPane.module.css";
import { nameOf } from "./versionName";

function words(taken: Taken): string {
  switch (taken.kind) {
    case "undone":
      return compareText.undone;
    case "brought":
      return compareText.brought(taken.brought, nameOf(taken.version));
    case "edited":
      return taken.isChanged
        ? compareText.edited(nameOf(taken.version))
        : compareText.editedSame(nameOf(taken.version));
  }
}

function isStep(taken: Taken): boolean {
  if (taken.kind === "edited") return taken.isChanged;
  if (taken.kind === "undone") return false;
  const { inserted, replaced, removed } = taken.brought;
  return inserted.length + replaced.length + removed.length > 0;
}

/** What came of taking something back, whatever one looks at now, until it is dismissed or no longer true. */
export function BackNews({ agent, back }: { agent: AgentView; back: Back }) {
  const { taken, refused } = back;
  return (
    <div className={back.hasNews ? styles.done : undefined}>
      {back.error !== null && <ErrorBanner error={back.error} onDismiss={back.dismissError} />}
      {refused !== null && (
        <Banner tone="warn" title={compareText.refusal(refused.error).title} onDismiss={back.dismissError}>
          {compareText.refusal(refused.error).body}
        </Banner>
      )}
      <StatusLine
        onDismiss={back.dismiss}
        actions={
          taken !== null &&
          isStep(taken) && (
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
    </div>
  );
}
