import { useState } from "react";
import { Button } from "../../components/Button";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import type { AgentView } from "../../host";
import { draftsText } from "../../text/drafts";
import { stateOf } from "../metrics/useMetricEdits";
import { ErrorBanner } from "../shell/ErrorState";
import { focusPage } from "../shell/focusPage";
import { PageNews } from "../shell/PageNews";
import styles from "./DraftNews.module.css";
import { dismissNews, useDoing, useIsNewsWatched } from "./doing";
import { Said } from "./Said";
import { useDraftActions } from "./useDraftActions";

/** What came of the last thing that was done with a draft or a branch, on whichever page of the agent one is. */
export function DraftNews({ agent }: { agent: AgentView }) {
  const { news } = useDoing(agent.id);
  const isWatched = useIsNewsWatched(agent.id);
  const { discard } = useDraftActions(agent);
  const [isAsking, setAsking] = useState(false);
  const changed = news?.kind === "said" ? news.changed : null;
  // The question keeps its words while it fades out.
  const [last, setLast] = useState(changed);
  if (changed !== null && changed !== last) setLast(changed);
  const isTrue = news?.kind !== "said" || news.of === null || news.of === stateOf(agent);
  const dismiss = () => dismissNews(agent.id);
  return (
    <>
      {news !== null && isTrue && !isWatched && (
        <PageNews className={styles.news}>
          {news.kind === "failed" ? (
            <ErrorBanner error={news.error} onDismiss={dismiss} />
          ) : (
            <Said
              said={news.said}
              onDismiss={dismiss}
              actions={
                changed !== null && (
                  <Button variant="secondary" size="row" onPress={() => setAsking(true)}>
                    {draftsText.discardAsk.anyway}
                  </Button>
                )
              }
            />
          )}
        </PageNews>
      )}
      {last !== null && (
        <ConfirmDialog
          title={draftsText.discardAsk.title(draftsText.name(last.draft))}
          body={draftsText.discardAsk.bodyChanged}
          confirmLabel={draftsText.discardAsk.confirm}
          destructive
          isOpen={isAsking}
          onConfirm={() => {
            setAsking(false);
            discard(last.draft, last.seen, true);
          }}
          onCancel={() => setAsking(false)}
          // What asked is gone with the news.
          onClosed={focusPage}
        />
      )}
    </>
  );
}
