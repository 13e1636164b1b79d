import type { AgentView, CompareItem, CompareView, MetricRow, Pick, VersionRow } from "../../host";
import { compareText } from "../../text/compare";
import type { Tick } from "./ChangeItem";
import { pickKey, pickOf } from "./picks";
import type { Back } from "./useBack";
import { nameOf } from "./versionName";

/** What can be ticked under one question about a version, and what is. */
export function useTicks(agent: AgentView, row: VersionRow, question: string, back: Back) {
  const offReason = back.offReason;
  const tick = (pick: Pick, label: string, picked: ReadonlySet<string>): Tick => ({
    label,
    isTicked: picked.has(pickKey(pick)),
    onTick: (on) => back.tick(row, question, pick, on),
    offReason: null,
  });
  const none = (why: string): Tick => ({
    label: "",
    isTicked: false,
    onTick: () => undefined,
    offReason: why,
  });

  /** Under "What it changed" a metric that went is not in this version: it comes back from the one before. */
  const offers = (item: CompareItem): Pick | string => {
    if (item.kind === "removed" && question === "changed") return compareText.tickBefore(nameOf(row));
    return pickOf(item, agent) ?? compareText.tickGone;
  };

  const ofView = (view: CompareView | undefined) => {
    const offered = (view?.items ?? [])
      .map(offers)
      .filter((offer): offer is Pick => typeof offer !== "string");
    const picks = back.picks(row, question, new Set(offered.map(pickKey)));
    const picked = new Set(picks.map(pickKey));
    return {
      picks,
      of: offered.length,
      tickOf:
        offReason !== null
          ? null
          : (item: CompareItem): Tick => {
              const offer = offers(item);
              if (typeof offer === "string") return none(offer);
              const identifier =
                item.kind === "changed" ? item.change.after.identifier : item.metric.identifier;
              const label =
                offer.kind === "remove" ? compareText.tickRemove(identifier) : compareText.tick(identifier);
              return tick(offer, label, picked);
            },
    };
  };

  const ofMetrics = (metrics: readonly MetricRow[]) => {
    const offered = metrics.map((metric): Pick => ({ kind: "take", metric: metric.id }));
    const picks = back.picks(row, question, new Set(offered.map(pickKey)));
    const picked = new Set(picks.map(pickKey));
    return {
      picks,
      of: offered.length,
      tickOf: offReason !== null ? null : (pick: Pick): Tick => tick(pick, "", picked),
    };
  };

  return { ofView, ofMetrics };
}
