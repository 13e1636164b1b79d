import { Archive, Headphones, MousePointerClick, SearchX, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { EmptyState } from "../../components/EmptyState";
import { Freshness } from "../../components/Freshness";
import { LiveText } from "../../components/LiveText";
import { SearchField } from "../../components/SearchField";
import { Skeleton } from "../../components/Skeleton";
import { useSearchKey } from "../../components/useKeyDown";
import { useAgents } from "../../host/queries";
import { agentsText } from "../../text/agents";
import { common } from "../../text/common";
import { shellText } from "../../text/shell";
import { shortcutsText } from "../../text/shortcuts";
import { ErrorBanner, ErrorState, saidByShell } from "../shell/ErrorState";
import { useShell } from "../shell/shellContext";
import styles from "./AgentsPage.module.css";
import { AgentTable } from "./AgentTable";
import { useDebounced } from "./useDebounced";

export function AgentsPage({ automation }: { automation: boolean }) {
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim(), 200);
  const [archived, setArchived] = useState(false);
  const query = useAgents(search, archived);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(field);

  const pages = query.pages ?? [];
  const agents = pages.flatMap((page) => page.agents);
  const first = pages[0];
  const total = first?.total ?? (query.hasNextPage ? null : agents.length);
  const changed = agents.filter((agent) => agent.unpublished > 0);
  const changes = changed.reduce((sum, agent) => sum + agent.unpublished, 0);
  const counted =
    first &&
    total !== null &&
    (search === "" ? agentsText.total(total, archived) : agentsText.found(total, search, archived));
  const sum = first && `${counted || ""}${agentsText.changes(changes, changed.length)}`;
  const retry = () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div>
          <h1 className={styles.title}>{agentsText.heading}</h1>
          <LiveText className={styles.sum}>{sum}</LiveText>
        </div>
        {automation && (
          <Chip tone="warn" icon={MousePointerClick}>
            {shellText.automation}
          </Chip>
        )}
      </div>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchField
            label={agentsText.search}
            placeholder={agentsText.search}
            shortcut={shortcutsText.search}
            inputRef={field}
            value={typed}
            onChange={setTyped}
          />
        </div>
        <Button
          variant="ghost"
          size="row"
          icon={archived ? Undo2 : Archive}
          onPress={() => setArchived(!archived)}
        >
          {archived ? agentsText.showCurrent : agentsText.showArchived}
        </Button>
        <span className={styles.space} />
        {first && (agents.length > 0 || search !== "") && (
          <Freshness
            readAt={first.readAt}
            fromCache={query.fromCache || query.isError}
            offReason={readingOnly ? shellText.reading.refresh : null}
            isReading={query.isFetching && !query.isFetchingNextPage}
            onRefresh={() => void query.refetch()}
          />
        )}
      </div>

      {query.error && first && !saidByShell(query.error) && (
        <ErrorBanner error={query.error} onRetry={retry} retrying={query.isFetching} />
      )}
      {query.error && !first ? (
        <ErrorState error={query.error} onRetry={retry} retrying={query.isFetching} />
      ) : !first ? (
        <Skeleton rows={8} shape="table" label={agentsText.loading} />
      ) : agents.length === 0 ? (
        <Nothing
          search={search}
          archived={archived}
          onShowAll={() => {
            setTyped("");
            field.current?.focus();
          }}
          onRefresh={retry}
          reading={query.isFetching}
        />
      ) : (
        <AgentTable
          agents={agents}
          isFresh={!query.fromCache && !query.isError}
          isLoadingMore={query.isFetchingNextPage}
          onLoadMore={() => {
            // After a failure one asks again by hand, or this would ask without end.
            if (query.hasNextPage && !query.isFetching && !query.isError) void query.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}

type NothingProps = {
  search: string;
  archived: boolean;
  onShowAll: () => void;
  onRefresh: () => void;
  reading: boolean;
};

function Nothing({ search, archived, onShowAll, onRefresh, reading }: NothingProps) {
  if (search !== "")
    return (
      <EmptyState
        icon={SearchX}
        title={agentsText.noneTitle(search, archived)}
        body={agentsText.noneBody}
        actions={
          <Button variant="secondary" onPress={onShowAll}>
            {agentsText.showAll}
          </Button>
        }
      />
    );
  if (archived)
    return <EmptyState icon={Archive} title={agentsText.noArchivedTitle} body={agentsText.noArchivedBody} />;
  return (
    <EmptyState
      icon={Headphones}
      title={agentsText.emptyTitle}
      body={agentsText.emptyBody}
      actions={
        <Button variant="ink" pending={reading} onPress={onRefresh}>
          {common.refresh}
        </Button>
      }
    />
  );
}
