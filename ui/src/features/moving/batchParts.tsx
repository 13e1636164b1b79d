import { useMutation } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import type { BatchView } from "../../host";
import { batchText } from "../../text/batch";
import { errorText } from "../../text/errors";
import { useDismissBatch, useDriveBatch, useStopBatch } from "./batchQueries";

/** Title and buttons of a batch in a dialog. */
export function batchParts(batch: BatchView, onClose: () => void) {
  return { title: batchText.title(batch), footer: <BatchFooter batch={batch} onClose={onClose} /> };
}

function BatchFooter({ batch, onClose }: { batch: BatchView; onClose: () => void }) {
  const drive = useDriveBatch();
  const stop = useMutation({ mutationFn: useStopBatch() });
  const dismiss = useMutation({ mutationFn: useDismissBatch(), onSuccess: onClose });
  const failed = stop.error ?? dismiss.error;
  const { id, state } = batch;
  return (
    <>
      {failed !== null && <span role="alert">{errorText(failed).title}</span>}
      {(state === "going" || state === "paused") && (
        <Button variant="secondary" size="dialog" pending={stop.isPending} onPress={() => stop.mutate(id)}>
          {state === "going" ? batchText.stop : batchText.stopNow}
        </Button>
      )}
      {state !== "done" && (
        <Button variant="secondary" size="dialog" onPress={onClose}>
          {batchText.later}
        </Button>
      )}
      {state === "paused" && (
        <Button variant="publish" size="dialog" onPress={() => drive(id)}>
          {batchText.go}
        </Button>
      )}
      {state === "done" && (
        <Button variant="ink" size="dialog" pending={dismiss.isPending} onPress={() => dismiss.mutate(id)}>
          {batchText.dismiss}
        </Button>
      )}
    </>
  );
}
