import { ArrowRight, Equal } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { StatusLine } from "../../components/StatusLine";
import type { CompareItem, CompareSide, CompareView } from "../../host";
import { compareText } from "../../text/compare";
import { ErrorBanner, ErrorState, saidByShell } from "../shell/ErrorState";
import { ChangeItem, type Layout, type Tick } from "./ChangeItem";
import styles from "./Comparison.module.css";
import type { Comparing } from "./useComparing";

type Props = {
  comparing: Comparing;
  layout: Layout;
  /** What a tick at a difference means; none where nothing can be brought back. */
  tickOf: ((item: CompareItem) => Tick) | null;
  isBack?: boolean;
  /** Other sections that the later side changed: Atoms' names. */
  sections?: readonly string[] | null;
  /** The version that is live as one looks. */
  liveId: string | null;
};

/** What differs between two states of the metrics, metric by metric. */
export function Comparison({ comparing, layout, tickOf, isBack = false, sections = null, liveId }: Props) {
  const { query, view } = comparing;
  const retry = () => void query.refetch();
  if (view === undefined)
    return query.error ? (
      <ErrorState error={query.error} onRetry={retry} retrying={query.isFetching} />
    ) : (
      <Skeleton rows={4} height={120} label={compareText.loading} />
    );
  return (
    <>
      {/* What is shown was read before. */}
      {query.error && !saidByShell(query.error) && (
        <ErrorBanner error={query.error} onRetry={retry} retrying={query.isFetching} />
      )}
      <SideNotes view={view} />
      {comparing.apart.map((pair) => (
        <StatusLine
          key={`${pair.before}/${pair.after}`}
          actions={
            <Button
              variant="secondary"
              size="row"
              aria-label={compareText.togetherFor(pair.before, pair.after)}
              onPress={() => comparing.takeTogether(pair)}
            >
              {compareText.together}
            </Button>
          }
        >
          {compareText.apart(pair.before, pair.after)}
        </StatusLine>
      ))}
      {isEmpty(view) ? (
        <EmptyState
          icon={Equal}
          title={compareText.same.title}
          body={
            view.left.kind === "nothing"
              ? compareText.same.first
              : sections !== null && sections.length > 0
                ? compareText.same.only(sections)
                : compareText.same.body(view.left, view.right, liveId)
          }
        />
      ) : (
        <>
          <p className={styles.counts}>{compareText.counts(view.counts, sections)}</p>
          <div className={styles.frame}>
            {layout === "sideBySide" ? (
              <div className={`${styles.columns} ${tickOf === null ? "" : styles.ticked}`}>
                <SideName side={view.left} liveId={liveId} />
                <SideName side={view.right} liveId={liveId} />
              </div>
            ) : (
              <p className={styles.direction}>
                <SideName side={view.left} liveId={liveId} />
                <Icon of={ArrowRight} size={12} />
                <SideName side={view.right} liveId={liveId} />
              </p>
            )}
            <ul ref={comparing.list} className={styles.list} aria-label={compareText.list}>
              {view.items.map((item) => (
                <li
                  key={keyOf(item)}
                  className={styles.change}
                  data-change=""
                  tabIndex={-1}
                  aria-label={compareText.change(item, isBack)}
                >
                  <ChangeItem
                    item={item}
                    left={view.left}
                    right={view.right}
                    layout={layout}
                    tick={tickOf?.(item) ?? null}
                    isBack={isBack}
                    onApart={comparing.takeApart}
                  />
                </li>
              ))}
              <Others view={view} />
            </ul>
          </div>
        </>
      )}
    </>
  );
}

const isEmpty = ({ items, moved, flags, rest }: CompareView) =>
  items.length + moved.length + flags.length + rest.length === 0;

const keyOf = (item: CompareItem) =>
  item.kind === "changed"
    ? `changed/${item.change.before.id}/${item.change.after.id}`
    : `${item.kind}/${item.metric.id}`;

function SideName({ side, liveId }: { side: CompareSide; liveId: string | null }) {
  return (
    <span className={styles.side}>
      {compareText.isLiveNow(side, liveId) && <span className={styles.dot} />}
      {compareText.side(side, liveId)}
    </span>
  );
}

/** What one has to know of the sides before trusting them. */
function SideNotes({ view }: { view: CompareView }) {
  return (["left", "right"] as const).flatMap((side) =>
    compareText.notes(view[side]).map((note) => (
      <Banner key={`${side}/${note.words}`} tone={note.tone}>
        {note.words}
      </Banner>
    )),
  );
}

/** Order, settings, and what no metric holds. */
function Others({ view }: { view: CompareView }) {
  const groups = [
    { title: compareText.orderLabel, lines: view.moved.map(compareText.moved) },
    { title: compareText.settingsLabel, lines: view.flags.map(compareText.flag) },
    { title: compareText.restLabel, lines: view.rest.map(compareText.path) },
  ];
  return groups
    .filter((group) => group.lines.length > 0)
    .map((group) => (
      <li key={group.title} className={styles.change} data-change="" tabIndex={-1} aria-label={group.title}>
        <div className={styles.others}>
          <h3 className={styles.othersTitle}>{group.title}</h3>
          {group.lines.map((line) => (
            <p key={line} className={styles.line}>
              {line}
            </p>
          ))}
        </div>
      </li>
    ));
}
