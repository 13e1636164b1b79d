import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type CopyResult,
  type CopyTarget,
  copyApply,
  copyPreview,
  startBatch,
  toHostError,
  type Way,
} from "../../host";
import { keys } from "../../host/queries";
import { useTyped } from "../../host/typed";
import { arrives } from "./arrival";
import { forgetPicks, placeOf, typedLabels, typedPicks } from "./typed";

/** An agent that was ticked. */
export type Picked = { id: string; name: string };

export type Copy = ReturnType<typeof useCopy>;

type Step = "agents" | "preview" | "done";

/** A metric on an agent, where the agent has another one of its identifier. */
const place = (agentId: string, metric: string) => `${agentId}/${metric}`;

/** The copy from the first tick to the last: what was chosen, what was read, what was done. */
export function useCopy(source: string, metrics: readonly string[]) {
  const client = useQueryClient();
  const [step, setStep] = useState<Step>("agents");
  const typedAt = placeOf(source, metrics);
  const [picked, setPicked] = useTyped<readonly Picked[]>(typedPicks, typedAt, () => []);
  const [look, setLook] = useState(0);
  const [wayOfAll, setWayOfAll] = useState<Way>("keep");
  const [ways, setWays] = useState<ReadonlyMap<string, Way>>(new Map());
  const [withOthers, setWithOthers] = useState<ReadonlySet<string>>(new Set());
  const [label, setLabel] = useTyped(typedLabels, typedAt, () => "");

  const previews = useQueries({
    queries: picked.map(({ id }) => ({
      queryKey: ["copyPreview", source, metrics, id, look],
      queryFn: () => copyPreview(source, [...metrics], id),
      enabled: step === "preview",
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const targets = previews.flatMap((preview) => (preview.data ? [preview.data] : []));
  const wayFor = (agentId: string, metric: string) => ways.get(place(agentId, metric)) ?? wayOfAll;
  const changing = targets.filter((target) => changes(target, wayFor));

  const apply = useMutation({
    mutationFn: () =>
      copyApply(
        source,
        [...metrics],
        changing.flatMap(({ agentId, state }) =>
          state.kind === "ready"
            ? [
                {
                  agentId,
                  seen: state.seen,
                  source: state.source,
                  ways: state.metrics.map(({ metric }) => ({ metric, way: wayFor(agentId, metric) })),
                },
              ]
            : [],
        ),
      ),
    onError: (error) => {
      // What stands there is not what would be copied any more.
      if (toHostError(error).code === "sourceMoved") setLook((before) => before + 1);
    },
    onSuccess: async (results) => {
      setStep("done");
      if (results.some(({ outcome }) => outcome.kind === "copied")) forgetPicks(typedAt);
      for (const { agentId } of results) void client.invalidateQueries({ queryKey: keys.agent(agentId) });
      await client.invalidateQueries({ queryKey: keys.start });
      await client.invalidateQueries({ queryKey: ["agents"] });
    },
  });
  const results = apply.data ?? [];
  const copied = results.flatMap((result) => {
    const { outcome } = result;
    return outcome.kind === "copied" ? [{ ...result, outcome }] : [];
  });
  const toPublish = copied.filter(
    ({ agentId, outcome }) => outcome.otherChanges === 0 || withOthers.has(agentId),
  );
  const begin = useMutation({
    mutationFn: () =>
      startBatch(
        copied.map(({ agentId, outcome }) => ({
          agentId,
          seen: outcome.seen,
          otherChanges: outcome.otherChanges,
          withOthers: withOthers.has(agentId),
        })),
        label.trim(),
      ),
    onSuccess: () => typedLabels.delete(typedAt),
  });

  return {
    typedAt,
    step,
    metrics: metrics.length,
    picked,
    pick: (agent: Picked, taken: boolean) =>
      setPicked([...picked.filter(({ id }) => id !== agent.id), ...(taken ? [agent] : [])]),
    see: () => {
      apply.reset();
      setLook((before) => before + 1);
      setStep("preview");
    },
    back: () => setStep("agents"),
    previews: picked.map((agent, index) => ({ agent, preview: previews[index] })),
    isReading: previews.some((preview) => preview.isPending),
    changing: changing.length,
    wayOfAll,
    setWayOfAll: (way: Way) => {
      setWayOfAll(way);
      setWays(new Map());
    },
    wayFor,
    setWay: (agentId: string, metric: string, way: Way) =>
      setWays((before) => new Map(before).set(place(agentId, metric), way)),
    apply,
    results: results as readonly CopyResult[],
    copied,
    withOthers,
    shipOthers: (agentId: string, too: boolean) =>
      setWithOthers((before) => {
        const next = new Set(before);
        if (too) next.add(agentId);
        else next.delete(agentId);
        return next;
      }),
    label,
    setLabel,
    toPublish: toPublish.length,
    begin,
  };
}

/** Whether copying would change anything on an agent. */
function changes({ agentId, state }: CopyTarget, wayFor: (agentId: string, metric: string) => Way): boolean {
  if (state.kind !== "ready") return false;
  return state.metrics.some((metric) => arrives(metric, wayFor(agentId, metric.metric)));
}
