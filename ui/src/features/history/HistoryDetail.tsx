import { useRef, useState } from "react";
import { isFocusLost } from "../../components/useFocusGone";
import { isTyping, openDialogs, useKeyDown } from "../../components/useKeyDown";
import type { AgentView, CompareSource, DraftBranch, VersionRow } from "../../host";
import { pickerText } from "../../text/compare";
import { DraftsPane } from "../drafts/DraftsPane";
import { BackNews } from "./BackNews";
import type { Layout } from "./ChangeItem";
import { ComparePane } from "./ComparePane";
import { ComparePicker } from "./ComparePicker";
import type { Sides } from "./compareQueries";
import styles from "./HistoryDetail.module.css";
import { liveOf } from "./liveOf";
import { UnpublishedPane } from "./UnpublishedPane";
import { useBack } from "./useBack";
import { useFocusHome } from "./useFocusHome";
import { DRAFTS, UNPUBLISHED } from "./VersionList";
import { type Tab, VersionPane } from "./VersionPane";
import { nameOf } from "./versionName";

/** In a window this wide two columns have room. */
const WIDE = "(min-width: 1200px)";

/** What scrolls, and takes the focus of what is gone. */
const HOME = "section[tabindex]";

type Props = {
  agent: AgentView;
  /** None while there is no version. */
  row: VersionRow | null;
  /** What is chosen that is no version. */
  place: Place | null;
  onPlace: (place: Place) => void;
  /** The branch that the version stands on, where that is not live. */
  aside: DraftBranch | null;
  /** The version is the latest one of its branch. */
  isLatest: boolean;
  /** The agent has more than one branch. */
  hasBranches: boolean;
};

export type Place = typeof UNPUBLISHED | typeof DRAFTS;

/** The right side of the history: what is not live yet, the version one has chosen, or any two states side by side. */
export function HistoryDetail({ agent, row, place, onPlace, aside, isLatest, hasBranches }: Props) {
  const [tab, setTab] = useState<Tab>("changed");
  const [layout, setLayout] = useState<Layout>(() =>
    window.matchMedia(WIDE).matches ? "sideBySide" : "oneText",
  );
  const [compared, setCompared] = useState<{ sides: Sides; of: string } | null>(null);
  const back = useBack(agent);
  const column = useRef<HTMLDivElement>(null);
  useFocusHome(column, HOME);
  const [isChoosing, setChoosing] = useState(false);
  const of = place ?? row?.id ?? "";
  const isUnpublished = place === UNPUBLISHED;
  // Walking on to another version leaves the comparison for good.
  if (compared !== null && compared.of !== of) setCompared(null);
  const sides = compared !== null && compared.of === of ? compared.sides : null;
  const setSides = (next: Sides) => setCompared({ sides: next, of });

  useKeyDown(sides === null && place !== DRAFTS, (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!plain || event.key.toLowerCase() !== "c") return;
    if (openDialogs().length > 0 || isTyping(event.target)) return;
    event.preventDefault();
    setChoosing(true);
  });

  const own: CompareSource =
    isUnpublished || row === null ? { kind: "workingCopy" } : { kind: "version", id: row.id };
  return (
    <div ref={column} className={styles.column}>
      <BackNews agent={agent} back={back} />
      {sides !== null ? (
        <ComparePane
          agent={agent}
          sides={sides}
          onSides={setSides}
          layout={layout}
          onLayout={setLayout}
          onClose={() => setCompared(null)}
        />
      ) : place === DRAFTS ? (
        <DraftsPane
          agent={agent}
          hasBranches={hasBranches}
          onCompare={(draft) =>
            setSides({ left: liveOf(agent), right: { kind: "draft", id: draft.seen.id } })
          }
        />
      ) : isUnpublished ? (
        <UnpublishedPane
          agent={agent}
          layout={layout}
          onLayout={setLayout}
          onCompare={() => setChoosing(true)}
          onShowDrafts={() => onPlace(DRAFTS)}
        />
      ) : row === null ? null : (
        <VersionPane
          agent={agent}
          row={row}
          tab={tab}
          onTab={setTab}
          layout={layout}
          onLayout={setLayout}
          onCompare={() => setChoosing(true)}
          back={back}
          aside={aside}
          isLatest={isLatest}
        />
      )}
      <ComparePicker
        agentId={agent.id}
        title={pickerText.with(isUnpublished || row === null ? pickerText.yours : nameOf(row))}
        other={own}
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onClosed={() => {
          // What opened it may be gone by what was chosen.
          if (isFocusLost()) column.current?.querySelector<HTMLElement>(HOME)?.focus();
        }}
        onPick={(source, at) => {
          setChoosing(false);
          // What is older stands on the left.
          const published = row?.publishedAt ?? null;
          const isOlder = isUnpublished || (at !== null && published !== null && at < published);
          setSides(isOlder ? { left: source, right: own } : { left: own, right: source });
        }}
      />
    </div>
  );
}
