import { useMutation } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState } from "../../components/EmptyState";
import { StatusLine } from "../../components/StatusLine";
import { applyImport, dropImport, type ImportView, readImport, toHostError } from "../../host";
import { useShowAgent } from "../../host/queries";
import { common } from "../../text/common";
import { importText } from "../../text/moving";
import { ErrorBanner } from "../shell/ErrorState";
import { ImportRows } from "./ImportRows";
import styles from "./Moving.module.css";
import { type Ways, waysFor } from "./waysFor";

type Props = { agentId: string; isOpen: boolean; onClose: () => void };

/** Takes metrics from a file into the working copy, after a look at what would change. */
export function ImportDialog(props: Props) {
  return <ImportWork key={String(props.isOpen)} {...props} />;
}

function ImportWork({ agentId, isOpen, onClose }: Props) {
  const show = useShowAgent();
  const [view, setView] = useState<ImportView | null>(null);
  const [ways, setWays] = useState<Ways>(new Map());
  const [isAnew, setAnew] = useState(false);
  const rows = view?.kind === "rows" ? view : null;

  const read = useMutation({
    mutationFn: () => readImport(agentId, importText.dialog),
    onSuccess: (found) => {
      // A cancelled dialog leaves what was looked at.
      if (found === null) return;
      const isSame = isBehind && rows?.fileName === found.fileName;
      apply.reset();
      setView(found);
      setWays(waysFor(found.kind === "rows" ? found.rows : [], isSame ? { rows: rows.rows, ways } : null));
      setAnew(isSame && found.kind === "rows");
    },
  });
  const apply = useMutation({
    mutationFn: async () => {
      const chosen = [...ways].map(([at, way]) => ({ at, way }));
      show(await applyImport(agentId, rows?.token ?? "", chosen));
      return chosen.length;
    },
  });
  // The working copy is another one than the rows were shown beside: Rust compares only what is read anew.
  const isBehind = apply.error !== null && toHostError(apply.error).code === "conflict";
  const close = () => {
    // What comes of it is told here.
    if (apply.isPending) return;
    if (rows !== null) void dropImport(rows.token).catch(() => undefined);
    onClose();
  };

  const error = (isBehind ? null : apply.error) ?? read.error;
  const isDone = apply.data !== undefined;
  return (
    <Dialog
      title={importText.title}
      size={view === null ? "medium" : "large"}
      isOpen={isOpen}
      onClose={close}
      footer={
        isDone ? (
          <Button variant="ink" size="dialog" onPress={close}>
            {common.done}
          </Button>
        ) : (
          <>
            <Button variant="secondary" size="dialog" onPress={close}>
              {common.cancel}
            </Button>
            {view !== null && !isBehind && (
              <Button
                variant="secondary"
                size="dialog"
                pending={read.isPending}
                onPress={() => read.mutate()}
              >
                {importText.another}
              </Button>
            )}
            {view === null && (
              <Button variant="ink" size="dialog" pending={read.isPending} onPress={() => read.mutate()}>
                {importText.choose}
              </Button>
            )}
            {rows !== null && (
              <Button
                variant="ink"
                size="dialog"
                pending={isBehind ? read.isPending : apply.isPending}
                disabledReason={ways.size === 0 && !isBehind ? importText.nothing : null}
                onPress={() => (isBehind ? read.mutate() : apply.mutate())}
              >
                {isBehind ? importText.behind.again : importText.apply(ways.size)}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.form}>
        {error !== null && (
          <ErrorBanner
            error={error}
            onDismiss={() => {
              read.reset();
              if (!isBehind) apply.reset();
            }}
          />
        )}
        {isBehind && rows !== null && (
          <Banner tone="warn" title={importText.behind.title}>
            {importText.behind.body(rows.fileName)}
          </Banner>
        )}
        {isAnew && !isBehind && !isDone && <Banner tone="neutral">{importText.behind.anew}</Banner>}
        <StatusLine>{isDone && importText.done(apply.data)}</StatusLine>
        {view === null && (
          <>
            <p>{importText.intro}</p>
            <p className={styles.note}>{importText.forms}</p>
          </>
        )}
        {view?.kind === "unreadable" && (
          <EmptyState
            icon={FileQuestion}
            tone="warn"
            title={importText.unreadable(view.fileName)}
            body={`${importText.fileProblem(view.problem)} ${importText.nothingChanged}`}
          />
        )}
        {rows !== null && !isDone && <ImportRows view={rows} ways={ways} onChange={setWays} />}
      </div>
    </Dialog>
  );
}
