import { History, SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Freshness } from "../../components/Freshness";
import { LiveText } from "../../components/LiveText";
import { Select } from "../../components/Select";
import { Skeleton } from "../../components/Skeleton";
import type { AgentView, DraftBranch, VersionPage, VersionRow } from "../../host";
import { useVersions } from "../../host/queries";
import { branchesText } from "../../text/drafts";
import { historyText } from "../../text/history";
import { shellText } from "../../text/shell";
import { timelineText } from "../../text/timeline";
import { ErrorBanner, ErrorState, saidByShell } from "../shell/ErrorState";
import { PageNews } from "../shell/PageNews";
import { useShell } from "../shell/shellContext";
import { takeBranchRequest, useBranchRequest } from "./branchRequest";
import { HistoryDetail, type Place } from "./HistoryDetail";
import styles from "./HistoryPage.module.css";
import { HistoryReading } from "./HistoryReading";
import { RestoreBanner } from "./RestoreBanner";
import { TimelineFilters } from "./TimelineFilters";
import { noFilter } from "./timelineQueries";
import { useFollowLive } from "./useFollowLive";
import { useTimeline } from "./useTimeline";
import { DRAFTS, UNPUBLISHED, VersionList } from "./VersionList";

/** Left: who published what, and when. Right: the version one has chosen, as it was published. */
export function HistoryPage({ agent }: { agent: AgentView }) {
  const agentId = agent.id;
  const [branchId, setBranch] = useState<string | null>(null);
  const query = useVersions(agentId, branchId);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = query.pages ?? [];
  const timeline = useTimeline(agentId, branchId, query.pages);
  const { listed: versions, rows } = timeline;
  // While nothing is found, what one looks at stays.
  const among = rows.length > 0 ? rows : versions;
  const stays = useRef<VersionRow | null>(null);
  // One that a filter leaves out, or that a new list does not reach, stays while one looks at it.
  const unread = query.pages === null ? stays.current : null;
  const kept = stays.current?.id === chosen ? stays.current : null;
  const shown =
    [...among, ...versions].find((version) => version.id === chosen) ?? kept ?? among[0] ?? unread;
  useEffect(() => {
    stays.current = shown;
  }, [shown]);
  const place = placeOf(chosen, agent);
  const last = pages[pages.length - 1];
  const branches = useBranchNames(pages);
  const shownBranch =
    branches.find((branch) => branch.id === branchId) ??
    branches.find((branch) => branch.isLive) ??
    branches[0];
  const aside = shownBranch?.isLive === false ? shownBranch : null;
  useFollowLive(agentId, versions);
  const wanted = useBranchRequest(agentId);
  const { change: clearFilter } = timeline;
  useEffect(() => {
    if (wanted === null) return;
    takeBranchRequest();
    clearFilter(noFilter);
    setChosen(null);
    stays.current = null;
    setBranch(wanted);
  }, [wanted, clearFilter]);
  const field = useRef<HTMLInputElement>(null);
  const [cleared, setCleared] = useState(0);
  const retry = () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());

  return (
    <>
      {query.error && query.pages && !saidByShell(query.error) && (
        <PageNews className={styles.banner}>
          <ErrorBanner error={query.error} onRetry={retry} retrying={query.isFetching} />
        </PageNews>
      )}
      <RestoreBanner agentId={agentId} className={styles.banner} />
      {timeline.error && timeline.found && (
        <PageNews className={styles.banner}>
          <ErrorBanner error={timeline.error} onRetry={timeline.retry} retrying={timeline.isFetching} />
        </PageNews>
      )}
      <div className={styles.page}>
        <section className={styles.left} aria-labelledby="history-heading">
          <div className={styles.head}>
            <h1 id="history-heading" className={styles.title}>
              {historyText.heading}
            </h1>
            {timeline.found ? (
              <LiveText className={styles.total}>{timelineText.found(timeline.found.count)}</LiveText>
            ) : (
              last && (
                <span className={styles.total}>
                  {query.fromCache ? historyText.keptHere(last.total) : historyText.total(last.total)}
                </span>
              )
            )}
          </div>
          {branches.length > 1 && (
            <div className={styles.branch}>
              <Select
                label={historyText.branch}
                items={branches.map((branch) => ({ id: branch.id, label: historyText.branchName(branch) }))}
                value={shownBranch?.id ?? null}
                onChange={(id) => {
                  timeline.change(noFilter);
                  // What is not published belongs to no branch.
                  if (place === null) setChosen(null);
                  // Nor does a version of one belong to another.
                  stays.current = null;
                  setBranch(id);
                }}
              />
              {aside !== null && (
                <p className={styles.aside}>
                  {branchesText.notLive(branches.find((branch) => branch.isLive)?.name ?? null)}
                </p>
              )}
            </div>
          )}
          {versions.length > 0 && (
            <TimelineFilters
              key={`${cleared} ${branchId}`}
              agentId={agentId}
              branchId={branchId}
              filter={timeline.filter}
              onFilter={timeline.change}
              fieldRef={field}
            />
          )}
          {!query.pages && query.error ? (
            <ErrorState error={query.error} onRetry={retry} retrying={query.isFetching} />
          ) : !query.pages ? (
            <Skeleton rows={8} height={72} shape="timeline" label={historyText.loading} />
          ) : versions.length === 0 ? (
            <>
              <VersionList
                agentId={agentId}
                versions={[]}
                of=""
                withHere
                hasBranches={branches.length > 1}
                unpublished={agent.changes.total > 0 ? historyText.unpublishedWords(agent.changes) : null}
                chosen={place}
                onChoose={setChosen}
                isLoadingMore={false}
                onLoadMore={() => undefined}
              />
              <EmptyState icon={History} title={historyText.emptyTitle} body={historyText.emptyBody} />
            </>
          ) : timeline.error && !timeline.found ? (
            <ErrorState error={timeline.error} onRetry={timeline.retry} retrying={timeline.isFetching} />
          ) : timeline.found && rows.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title={timelineText.noneTitle}
              body={timelineText.noneBody(timeline.found.read, timeline.found.total)}
              actions={
                <Button
                  variant="secondary"
                  onPress={() => {
                    timeline.change(noFilter);
                    setCleared(cleared + 1);
                    // The button goes with what it answers.
                    requestAnimationFrame(() => field.current?.focus());
                  }}
                >
                  {timelineText.showAll}
                </Button>
              }
            />
          ) : (
            <VersionList
              key={`${agentId} ${branchId}`}
              agentId={agentId}
              versions={rows}
              of={timeline.of}
              withHere={!timeline.isFiltering}
              hasBranches={branches.length > 1}
              unpublished={agent.changes.total > 0 ? historyText.unpublishedWords(agent.changes) : null}
              chosen={place ?? shown?.id ?? null}
              onChoose={setChosen}
              isLoadingMore={timeline.isFiltering ? timeline.isLoadingMore : query.isFetchingNextPage}
              onLoadMore={() => {
                if (timeline.isFiltering) return timeline.loadMore();
                // After a failure one asks again by hand, or this would ask without end.
                if (query.hasNextPage && !query.isFetching && !query.isError) void query.fetchNextPage();
              }}
            />
          )}
          {pages[0] && (
            <footer className={styles.foot}>
              {versions.length > 0 && (
                <HistoryReading
                  key={branchId}
                  agentId={agentId}
                  branchId={branchId}
                  listedAt={query.dataUpdatedAt}
                  isFiltering={timeline.isFiltering && rows.length > 0}
                  fieldRef={field}
                />
              )}
              <Freshness
                readAt={pages[0].readAt}
                fromCache={query.fromCache || query.isError}
                offReason={readingOnly ? shellText.reading.refresh : null}
                isReading={query.isFetching && !query.isFetchingNextPage}
                onRefresh={() => void query.refetch()}
              />
            </footer>
          )}
        </section>
        {/* Whoever works on it keeps it, whatever comes on top of the list. */}
        <div
          className={styles.right}
          onFocusCapture={() => shown !== null && place === null && setChosen(shown.id)}
          onPointerDownCapture={() => shown !== null && place === null && setChosen(shown.id)}
        >
          {(shown || place) && (
            <HistoryDetail
              key={agentId}
              agent={agent}
              row={shown}
              place={place}
              onPlace={setChosen}
              aside={aside}
              isLatest={shown !== null && shown.id === headOf(versions)?.id}
              hasBranches={branches.length > 1}
            />
          )}
          {!query.pages && !query.error && <Skeleton rows={4} height={96} label={historyText.loading} />}
        </div>
      </div>
    </>
  );
}

/** The latest version; one whose check runs, or did not pass, is listed above it. */
const headOf = (versions: readonly VersionRow[]) =>
  versions.find(({ check }) => check !== "running" && check !== "failed");

/** What is chosen that is no version; gone once there is nothing unpublished. */
function placeOf(chosen: string | null, agent: AgentView): Place | null {
  if (chosen === UNPUBLISHED && agent.changes.total > 0) return UNPUBLISHED;
  return chosen === DRAFTS ? DRAFTS : null;
}

/** The branches as the newest page told them; while another one is read, those told before. */
function useBranchNames(pages: readonly VersionPage[]): readonly DraftBranch[] {
  const told = pages[0]?.branches ?? [];
  const [last, setLast] = useState(told);
  if (told.length > 0 && told !== last) setLast(told);
  return told.length > 0 ? told : last;
}
