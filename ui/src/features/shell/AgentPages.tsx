import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { AgentMark } from "../../components/AgentMark";
import { Skeleton } from "../../components/Skeleton";
import type { RecentAgent } from "../../host";
import { keys, useAgent } from "../../host/queries";
import { common } from "../../text/common";
import { shellText } from "../../text/shell";
import { DraftNews } from "../drafts/DraftNews";
import { HistoryPage } from "../history/HistoryPage";
import { MetricsPage } from "../metrics/MetricsPage";
import { dropReviewRequest } from "../publish/reviewRequest";
import { AgentHeader } from "./AgentHeader";
import styles from "./AgentPages.module.css";
import { ErrorState } from "./ErrorState";
import { useAgentName } from "./useAgentName";

type Props = {
  agentId: string;
  page: "metrics" | "history";
  automation: boolean;
  recent: readonly RecentAgent[];
};

/** The two pages of an agent under their one header. */
export function AgentPages({ agentId, page, automation, recent }: Props) {
  const agent = useAgent(agentId);
  const client = useQueryClient();
  const here = useAgentName(agentId, recent);
  const opened = agent.data !== undefined;
  const name = agent.data?.name;
  const unpublished = (agent.data?.changes.total ?? 0) > 0;

  useEffect(() => {
    // Opening an agent moves it to the front of the recent ones.
    if (opened) void client.invalidateQueries({ queryKey: keys.start });
  }, [opened, client]);

  useEffect(() => () => dropReviewRequest(agentId), [agentId]);

  useEffect(() => {
    document.title = name ? `${unpublished ? "• " : ""}${name}, ${common.app}` : common.app;
    return () => {
      document.title = common.app;
    };
  }, [name, unpublished]);

  if (!agent.data && agent.error)
    return (
      <ErrorState
        error={agent.error}
        onRetry={() => void agent.refetch()}
        retrying={agent.isFetching}
        level={1}
      />
    );
  if (!agent.data)
    return (
      <>
        <div className={styles.header}>
          <AgentMark id={agentId} />
          <span className={styles.name}>{here.name}</span>
        </div>
        <div className={styles.loading}>
          {/* The heading itself comes with the page. */}
          <p className={styles.title} aria-hidden="true">
            {page === "metrics" ? shellText.metrics : shellText.history}
          </p>
          <Skeleton rows={5} height={64} shape="table" label={common.loading} />
        </div>
      </>
    );
  return (
    <>
      <AgentHeader agent={agent.data} automation={automation} />
      <DraftNews agent={agent.data} />
      {page === "metrics" ? <MetricsPage agentId={agentId} /> : <HistoryPage agent={agent.data} />}
    </>
  );
}
