import { RotateCcw, ShieldAlert, ShieldEllipsis } from "lucide-react";
import { useMemo } from "react";
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
import hidden from "../../components/visuallyHidden.module.css";
import type { VersionRow } from "../../host";
import { historyText } from "../../text/history";
import { clock } from "../../text/time";
import { byDay } from "./byDay";
import styles from "./VersionList.module.css";

type Props = {
  versions: VersionRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
  isLoadingMore: boolean;
  onLoadMore: () => void;
};

/** The timeline. Arrow keys walk the versions; only those in sight are in the page. */
export function VersionList({ versions, chosen, onChoose, isLoadingMore, onLoadMore }: Props) {
  const layout = useMemo(() => new ListLayout({ rowSize: 72, headingSize: 32, padding: 8 }), []);
  const days = useMemo(() => byDay(versions, new Date()), [versions]);
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

function Entry({ version }: { version: VersionRow }) {
  const label = version.label ?? historyText.unnamed;
  const author = version.author ?? historyText.somebody;
  const at = version.publishedAt ? clock(new Date(version.publishedAt)) : null;
  return (
    <ListBoxItem
      id={version.id}
      textValue={`${historyText.version(version.number)}, ${label}`}
      className={styles.entry ?? ""}
    >
      <span className={`${styles.number} ${version.isLive ? styles.live : ""}`}>
        <span className={hidden.hidden}>{historyText.version(null)}</span>
        {version.number ?? <span aria-hidden="true">–</span>}
      </span>
      <span className={styles.words}>
        <span className={styles.top}>
          <span className={styles.label}>{label}</span>
          {version.isLive && (
            <Chip tone="live" dot small>
              {historyText.live}
            </Chip>
          )}
        </span>
        <span className={styles.who}>
          {author}
          {at && ` · ${at}`}
        </span>
        <Note version={version} />
      </span>
    </ListBoxItem>
  );
}

function Note({ version }: { version: VersionRow }) {
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
  if (version.restoredFrom !== null)
    return (
      <span className={styles.note}>
        <Icon of={RotateCcw} size={12} /> {historyText.restored(version.restoredFrom)}
      </span>
    );
  return version.description ? <span className={styles.note}>{version.description}</span> : null;
}
