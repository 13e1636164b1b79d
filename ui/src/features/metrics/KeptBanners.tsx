import { useQueryClient } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { type AgentView, dropPanel, type KeptPanel, keepPanel, loadPanel } from "../../host";
import { keys } from "../../host/queries";
import { metricsText } from "../../text/metrics";
import { ErrorBanner } from "../shell/ErrorState";
import { metricName, spokenIdentifier } from "./MetricListItem";
import { type Done, stateOf } from "./useMetricEdits";
import { NEW_SLOT } from "./usePanel";

interface Props {
  agent: AgentView;
  onContinue: (slot: string) => void;
  onDone: (done: Done | null) => void;
}

/** Panels that were closed with text in them. Discarding one can be undone. */
export function KeptBanners({ agent, onContinue, onDone }: Props) {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);

  const show = (panels: KeptPanel[]) =>
    client.setQueryData<AgentView>(keys.agent(agent.id), (view) => view && { ...view, keptPanels: panels });

  const discard = async (kept: KeptPanel, words: string) => {
    try {
      const panel = await loadPanel(agent.id, kept.slot);
      await dropPanel(agent.id, kept.slot);
      const after = show(agent.keptPanels.filter((each) => each.slot !== kept.slot));
      if (after === undefined || panel === null) return;
      onDone({
        words,
        undo: words,
        slot: kept.slot,
        of: stateOf(after),
        takeBack: () => {
          keepPanel(agent.id, kept.slot, panel).then(
            () => {
              show(agent.keptPanels);
              onDone(null);
            },
            (thrown) => setError(thrown),
          );
        },
      });
    } catch (thrown) {
      setError(thrown);
    }
  };

  const words = metricsText.kept;
  return (
    <>
      {error !== null && <ErrorBanner error={error} onDismiss={() => setError(null)} />}
      {agent.keptPanels.map((kept) => {
        const row = agent.metrics.find((each) => each.id === kept.slot);
        if (kept.slot !== NEW_SLOT && row === undefined) return null;
        const isNew = row === undefined;
        return (
          <Banner
            key={kept.slot}
            tone="you"
            icon={Archive}
            actions={
              <>
                <Button
                  variant="ghost"
                  size="row"
                  {...(isNew ? {} : { "aria-label": words.discardEdit(spokenIdentifier(row)) })}
                  onPress={() =>
                    void discard(
                      kept,
                      isNew
                        ? metricsText.done.cardsDiscarded(kept.cards)
                        : metricsText.done.editDiscarded(metricName(row)),
                    )
                  }
                >
                  {words.discard}
                </Button>
                <Button
                  variant="secondary"
                  size="row"
                  {...(isNew ? {} : { "aria-label": words.continueEdit(spokenIdentifier(row)) })}
                  onPress={() => onContinue(kept.slot)}
                >
                  {isNew ? words.continue : words.continueShort}
                </Button>
              </>
            }
          >
            {isNew ? words.cards(kept.cards) : words.edit(metricName(row))}
          </Banner>
        );
      })}
    </>
  );
}
