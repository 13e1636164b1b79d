import { useState } from "react";
import type { AgentView, Apart, Edit, Pick, VersionRow } from "../../host";
import { useEditMetrics } from "../../host/queries";
import { headerText, shellText } from "../../text/shell";
import { stateOf } from "../metrics/useMetricEdits";
import { useShell } from "../shell/shellContext";
import { useBringBack, useEditFrom } from "./compareQueries";
import { pickKey } from "./picks";

/** What was taken back into the working copy, for as long as that is still how it stands. */
export type Taken =
  | { kind: "brought"; metrics: number; version: VersionRow; of: string }
  | { kind: "edited"; isChanged: boolean; version: VersionRow; of: string };

/** The ways from a version back into the working copy, and what came of them. */
export function useBack(agent: AgentView, row: VersionRow) {
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [ticked, setTicked] = useState<{ of: string; picks: Pick[] }>({ of: row.id, picks: [] });
  const [taken, setTaken] = useState<Taken | null>(null);
  const bring = useBringBack(agent.id);
  const from = useEditFrom(agent.id);
  const undoing = useEditMetrics(agent.id);
  // Ids of metrics mean nothing in another version.
  const picks = ticked.of === row.id ? ticked.picks : [];
  const error = bring.error ?? from.error ?? undoing.error;
  const refused = bring.data?.kind === "refused" ? bring.data.error : null;
  // What the last action left is said for as long as it is true.
  const said = taken !== null && taken.of === stateOf(agent) ? taken : null;

  return {
    offReason:
      agent.readOnly !== null
        ? headerText.readOnly[agent.readOnly]
        : readingOnly
          ? shellText.reading.publish
          : null,
    row,
    picks,
    picked: new Set(picks.map(pickKey)),
    tick: (pick: Pick, on: boolean) => {
      const others = picks.filter((each) => pickKey(each) !== pickKey(pick));
      setTicked({ of: row.id, picks: on ? [...others, pick] : others });
    },
    bringing: bring.isPending,
    error,
    refused,
    hasNews: error !== null || refused !== null || said !== null,
    bringBack: (apart: readonly Apart[]) => {
      from.reset();
      bring.mutate(
        { versionId: row.id, picks, apart: [...apart] },
        {
          onSuccess: (outcome) => {
            if (outcome.kind === "refused") return;
            const { brought } = outcome;
            const metrics = brought.inserted.length + brought.replaced.length + brought.removed.length;
            setTicked({ of: row.id, picks: [] });
            setTaken({ kind: "brought", metrics, version: row, of: stateOf(outcome.agent) });
          },
        },
      );
    },
    editing: from.isPending,
    editFrom: () => {
      bring.reset();
      const before = stateOf(agent);
      from.mutate(row.id, {
        onSuccess: (after) =>
          setTaken({
            kind: "edited",
            isChanged: stateOf(after) !== before,
            version: row,
            of: stateOf(after),
          }),
      });
    },
    taken: said,
    dismiss: () => setTaken(null),
    dismissError: () => {
      bring.reset();
      from.reset();
      undoing.reset();
    },
    undo: () => undoing.mutate(UNDO),
    undoing: undoing.isPending,
  };
}

const UNDO: Edit = { kind: "undo" };

export type Back = ReturnType<typeof useBack>;
