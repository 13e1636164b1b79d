import {
  CircleDashed,
  type LucideIcon,
  PencilLine,
  Pin,
  RotateCcw,
  ShieldAlert,
  ShieldEllipsis,
  StickyNote,
} from "lucide-react";
import { useContext, useEffect, useMemo, useRef } from "react";
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from "react-aria-components";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import { Time } from "../../components/Time";
import hidden from "../../components/visuallyHidden.module.css";
import type { VersionRow } from "../../host";
import { draftsText } from "../../text/drafts";
import { historyText } from "../../text/history";
import { exactShort, timeInDay } from "../../text/time";
import { timelineText } from "../../text/timeline";
import { byDay, type Day } from "./byDay";
import { RowReading, useRowReading } from "./useRowReading";
import styles from "./VersionList.module.css";

type Props = {
  agentId: string;
  versions: VersionRow[];
  /** What these rows are of: the list of another search begins at its top. */
  of: string;
  /** What is not live yet, in words; none where there is nothing. */
  unpublished: string | null;
  /** What is not published stands above the versions. */
  withHere: boolean;
  /** The agent has more than one branch. */
  hasBranches: boolean;
  chosen: string | null;
  onChoose: (id: string) => void;
  isLoadingMore: boolean;
  onLoadMore: () => void;
};

/** The timeline. What was read of its rows stays, whatever one searches for. */
export function VersionList(props: Props) {
  const reading = useRowReading(props.agentId);
  return (
    <RowReading.Provider value={reading}>
      <Rows key={props.of} {...props} />
    </RowReading.Provider>
  );
}

/** Arrow keys walk the versions; only those in sight are in the page. */
function Rows({
  versions,
  unpublished,
  withHere,
  hasBranches,
  chosen,
  onChoose,
  isLoadingMore,
  onLoadMore,
}: Props) {
  const layout = useMemo(() => new ListLayout({ rowSize: 72, headingSize: 32, padding: 8 }), []);
  const shown = useRef<Day[]>([]);
  const days = useMemo(() => {
    shown.current = byDay(versions, new Date(), shown.current);
    return shown.current;
  }, [versions]);
  return (
    <Virtualizer layout={layout}>
      <ListBox
        aria-label={historyText.list}
        className={styles.list ?? ""}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          if (keys === "all") return;
          const [first] = keys;
          if (first !== undefined) onChoose(String(first));
        }}
      >
        {withHere && (
          <ListBoxSection id="here">
            <Header className={styles.day ?? ""}>{historyText.here}</Header>
            {unpublished !== null && (
              <Here
                id={UNPUBLISHED}
                icon={PencilLine}
                name={historyText.unpublished}
                place={historyText.onThisComputer}
                words={unpublished}
              />
            )}
            <Here
              id={DRAFTS}
              icon={CircleDashed}
              name={draftsText.title(hasBranches)}
              place={draftsText.row(hasBranches)}
              words={null}
            />
          </ListBoxSection>
        )}
        <Collection items={days}>
          {(day) => (
            <ListBoxSection id={day.id}>
              <Header className={styles.day ?? ""}>{day.heading}</Header>
              <Collection items={day.versions}>{(version) => <Entry version={version} />}</Collection>
            </ListBoxSection>
          )}
        </Collection>
        <ListBoxLoadMoreItem onLoadMore={onLoadMore} isLoading={isLoadingMore} className={styles.more ?? ""}>
          <Spinner />
          {historyText.loadingMore}
        </ListBoxLoadMoreItem>
      </ListBox>
    </Virtualizer>
  );
}

/** The ids of the rows that are no version. */
export const UNPUBLISHED = "unpublished";
export const DRAFTS = "drafts";

type HereProps = { id: string; icon: LucideIcon; name: string; place: string; words: string | null };

function Here({ id, icon, name, place, words }: HereProps) {
  return (
    <ListBoxItem id={id} textValue={name} className={styles.entry ?? ""}>
      <span className={`${styles.number} ${id === UNPUBLISHED ? styles.yours : ""}`}>
        <Icon of={icon} size={14} />
      </span>
      <span className={styles.words}>
        <span className={styles.label}>{name}</span>
        <span className={styles.who}>{place}</span>
        {words !== null && <span className={styles.note}>{words}</span>}
      </span>
    </ListBoxItem>
  );
}

function Entry({ version }: { version: VersionRow }) {
  const { known } = useContext(RowReading);
  const label = version.label ?? historyText.unnamed;
  const author = version.author ?? historyText.somebody;
  const kind = known(version).kind;
  return (
    <ListBoxItem
      id={version.id}
      textValue={`${historyText.version(version.number)}, ${label}`}
      className={styles.entry ?? ""}
    >
      {({ isSelected, isFocusVisible }) => (
        <>
          <span className={`${styles.number} ${version.isLive ? styles.live : ""}`}>
            <span className={hidden.hidden}>{historyText.version(null)}</span>
            {version.number ?? <span aria-hidden="true">–</span>}
          </span>
          <span className={styles.words}>
            <span className={styles.top}>
              <span className={`${styles.label} ${kind === "same" && !version.isLive ? styles.quiet : ""}`}>
                {label}
              </span>
              <span className={styles.marks}>
                {version.isPinned && <Mark of={Pin} words={timelineText.pinned} />}
                {version.note !== null && <Mark of={StickyNote} words={timelineText.withNote} />}
              </span>
              {version.isLive && (
                <Chip tone="live" dot small>
                  {historyText.live}
                </Chip>
              )}
            </span>
            <span className={styles.who}>
              <span className={styles.author}>{author}</span>
              {version.publishedAt !== null && (
                <span className={styles.when}>
                  {" · "}
                  <Time
                    at={version.publishedAt}
                    words={isSelected || isFocusVisible ? exactShort : timeInDay}
                    spokenExact
                  />
                </span>
              )}
            </span>
            <Note version={version} />
          </span>
        </>
      )}
    </ListBoxItem>
  );
}

function Mark({ of, words }: { of: LucideIcon; words: string }) {
  return (
    <span title={words}>
      <Icon of={of} size={12} />
      <span className={hidden.hidden}>{words}</span>
    </span>
  );
}

/** What the version changed. Only rows in sight are in the page, so this one tells that its row is. */
function Note({ version }: { version: VersionRow }) {
  const { see, known } = useContext(RowReading);
  useEffect(() => see(version), [version, see]);
  const metrics = known(version);
  const changes = historyText.changes(metrics, version.sections);
  if (version.check === "running")
    return (
      <span className={styles.note}>
        <Icon of={ShieldEllipsis} size={12} /> {historyText.check.running}
      </span>
    );
  if (version.check === "failed")
    return (
      <span className={`${styles.note} ${styles.failed}`}>
        <Icon of={ShieldAlert} size={12} /> {historyText.check.failed}
      </span>
    );
  const restored = version.restoredFrom === null ? null : timelineText.restored(version.restoredFrom);
  return (
    <span
      className={`${styles.note} ${metrics.kind === "changed" ? "" : styles.still}`}
      title={restored === null ? changes : `${restored} · ${changes}`}
    >
      {restored !== null && (
        <>
          <Icon of={RotateCcw} size={12} /> {restored}
          {" · "}
        </>
      )}
      {changes}
    </span>
  );
}
