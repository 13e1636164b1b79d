import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { Skeleton } from "../../components/Skeleton";
import { type AgentView, type DraftBranch, type VersionRow, wholeVersion } from "../../host";
import { keys } from "../../host/queries";
import { common } from "../../text/common";
import { errorText } from "../../text/errors";
import { restoreText } from "../../text/restore";
import { GoesLive, StaysAside } from "../publish/GoesLive";
import { WholeChange } from "../publish/WholeChange";
import { ErrorState } from "../shell/ErrorState";
import { RestoreNews } from "./RestoreNews";
import { dismissRestore, type Restoring, restore, useRestoring, watchRestore } from "./restoring";
import { useAfterRestore } from "./useAfterRestore";
import { nameOf } from "./versionName";
import styles from "./WholeVersionDialog.module.css";

type Props = {
  agent: AgentView;
  row: VersionRow;
  /** The branch that it stands on, where that is not live. */
  aside: DraftBranch | null;
  isOpen: boolean;
  onClose: () => void;
};

/** Before a whole version comes back: what else of the agent that changes, in words, and an explicit yes. */
export function WholeVersionDialog({ agent, row, aside, isOpen, onClose }: Props) {
  const [agreed, setAgreed] = useState<string | null>(null);
  const latest = useRestoring(agent.id);
  const isOver = latest !== null && latest.state.kind !== "running";
  // What came of another version stands on the page, and not in the way of this question.
  const restoring = isOver && latest.version.id !== row.id ? null : latest;
  const after = useAfterRestore(agent.id);
  const query = useQuery({
    queryKey: keys.wholeVersion(agent.id, row.id, aside?.id ?? null),
    queryFn: () => wholeVersion(agent.id, row.id, aside?.id ?? null),
    enabled: isOpen && restoring === null,
    // It is read for this question, and for no later one.
    gcTime: 0,
    staleTime: 0,
  });
  useEffect(() => {
    watchRestore(isOpen);
    return () => watchRestore(false);
  }, [isOpen]);
  const whole = query.data;
  const name = nameOf(row);
  // A yes is one to what was shown.
  const state = whole === undefined ? null : `${row.id}/${whole.branch?.id ?? ""}/${whole.live.id}`;
  const isAgreed = state !== null && agreed === state;
  const offReason = query.isFetching
    ? restoreText.loading
    : query.error
      ? `${errorText(query.error).title}.`
      : isAgreed
        ? null
        : restoreText.agreeFirst;
  const close = () => {
    setAgreed(null);
    onClose();
  };
  const done = () => {
    if (restoring !== null && isOver) dismissRestore(agent.id);
    close();
  };
  return (
    <Dialog
      title={restoring === null ? restoreText.title(name) : titleOf(restoring)}
      isOpen={isOpen}
      onClose={done}
      footer={
        restoring !== null ? (
          <Button variant={isOver ? "ink" : "secondary"} size="dialog" onPress={done}>
            {isOver ? common.done : restoreText.keepWorking}
          </Button>
        ) : (
          <>
            <Button variant="secondary" size="dialog" onPress={close}>
              {common.cancel}
            </Button>
            <Button
              variant="publish"
              size="dialog"
              icon={RotateCcw}
              disabledReason={offReason}
              onPress={() => {
                if (whole === undefined) return;
                setAgreed(null);
                void restore(agent.id, whole).then(after);
              }}
            >
              {restoreText.confirm}
            </Button>
          </>
        )
      }
    >
      {restoring !== null ? (
        <RestoreNews restoring={restoring} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : whole === undefined || query.isFetching ? (
        <Skeleton rows={4} height={40} label={restoreText.loading} />
      ) : (
        <div className={styles.body}>
          <p>{restoreText.lead(whole, name)}</p>
          <WholeChange counts={whole.counts} sections={whole.sections} />
          {restoreText.kept(agent.changes.total) !== null && (
            <p className={styles.note}>{restoreText.kept(agent.changes.total)}</p>
          )}
          {whole.branch === null ? (
            <GoesLive />
          ) : (
            <StaysAside>{restoreText.aside(whole.branch.name)}</StaysAside>
          )}
          <Checkbox isSelected={isAgreed} onChange={(on) => setAgreed(on ? state : null)}>
            {restoreText.agree(name, whole.branch)}
          </Checkbox>
        </div>
      )}
    </Dialog>
  );
}

function titleOf({ state, version, branch }: Restoring): string {
  const name = nameOf(version);
  if (state.kind === "running") return restoreText.running(name);
  return restoreText.over(state.kind === "over" ? state.outcome : null, name, branch);
}
