import { PageNews } from "../shell/PageNews";
import { RestoreNews } from "./RestoreNews";
import { dismissRestore, useIsRestoreWatched, useRestoring } from "./restoring";

/** The same news on the page, for whoever went on working. */
export function RestoreBanner({ agentId, className }: { agentId: string; className: string | undefined }) {
  const restoring = useRestoring(agentId);
  const isWatched = useIsRestoreWatched();
  if (restoring === null || isWatched) return null;
  return (
    <PageNews className={className}>
      <RestoreNews restoring={restoring} onDismiss={() => dismissRestore(agentId)} />
    </PageNews>
  );
}
