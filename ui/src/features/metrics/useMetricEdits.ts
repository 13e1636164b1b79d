import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { AgentView, Edit, Finding, MetricRow } from "../../host";
import { keys, useEditMetrics } from "../../host/queries";
import { lintText } from "../../text/lint";
import { mergeText } from "../../text/merge";
import { type CopyPlaces, metricsText } from "../../text/metrics";
import { metricName } from "./MetricListItem";

/** What a finished action leaves on the page, until it is dismissed or something else happens. */
export interface Done {
  /** Words that speak of places are made of the rows as they are shown. */
  words: string | ((shown: readonly MetricRow[]) => string);
  /** The step can be taken back from here. */
  undo: string | null;
  /** The state it speaks of: once that changed, the words are no longer true. */
  of: string;
  /** How to take it back when it is no step of the working copy. */
  takeBack?: () => void;
  /** The kept panel that was discarded: no longer true once that slot is kept again. */
  slot?: string;
}

export function stateOf(agent: AgentView): string {
  return JSON.stringify([agent.metrics, agent.settings]);
}

/** How copies stand to their originals in the list as it is shown. */
function placesOf(copies: readonly Copied[], shown: readonly MetricRow[]): CopyPlaces {
  const at = (id: string) => shown.findIndex((row) => row.id === id);
  const hidden = copies.filter(({ copy }) => at(copy) < 0).length;
  const below = copies.every(({ original, copy }) => at(original) >= 0 && at(copy) === at(original) + 1);
  return { copies: copies.length, hidden, below };
}

interface Copied {
  original: string;
  copy: string;
}

/** What an edit added, each right behind what it was made of. */
function copiesIn(before: AgentView, after: AgentView): Copied[] {
  const known = new Set(before.metrics.map((row) => row.id));
  return after.metrics.flatMap((row, index) => {
    const original = after.metrics[index - 1];
    return known.has(row.id) || original === undefined ? [] : [{ original: original.id, copy: row.id }];
  });
}

/**
 * The edits of the list, each with the line it leaves and the row that gets the focus. `shown` are the rows in the order
 * in which they are looked at.
 */
export function useMetricEdits(agent: AgentView, shown: readonly MetricRow[]) {
  const { mutateAsync, error, reset } = useEditMetrics(agent.id);
  const [done, setDone] = useState<Done | null>(null);
  const [focusRow, setFocusRow] = useState<string | null>(null);

  const edit = useCallback(
    async (
      step: Edit,
      words: string | ((after: AgentView) => Done["words"]) | null,
      undo: string | null,
      focus?: (after: AgentView) => string | null,
    ) => {
      try {
        const after = await mutateAsync(step);
        if (words !== null)
          setDone({ words: typeof words === "string" ? words : words(after), undo, of: stateOf(after) });
        const row = focus?.(after) ?? null;
        if (row !== null) setFocusRow(row);
      } catch {
        // The mutation holds the error; the page shows it.
      }
    },
    [mutateAsync],
  );

  const { done: said } = metricsText;
  const remove = (row: MetricRow) => {
    const name = metricName(row);
    const at = agent.metrics.findIndex((each) => each.id === row.id);
    const words = row.change === "new" ? said.removedNew(name) : said.removedLive(name);
    return edit({ kind: "remove", metric: row.id }, words, name, (after) => {
      if (after.metrics.some((each) => each.id === row.id)) return row.id;
      return after.metrics[Math.min(at, after.metrics.length - 1)]?.id ?? null;
    });
  };
  const putBack = (row: MetricRow) =>
    edit({ kind: "putBack", metric: row.id }, said.putBack(metricName(row)), null, () => row.id);
  const duplicate = (row: MetricRow) =>
    edit(
      { kind: "duplicate", metric: row.id },
      (after) => {
        const copies = copiesIn(agent, after);
        return (rows) => said.duplicated(metricName(row), placesOf(copies, rows));
      },
      metricName(row),
      (after) => {
        const at = after.metrics.findIndex((each) => each.id === row.id);
        return after.metrics[at + 1]?.id ?? row.id;
      },
    );
  const moveTo = (moved: string[], to: number, focus: string | null) => {
    const standing = agent.metrics.filter((each) => each.change !== "removed");
    const [only] = moved;
    if (only === undefined) return Promise.resolve();
    const first = standing.find((each) => each.id === only);
    if (moved.length === 1 && first !== undefined) {
      const words = said.moved(metricName(first), to + 1, standing.length);
      return edit({ kind: "move", metric: only, to }, words, null, () => focus);
    }
    const words = said.movedMany(moved.length, to + 1, standing.length);
    return edit({ kind: "moveMany", metrics: moved, to }, words, null, () => focus);
  };
  const mend = (row: MetricRow, finding: Finding) => {
    if (finding.fix === null) return Promise.resolve();
    const name = metricName(row);
    return edit(
      { kind: "repair", metric: row.id, repair: finding.fix },
      lintText.done.fixed(name),
      name,
      () => row.id,
    );
  };
  const mendSafe = (count: number) =>
    edit({ kind: "repairSafe" }, lintText.done.fixedSafe(count), lintText.summary.fixSafe);
  const removeMany = (rows: MetricRow[]) => {
    const live = rows.filter((row) => row.change !== "new").length;
    const step: Edit = { kind: "removeMany", metrics: rows.map((row) => row.id) };
    const at = agent.metrics.findIndex((each) => each.id === rows[0]?.id);
    return edit(step, said.removedMany(rows.length, live), said.severalOf(rows.length), (after) => {
      const there = after.metrics.find((each) => each.id === rows[0]?.id);
      return (there ?? after.metrics[Math.min(at, after.metrics.length - 1)])?.id ?? null;
    });
  };
  const duplicateMany = (rows: MetricRow[]) =>
    edit(
      { kind: "duplicateMany", metrics: rows.map((row) => row.id) },
      (after) => {
        const copies = copiesIn(agent, after);
        return (rows) => said.duplicatedMany(placesOf(copies, rows));
      },
      said.severalOf(rows.length),
    );
  const say = (words: string) => setDone({ words, undo: null, of: stateOf(agent) });
  const undo = () => edit({ kind: "undo" }, said.undone, null);
  const redo = () => edit({ kind: "redo" }, said.redone, null);
  const continueFromLive = (version: string) =>
    edit({ kind: "continueFromLive" }, said.continued(version), null);
  /** The dialog did it; the line speaks of the list as it is then. */
  const client = useQueryClient();
  const saidTogether = (version: string) => {
    const after = client.getQueryData<AgentView>(keys.agent(agent.id));
    if (after) setDone({ words: mergeText.done(version), undo: null, of: stateOf(after) });
  };
  const setFlag = (flag: "useInternalModel" | "useReasoningModel", value: boolean) =>
    edit({ kind: "setFlag", flag, value }, null, null);

  const holds =
    done !== null && done.of === stateOf(agent) && !agent.keptPanels.some((kept) => kept.slot === done.slot);

  return {
    done: holds ? { ...done, words: typeof done.words === "string" ? done.words : done.words(shown) } : null,
    setDone,
    focusRow,
    setFocusRow,
    error,
    dismissError: reset,
    remove,
    putBack,
    duplicate,
    mend,
    mendSafe,
    moveTo,
    removeMany,
    duplicateMany,
    say,
    undo,
    redo,
    setFlag,
    continueFromLive,
    saidTogether,
  };
}

export type MetricEdits = ReturnType<typeof useMetricEdits>;
