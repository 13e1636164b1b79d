import { useQuery } from "@tanstack/react-query";
import { type AgentRow, lookAtAgent } from "../../host";

/** Rows asked about at the same time. */
const AT_ONCE = 2;
/** Whoever opens an agent at once should not wait behind rows that are of no use any more. */
const SETTLE = 500;
/** After a failure the rest of the list is left alone this long. */
const REST = 60_000;

let asking = 0;
let restUntil = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  await new Promise((settled) => setTimeout(settled, SETTLE));
  if (asking >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  asking += 1;
  try {
    if (signal.aborted || Date.now() < restUntil) return null;
    return await work();
  } catch (error) {
    restUntil = Date.now() + REST;
    throw error;
  } finally {
    asking -= 1;
    waiting.shift()?.();
  }
}

/**
 * How many metrics an agent has live: what the list knows, or what one request tells. Undefined while it is asked for,
 * null where nobody can say.
 */
export function useMetricCount(agent: AgentRow, isFresh: boolean): number | null | undefined {
  const unknown = agent.metrics === null && agent.hasLiveVersion;
  const look = useQuery({
    queryKey: ["metricCount", agent.id, agent.updatedAt],
    queryFn: ({ signal }) => inTurn(signal, () => lookAtAgent(agent.id)),
    enabled: unknown && isFresh,
    // Null is not kept: a row that was scrolled away before its turn asks again.
    staleTime: ({ state }) => (state.data === null ? 0 : Number.POSITIVE_INFINITY),
    gcTime: 0,
  });
  if (!unknown) return agent.metrics;
  return look.isFetching ? undefined : (look.data ?? null);
}
