import type { CompareSource } from "../../host";
import { useAgent, useAgents, useVersions } from "../../host/queries";
import { unpublishedChanges } from "../../text/common";
import { pickerText } from "../../text/compare";
import { historyText } from "../../text/history";
import { shortTime } from "../../text/time";
import { useDebounced } from "../agents/useDebounced";
import { nameOf } from "./versionName";

/** Something that metrics can be compared with. */
export type Candidate = { id: string; name: string; note: string; source: CompareSource; at: string | null };

/** Versions that are offered; a number or a label leads to the others. */
const MOST = 200;

const has = (text: string, wanted: string) => text.toLocaleLowerCase().includes(wanted);

/** What can be compared, by kind, as far as the search leaves it. */
export function useCandidates(agentId: string, typed: string, other: CompareSource | null) {
  const wanted = typed.trim().toLocaleLowerCase();
  const agent = useAgent(agentId).data;
  const versions = useVersions(agentId);
  const search = useDebounced(typed.trim(), 200);
  const agents = useAgents(search, false);
  const now = new Date();

  const here: Candidate[] = [];
  if (agent !== undefined && agent.readOnly === null)
    here.push({
      id: "workingCopy",
      name: pickerText.workingCopy,
      note: agent.changes.total === 0 ? pickerText.unchanged : unpublishedChanges(agent.changes.total),
      source: { kind: "workingCopy" },
      at: null,
    });
  const past = (versions.pages ?? [])
    .flatMap((page) => page.versions)
    .map((row): Candidate => {
      const name = `${nameOf(row)}${row.label === null || row.number === null ? "" : `, ${row.label}`}`;
      const at = row.publishedAt === null ? "" : shortTime(new Date(row.publishedAt), now);
      const note = [row.isLive ? historyText.live : null, row.author, at].filter(Boolean).join(" · ");
      return {
        id: `version/${row.id}`,
        name,
        note,
        source: { kind: "version", id: row.id },
        at: row.publishedAt,
      };
    });
  const others = (agents.pages ?? [])
    .flatMap((page) => page.agents)
    .filter((row) => row.id !== agentId && row.hasLiveVersion)
    .map(
      (row): Candidate => ({
        id: `agent/${row.id}`,
        name: row.name,
        note: pickerText.liveNow,
        source: { kind: "liveOf", agentId: row.id },
        at: null,
      }),
    );
  const groups = [
    { id: "here", title: pickerText.here, items: here },
    { id: "versions", title: pickerText.versions, items: past },
    { id: "agents", title: pickerText.agents, items: others },
  ].map((group) => ({
    ...group,
    items: group.items
      .filter((item) => JSON.stringify(item.source) !== JSON.stringify(other))
      .filter((item) => group.id === "agents" || has(`${item.name} ${item.note}`, wanted))
      .slice(0, MOST),
  }));
  return { groups: groups.filter((group) => group.items.length > 0), error: versions.error ?? agents.error };
}
