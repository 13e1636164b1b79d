import type { AgentView, CompareItem, Pick } from "../../host";

/** What ticking a difference would do to the working copy; none where there is nothing to do it to. */
export function pickOf(item: CompareItem, agent: AgentView): Pick | null {
  if (item.kind === "changed") return { kind: "take", metric: item.change.after.id };
  if (item.kind === "added") return { kind: "take", metric: item.metric.id };
  const here = agent.metrics.find(
    (row) => row.change !== "removed" && row.identifier === item.metric.identifier,
  );
  return here === undefined ? null : { kind: "remove", metric: here.id };
}

export const pickKey = (pick: Pick) => `${pick.kind}/${pick.metric}`;
