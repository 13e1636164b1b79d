import { useState } from "react";
import type { AgentView, Apart, BringBackError, BroughtBack, Edit, Pick, VersionRow } from "../../host";
import { useEditMetrics } from "../../host/queries";
import { headerText, shellText } from "../../text/shell";
import { stateOf } from "../metrics/useMetricEdits";
import { useShell } from "../shell/shellContext";
import { useBringBack, useEditFrom } from "./compareQueries";
import { pickKey } from "./picks";

/** What was taken back into the working copy, for as long as that is still how it stands. */
export type Taken = { of: string } & (
  | { kind: "brought"; brought: BroughtBack; version: VersionRow }
  | { kind: "edited"; isChanged: boolean; version: VersionRow }
  | { kind: "undone" }
);

type Refused = { error: BringBackError; version: VersionRow };

const UNDO: Edit = { kind: "undo" };

/**
 * The ways from a version back into the working copy, and what came of them. Ticks belong to the question they were made
 * under: another one offers other metrics.
 */
export function useBack(agent: AgentView) {
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [ticked, setTicked] = useState<Readonly<Record<string, readonly Pick[]>>>({});
  const [taken, setTaken] = useState<Taken | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const bring = useBringBack(agent.id);
  const from = useEditFrom(agent.id);
  const undoing = useEditMetrics(agent.id);
  const error = bring.error ?? from.error ?? undoing.error;
  const isBusy = bring.isPending || from.isPending || undoing.isPending;
  const begin = () => {
    setRefused(null);
    bring.reset();
    from.reset();
    undoing.reset();
  };
  const of = (version: VersionRow, question: string) => `${version.id}/${question}`;
  // What the last action left is said for as long as it is true.
  const said = taken !== null && taken.of === stateOf(agent) ? taken : null;

  return {
    offReason:
      agent.readOnly !== null
        ? headerText.readOnly[agent.readOnly]
        : readingOnly
          ? shellText.reading.publish
          : null,
    /** What is ticked and can be ticked now. */
    picks: (version: VersionRow, question: string, offered: ReadonlySet<string>) =>
      (ticked[of(version, question)] ?? []).filter((pick) => offered.has(pickKey(pick))),
    tick: (version: VersionRow, question: string, pick: Pick, on: boolean) =>
      setTicked((before) => {
        const key = of(version, question);
        const others = (before[key] ?? []).filter((each) => pickKey(each) !== pickKey(pick));
        return { ...before, [key]: on ? [...others, pick] : others };
      }),
    bringing: bring.isPending,
    bringBack: (version: VersionRow, question: string, picks: readonly Pick[], apart: readonly Apart[]) => {
      if (isBusy) return;
      begin();
      bring.mutate(
        { versionId: version.id, picks: [...picks], apart: [...apart] },
        {
          onSuccess: (outcome) => {
            if (outcome.kind === "refused") {
              setRefused({ error: outcome.error, version });
              return;
            }
            setTicked((before) => ({ ...before, [of(version, question)]: [] }));
            setTaken({ kind: "brought", brought: outcome.brought, version, of: stateOf(outcome.agent) });
          },
        },
      );
    },
    editing: from.isPending,
    editFrom: (version: VersionRow) => {
      if (isBusy) return;
      begin();
      const before = stateOf(agent);
      from.mutate(version.id, {
        onSuccess: (after) =>
          setTaken({ kind: "edited", isChanged: stateOf(after) !== before, version, of: stateOf(after) }),
      });
    },
    taken: said,
    refused,
    error,
    hasNews: error !== null || refused !== null || said !== null,
    dismiss: () => setTaken(null),
    dismissError: () => {
      // One that runs still has something to tell.
      if (!isBusy) begin();
    },
    undo: () =>
      undoing.mutate(UNDO, { onSuccess: (after) => setTaken({ kind: "undone", of: stateOf(after) }) }),
    undoing: undoing.isPending,
  };
}

export type Back = ReturnType<typeof useBack>;
