import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type BatchView, batches, dismissBatch, driveBatch, stopBatch } from "../../host";
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

/** Lets a batch go on. It answers when it is over, so nobody waits for it here: its outcomes are told on the way. */
export function useDriveBatch() {
  const client = useQueryClient();
  return (id: string) => {
    const look = () => client.invalidateQueries({ queryKey: keys.batches });
    driveBatch(id).then(look, look);
    void look();
  };
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
