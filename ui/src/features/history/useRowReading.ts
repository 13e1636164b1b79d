import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type RowMetrics, readRows, type VersionRow } from "../../host";
import { keys } from "../../host/queries";

/** How long rows that come into sight wait for others, so that one call asks for all of them. */
const TOGETHER_MS = 120;

/** What a row says of its metrics. */
export type RowKnown = RowMetrics | { kind: "reading" } | { kind: "failed" };

interface Reading {
  /** A row is in sight. */
  see: (row: VersionRow) => void;
  known: (row: VersionRow) => RowKnown;
}

/** For the rows in sight alone: the list as a whole is not built anew when some of them were read. */
export const RowReading = createContext<Reading>({ see: () => undefined, known: (row) => row.metrics });

/** Reads what rows changed in the metrics once they are in sight; those that nobody looks at cost no request. */
export function useRowReading(agentId: string): Reading {
  const client = useQueryClient();
  const [read, setRead] = useState<ReadonlyMap<string, RowKnown>>(new Map());
  const asked = useRef(new Set<string>());
  const waiting = useRef<string[]>([]);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const see = useCallback(
    ({ id, metrics }: VersionRow) => {
      if (metrics.kind !== "notRead" || asked.current.has(id)) return;
      asked.current.add(id);
      waiting.current.push(id);
      if (timer.current !== undefined) return;
      timer.current = window.setTimeout(() => {
        timer.current = undefined;
        const ids = waiting.current;
        waiting.current = [];
        const know = (of: (id: string) => RowKnown) =>
          setRead((before) => new Map([...before, ...ids.map((id) => [id, of(id)] as const)]));
        know(() => ({ kind: "reading" }));
        void readRows(agentId, ids).then(
          (rows) => {
            // More of the history is here now.
            void client.invalidateQueries({ queryKey: keys.reading(agentId) });
            const by = new Map(rows.map((row) => [row.id, row]));
            for (const row of rows) if (row.error !== null) asked.current.delete(row.id);
            know((id) => {
              const row = by.get(id);
              if (row === undefined) return { kind: "failed" };
              // Without a network the page says so once; a row is only not read yet.
              if (row.error !== null && row.error.code !== "offline") return { kind: "failed" };
              return row.metrics;
            });
          },
          () => {
            // Asked for again when it comes into sight the next time.
            for (const id of ids) asked.current.delete(id);
            know(() => ({ kind: "notRead" }));
          },
        );
      }, TOGETHER_MS);
    },
    [client, agentId],
  );
  return useMemo(
    () => ({
      see,
      known: (row) => (row.metrics.kind === "notRead" ? (read.get(row.id) ?? row.metrics) : row.metrics),
    }),
    [see, read],
  );
}
