import type { DataType, KnownAgent, RowChange } from "../../host";
import { findText } from "../../text/find";
import { readableName } from "../../text/names";
import { shellText } from "../../text/shell";
import { agentHref, agentsHref } from "../shell/route";
import { type ActionContext, type ActionFound, allActions, likely, noContext } from "./actions";

export type Found = { key: string; label: string; note: string } & (
  | { kind: "agent"; agentId: string; unpublished: number }
  | { kind: "metric"; agentId: string; metricId: string; dataType: DataType | null; change: RowChange }
  | { kind: "page"; href: string; page: "agents" | "metrics" | "history" }
  | ActionFound
);

export type Kind = "metrics" | "agents" | "pages" | "actions";
export type Section = { id: Kind; title: string; found: Found[] };

const LIMITS: Record<Kind, number> = { metrics: 8, agents: 6, pages: 6, actions: 6 };
/** When only one kind is looked at. */
const LIMIT_ALONE = 60;

/** How well a text answers the words: 0 begins with them, 1 has them at the beginning of a word, 2 somewhere. */
function rank(text: string, words: readonly string[]): number | null {
  const lower = text.toLocaleLowerCase("en-GB");
  if (!words.every((word) => lower.includes(word))) return null;
  const [first = ""] = words;
  if (lower.startsWith(first)) return 0;
  return lower.split(/[\s_]+/).some((part) => part.startsWith(first)) ? 1 : 2;
}

function best<T>(items: readonly T[], textOf: (item: T) => string, words: readonly string[]): T[] {
  const ranked = items.flatMap((item) => {
    const place = rank(textOf(item), words);
    return place === null ? [] : [{ item, place }];
  });
  // Sorting is stable: equals stay in the order of use.
  return ranked.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

function agentFound(agent: KnownAgent): Found {
  return {
    kind: "agent",
    key: `agent:${agent.id}`,
    agentId: agent.id,
    label: agent.name,
    note: findText.agentNote(agent.read ? agent.metrics.length : null, agent.archived),
    unpublished: agent.unpublished,
  };
}

function pages(here: KnownAgent | undefined): Found[] {
  const list: Found = {
    kind: "page",
    key: "page:agents",
    page: "agents",
    href: agentsHref,
    label: shellText.agents,
    note: "",
  };
  if (here === undefined) return [list];
  const of = (page: "metrics" | "history", label: string): Found => ({
    kind: "page",
    key: `page:${page}`,
    page,
    href: agentHref(here.id, page),
    label,
    note: here.name,
  });
  return [list, of("metrics", shellText.metrics), of("history", shellText.history)];
}

/** Metrics of one name stand together, the best first; within them the agent that is open leads. */
function grouped<T extends { label: string; agentId: string }>(
  found: readonly T[],
  here: string | null,
): T[] {
  const byName = new Map<string, T[]>();
  for (const each of found) byName.set(each.label, [...(byName.get(each.label) ?? []), each]);
  return [...byName.values()].flatMap((same) => [
    ...same.filter((each) => each.agentId === here),
    ...same.filter((each) => each.agentId !== here),
  ]);
}

/** What the words find, the kind with the best match first; without words the agents one had last, and what can be done here. */
export function search(
  query: string,
  known: readonly KnownAgent[],
  agentId: string | null,
  context: ActionContext = noContext,
  only: Kind | null = null,
): Section[] {
  const words = query.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  const here = known.find((agent) => agent.id === agentId);
  const others = known.filter((agent) => agent.id !== agentId);
  const opened = others.filter((agent) => agent.opened);
  const { sections } = findText;
  const doable = allActions(here, opened[0], context);
  const wanted = (section: Section) => section.found.length > 0 && (only === null || section.id === only);
  const metrics = known.flatMap((agent) =>
    agent.metrics.map((metric) => ({
      kind: "metric" as const,
      key: `metric:${agent.id}:${metric.id}`,
      agentId: agent.id,
      metricId: metric.id,
      dataType: metric.dataType,
      change: metric.change,
      label: readableName(metric.identifier),
      note: findText.metricNote(agent.name, metric.change),
    })),
  );
  if (words.length === 0) {
    const recent: Section = {
      id: "agents",
      title: opened.length > 0 ? findText.recent : sections.agents,
      found: (opened.length > 0 ? opened : others).slice(0, 5).map(agentFound),
    };
    const all: Section[] = [
      only === "agents" ? { id: "agents", title: sections.agents, found: known.map(agentFound) } : recent,
      { id: "pages", title: sections.pages, found: pages(here) },
      { id: "actions", title: sections.actions, found: only === "actions" ? doable : likely(doable) },
      ...(only === "metrics"
        ? [{ id: only, title: sections.metrics, found: grouped(metrics, agentId).slice(0, LIMIT_ALONE) }]
        : []),
    ];
    return all.filter(wanted);
  }
  const labelOf = (found: Found) => found.label;
  const section = <T extends Found>(
    id: Kind,
    all: readonly T[],
    arrange: (list: T[]) => T[] = (list) => list,
  ): Section => ({
    id,
    title: sections[id],
    found: arrange(best(all, labelOf, words)).slice(0, only === null ? LIMITS[id] : LIMIT_ALONE),
  });
  const all = [
    section("metrics", metrics, (list) => grouped(list, agentId)),
    section("agents", known.map(agentFound)),
    section("pages", pages(here)),
    section("actions", doable),
  ].filter(wanted);
  const place = (each: Section) => Math.min(...each.found.map((found) => rank(found.label, words) ?? 2));
  // Sorting is stable: kinds that match as well stay in their order.
  return all.sort((a, b) => place(a) - place(b));
}

/** The label in pieces, with those marked that the words found. */
export function marked(label: string, query: string): { text: string; hit: boolean }[] {
  const words = query.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  const lower = label.toLocaleLowerCase("en-GB");
  const hits = new Set<number>();
  for (const word of words)
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length))
      for (let index = at; index < at + word.length; index++) hits.add(index);
  const pieces: { text: string; hit: boolean }[] = [];
  // Lower case of a few letters is longer than they are; then nothing is marked rather than the wrong letters.
  const usable = lower.length === label.length;
  for (const [index, letter] of [...label].entries()) {
    const hit = usable && hits.has(index);
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += letter;
    else pieces.push({ text: letter, hit });
  }
  return pieces;
}
