import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { type BatchView, batches, dismissBatch, driveBatch, stopBatch, toHostError } from "../../host";
import { keys } from "../../host/queries";

const isMoving = (batch: BatchView) => batch.state === "going" || batch.state === "stopping";

/** The batches that were not put away. A notice makes it read again; a slow look covers a lost one. */
export function useBatches(isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: keys.batches,
    queryFn: batches,
    refetchInterval: (query) => (query.state.data?.some(isMoving) ? 2000 : false),
  });
}

/** One of them; none while it is not known yet, or when it was put away. */
export function useBatch(id: string | null): BatchView | null {
  return useBatches(id !== null).data?.find((batch) => batch.id === id) ?? null;
}

const driving = ["driveBatch"] as const;

/** Lets a batch go on. It answers when it is over, so nobody waits for it here: its outcomes are told on the way. */
export function useDriveBatch() {
  const client = useQueryClient();
  const look = () => client.invalidateQueries({ queryKey: keys.batches });
  const drive = useMutation({
    mutationKey: driving,
    mutationFn: (id: string) => {
      const driven = driveBatch(id);
      void look();
      return driven;
    },
    // Why it ended is told for as long as the batch stands there, whoever let it go on.
    gcTime: Number.POSITIVE_INFINITY,
    onSettled: () => void look(),
  });
  return (id: string) => drive.mutate(id);
}

/** Why a batch came to a halt before its end, until it goes on. */
export function useHalt(batch: BatchView): unknown {
  const drives = useMutationState({
    filters: { mutationKey: driving, predicate: ({ state }) => state.variables === batch.id },
    select: ({ state }) => state.error,
  });
  const error = drives.at(-1) ?? null;
  if (error === null || batch.state === "done") return null;
  // Asked to go on while it does: it does.
  return isMoving(batch) && toHostError(error).code === "publishRunning" ? null : error;
}

export function useStopBatch() {
  const client = useQueryClient();
  return async (id: string) => {
    await stopBatch(id);
    await client.invalidateQueries({ queryKey: keys.batches });
  };
}

export function useDismissBatch() {
  const client = useQueryClient();
  return async (id: string) => {
    await dismissBatch(id);
    await client.invalidateQueries({ queryKey: keys.batches });
  };
}
