import { type InfiniteData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type {
  AgentRow,
  AgentView,
  BranchName,
  CompareSource,
  DraftRow,
  LiveVersion,
  VersionPage,
  VersionRow,
} from "../../host";
import { keys, useAgents, useShownAgent, useVersions } from "../../host/queries";
import { unpublishedChanges } from "../../text/common";
import { pickerText } from "../../text/compare";
import { draftsText } from "../../text/drafts";
import { versionName } from "../../text/publish";
import { shortTime } from "../../text/time";
import { useDebounced } from "../agents/useDebounced";
import { useBranchNames, useDraftNames } from "../drafts/draftQueries";
import { saidByShell } from "../shell/ErrorState";
import { useNumbered, useVersionsWith } from "./pickerQueries";
import { knownVersions } from "./timelineQueries";
import { nameOf } from "./versionName";

/** Something that metrics can be compared with. */
export type Candidate = { id: string; name: string; note: string; source: CompareSource; at: string | null };

/** Versions that are offered at once. */
const MOST = 200;

/** Those of another branch; a search finds the rest of those that were listed. */
const MOST_ASIDE = 10;

/** What is made of many rows is made before the words for those that are shown. */
type Searched = { row: VersionRow; words: string };

/** What can be compared, by kind, as far as the search leaves it. What the page has is not read again. */
export function useCandidates(agentId: string, typed: string, other: CompareSource | null) {
  const [now] = useState(() => new Date());
  const wanted = typed.trim().toLocaleLowerCase();
  const search = useDebounced(typed.trim(), 200);
  const agent = useShownAgent(agentId);
  const listed = useVersions(agentId, null, false).pages;
  const drafts = useDraftNames(agentId);
  const agents = useAgents(search, false, false);
  const found = useVersionsWith(agentId, search, MOST);
  const branches = useBranchNames(agentId);
  const elsewhere = useListed(agentId, branches.data ?? []);
  const known = useQuery({ ...knownVersions(agentId), refetchOnMount: false });

  const rows = useMemo(
    () => (listed ?? []).flatMap((page) => page.versions).map((row) => ({ row, words: wordsOf(row) })),
    [listed],
  );
  const number = pickerText.numberIn(typed);
  const here = useMemo(
    () => (number === null ? null : (rows.find(({ row }) => row.number === number)?.row ?? null)),
    [rows, number],
  );
  const isElsewhere = number !== null && here === null && number !== agent?.live?.number;
  // Asked once the typing has paused.
  const numbered = useNumbered(agentId, isElsewhere ? pickerText.numberIn(search) : null);
  const exact = here ?? (isElsewhere && numbered.data?.number === number ? numbered.data : null);

  const past = useMemo(
    () => merged(rows, wanted, exact, wanted === "" ? [] : (found.data?.versions ?? []), agent?.live?.id),
    [rows, wanted, exact, found.data, agent?.live?.id],
  );
  const own = useMemo(
    () => (agent === undefined ? [] : ownOf(agent, rows, wanted, number, exact)),
    [agent, rows, wanted, number, exact],
  );
  const open = useMemo(
    () =>
      (drafts.data ?? [])
        .filter((draft) => has(`${draftsText.name(draft)} ${draft.author ?? ""}`, wanted))
        .map((draft) => ofDraft(draft, now)),
    [drafts.data, wanted, now],
  );
  const others = useMemo(
    () =>
      (agents.pages ?? [])
        .flatMap((page) => page.agents)
        .filter((row) => row.id !== agentId && row.hasLiveVersion)
        .slice(0, MOST)
        .map(ofAgent),
    [agents.pages, agentId],
  );
  const versions = useMemo(() => past.slice(0, MOST).map((row) => ofVersion(row, now)), [past, now]);
  const aside = useMemo(
    () => elsewhere.map((branch) => ({ ...branch, items: asideOf(branch, wanted, now) })),
    [elsewhere, wanted, now],
  );
  const otherId = other === null ? null : idOf(other);
  const groups = useMemo(
    () =>
      [
        { id: "here", title: pickerText.here, items: own },
        { id: "drafts", title: draftsText.group, items: open },
        // Few, before many.
        ...aside.map(({ id, name, items }) => ({ id, title: pickerText.versionsOf(name), items })),
        { id: "versions", title: pickerText.versions, items: versions },
        { id: "agents", title: pickerText.agents, items: others },
      ]
        .map((group) => ({ ...group, items: group.items.filter((item) => item.id !== otherId) }))
        .filter((group) => group.items.length > 0),
    [own, open, versions, aside, others, otherId],
  );

  const queries = [drafts, branches, found, numbered, agents, known];
  const failed = queries.filter((query) => query.error !== null && !saidByShell(query.error));
  const isSearching = search !== typed.trim() || queries.some((query) => query.isFetching);
  const isCut = past.length > MOST || (wanted !== "" && (found.data?.found ?? 0) > MOST);
  return {
    groups,
    isSearching,
    isPart: known.data === undefined || known.data.found < known.data.total,
    /** What of the versions is not offered. */
    notes: [
      known.data === undefined ? null : pickerText.reach(known.data.found, known.data.read, known.data.total),
      isCut ? pickerText.cut(MOST) : null,
    ].filter((note) => note !== null),
    error: failed[0]?.error ?? null,
    isRetrying: failed.some((query) => query.isFetching),
    retry: () => {
      for (const query of failed) void query.refetch();
    },
  };
}

type Aside = { id: string; name: string; head: LiveVersion | null; rows: readonly VersionRow[] };

/** The branches that are not live, each with its latest version, or what its history showed. */
function useListed(agentId: string, branches: readonly BranchName[]): readonly Aside[] {
  const client = useQueryClient();
  return useMemo(
    () =>
      branches
        .filter((branch) => !branch.isLive)
        .map((branch) => ({
          ...branch,
          rows:
            client
              .getQueryData<InfiniteData<VersionPage>>(keys.versionsOf(agentId, branch.id))
              ?.pages.flatMap((page) => page.versions) ?? [],
        })),
    [client, agentId, branches],
  );
}

function asideOf({ name, head, rows }: Aside, wanted: string, now: Date): Candidate[] {
  const all =
    rows.length > 0
      ? rows.map((row) => ({ ...ofVersion(row, now), words: `${wordsOf(row)} ${name.toLocaleLowerCase()}` }))
      : head === null
        ? []
        : [ofHead(name, head)];
  return all.filter(({ words }) => words.includes(wanted)).slice(0, MOST_ASIDE);
}

function ofHead(branch: string, { id, number, label }: LiveVersion) {
  const name = versionName(number, label ?? branch);
  return {
    ...candidate({ kind: "version", id }, { name, note: pickerText.latest }),
    words: `${name} ${branch}`.toLocaleLowerCase(),
  };
}

const has = (text: string, wanted: string) => text.toLocaleLowerCase().includes(wanted);

const wordsOf = (row: VersionRow) =>
  [nameOf(row), row.label, row.author].filter(Boolean).join(" ").toLocaleLowerCase();

/** The one with the number first, then those of the page with the words, then what else was found; the live one stands elsewhere. */
function merged(
  rows: readonly Searched[],
  wanted: string,
  exact: VersionRow | null,
  found: readonly VersionRow[],
  liveId: string | undefined,
): VersionRow[] {
  const all = new Map<string, VersionRow>();
  if (exact !== null) all.set(exact.id, exact);
  for (const { row, words } of rows) if (words.includes(wanted)) all.set(row.id, all.get(row.id) ?? row);
  for (const row of found) if (!all.has(row.id)) all.set(row.id, row);
  if (liveId !== undefined) all.delete(liveId);
  return [...all.values()];
}

/** One id for one source, in all groups. */
function idOf(source: CompareSource): string {
  switch (source.kind) {
    case "workingCopy":
      return source.kind;
    case "liveOf":
      return `${source.kind}/${source.agentId}`;
    case "file":
      return `${source.kind}/${source.token}`;
    default:
      return `${source.kind}/${source.id}`;
  }
}

const candidate = (
  source: CompareSource,
  words: Pick<Candidate, "name" | "note">,
  at: string | null = null,
) => ({
  id: idOf(source),
  ...words,
  source,
  at,
});

const withLabel = (name: string, label: string | null, number: number | null) =>
  label === null || number === null ? name : `${name}, ${label}`;

/** What is not live yet and what is, wherever in the history that stands. */
function ownOf(
  { live, changes, readOnly }: AgentView,
  rows: readonly Searched[],
  wanted: string,
  number: number | null,
  exact: VersionRow | null,
): Candidate[] {
  const own: Candidate[] = [];
  const note = changes.total === 0 ? pickerText.unchanged : unpublishedChanges(changes.total);
  if (readOnly === null && has(`${pickerText.workingCopy} ${note}`, wanted))
    own.push(candidate({ kind: "workingCopy" }, { name: pickerText.workingCopy, note }));
  if (live === null) return own;
  const listed = rows.find(({ row }) => row.id === live.id);
  const called = listed?.row ?? live;
  const name = withLabel(
    versionName(called.number, called.label ?? pickerText.liveVersion),
    called.label,
    called.number,
  );
  const isIt = exact?.id === live.id || (number !== null && called.number === number);
  if (isIt || has(`${name} ${pickerText.isLive}`, wanted) || listed?.words.includes(wanted))
    own.push(
      candidate(
        { kind: "version", id: live.id },
        { name, note: pickerText.isLive },
        listed?.row.publishedAt ?? null,
      ),
    );
  return own;
}

function ofDraft(draft: DraftRow, now: Date): Candidate {
  const at = draft.changedAt === null ? "" : shortTime(new Date(draft.changedAt), now);
  return candidate(
    { kind: "draft", id: draft.seen.id },
    { name: draftsText.name(draft), note: [draft.author, at].filter(Boolean).join(" · ") },
  );
}

function ofVersion(row: VersionRow, now: Date): Candidate {
  const at = row.publishedAt === null ? "" : shortTime(new Date(row.publishedAt), now);
  return candidate(
    { kind: "version", id: row.id },
    {
      name: withLabel(nameOf(row), row.label, row.number),
      note: [row.author, at].filter(Boolean).join(" · "),
    },
    row.publishedAt,
  );
}

const ofAgent = (row: AgentRow): Candidate =>
  candidate({ kind: "liveOf", agentId: row.id }, { name: row.name, note: pickerText.liveNow });
