import type { DataType, KnownAgent, RowChange } from "../../host";
import { findText } from "../../text/find";
import { readableName } from "../../text/names";
import { shellText } from "../../text/shell";
import { agentHref, agentsHref } from "../shell/route";

export type ActionId = "add" | "settings" | "shortcuts";

export type Found = { key: string; label: string; note: string } & (
  | { kind: "agent"; agentId: string; unpublished: number }
  | { kind: "metric"; agentId: string; metricId: string; dataType: DataType | null; change: RowChange }
  | { kind: "page"; href: string; page: "agents" | "metrics" | "history" }
  | { kind: "action"; action: ActionId }
);

export type Section = { id: string; title: string; found: Found[] };

const LIMITS = { metric: 8, agent: 6 };

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

function actions(here: KnownAgent | undefined): Found[] {
  const of = (action: ActionId, note: string): Found => ({
    kind: "action",
    key: `action:${action}`,
    action,
    label: findText.actions[action],
    note,
  });
  const everywhere = [of("settings", ""), of("shortcuts", "")];
  return here === undefined ? everywhere : [of("add", findText.actionNote(here.name)), ...everywhere];
}

/** What the words find, by kind; without words the agents one had last, and what can be done here. */
export function search(query: string, known: readonly KnownAgent[], agentId: string | null): Section[] {
  const words = query.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  const here = known.find((agent) => agent.id === agentId);
  const { sections } = findText;
  if (words.length === 0) {
    const others = known.filter((agent) => agent.id !== agentId);
    const opened = others.filter((agent) => agent.opened);
    return [
      {
        id: "agents",
        title: opened.length > 0 ? findText.recent : sections.agents,
        found: (opened.length > 0 ? opened : others).slice(0, 5).map(agentFound),
      },
      { id: "pages", title: sections.pages, found: pages(here) },
      { id: "actions", title: sections.actions, found: actions(here) },
    ].filter((section) => section.found.length > 0);
  }
  const metrics = known.flatMap((agent) =>
    agent.metrics.map(
      (metric): Found => ({
        kind: "metric",
        key: `metric:${agent.id}:${metric.id}`,
        agentId: agent.id,
        metricId: metric.id,
        dataType: metric.dataType,
        change: metric.change,
        label: readableName(metric.identifier),
        note: findText.metricNote(agent.name, metric.change),
      }),
    ),
  );
  const labelOf = (found: Found) => found.label;
  return [
    { id: "metrics", title: sections.metrics, found: best(metrics, labelOf, words).slice(0, LIMITS.metric) },
    {
      id: "agents",
      title: sections.agents,
      found: best(known.map(agentFound), labelOf, words).slice(0, LIMITS.agent),
    },
    { id: "pages", title: sections.pages, found: best(pages(here), labelOf, words) },
    { id: "actions", title: sections.actions, found: best(actions(here), labelOf, words) },
  ].filter((section) => section.found.length > 0);
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
