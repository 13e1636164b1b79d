import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileX2 } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { StatusLine } from "../../components/StatusLine";
import { type AgentView, type LeftoverView, leftovers, removeLeftover, toHostError } from "../../host";
import { keys } from "../../host/queries";
import { goesOn } from "../../host/runs";
import { guardText } from "../../text/guard";
import { useShowRun } from "../publish/publishQueries";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./MetricsPage.module.css";

const FRESH_MS = 5 * 60_000;

/** Drafts of ours that earlier publishes left on Atoms. Where that cannot be learned, nothing is said of them. */
export function Leftovers({ agent }: { agent: AgentView }) {
  const client = useQueryClient();
  const words = guardText.left;
  const show = useShowRun(agent.id);
  const run = agent.publish;
  const query = useQuery({
    queryKey: keys.leftovers(agent.id),
    queryFn: () => leftovers(agent.id),
    enabled: !agent.fromCache && agent.readOnly === null && (run === null || !goesOn(run)),
    staleTime: FRESH_MS,
    retry: false,
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: (runId: string) => removeLeftover(agent.id, runId),
    // Whose it is may be known better now.
    onError: () => void client.invalidateQueries({ queryKey: keys.leftovers(agent.id) }),
    onSuccess: (removal, runId) => {
      client.setQueryData<LeftoverView[]>(keys.leftovers(agent.id), (all) =>
        all?.filter((each) => each.runId !== runId),
      );
      show(removal.publish);
      setTold(removal.published ? words.published(removal.number) : words.removed);
    },
  });
  const isTheirs = remove.error !== null && toHostError(remove.error).code === "conflict";
  // What the publish that is shown has left, it says itself.
  const shown = (query.data ?? []).filter(({ runId }) => !left.has(runId) && runId !== run?.runId);
  return (
    <>
      <div className={told === null ? styles.quiet : undefined}>
        <StatusLine onDismiss={told === null ? undefined : () => setTold(null)}>
          {told !== null && told}
        </StatusLine>
      </div>
      {remove.error !== null &&
        (isTheirs ? (
          <Banner tone="warn" title={words.theirs} onDismiss={remove.reset} />
        ) : (
          <ErrorBanner error={remove.error} onDismiss={remove.reset} />
        ))}
      {shown.map((draft) => (
        <Banner
          key={draft.runId}
          tone="neutral"
          icon={FileX2}
          title={words.title(draft, new Date())}
          actions={
            <>
              <Button
                variant="secondary"
                size="row"
                pending={remove.isPending && remove.variables === draft.runId}
                onPress={() => remove.mutate(draft.runId)}
              >
                {words.remove}
              </Button>
              <Button
                variant="ghost"
                size="row"
                onPress={() => {
                  setLeft((before) => new Set(before).add(draft.runId));
                  setTold(words.left);
                }}
              >
                {words.leave}
              </Button>
            </>
          }
        >
          {words.body}
        </Banner>
      ))}
    </>
  );
}
