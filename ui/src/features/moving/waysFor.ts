import type { ImportRow, Way } from "../../host";

export type Ways = ReadonlyMap<number, Way>;

/** What of a file may be taken and would change something. */
export const isTakeable = ({ state }: ImportRow) => state.kind === "new" || state.kind === "different";

/** How each entry of a file is taken: all that can be, but what was looked at before as it was ticked then. */
export function waysFor(
  rows: readonly ImportRow[],
  before: { rows: readonly ImportRow[]; ways: Ways } | null,
): Ways {
  const seen = new Map<string, Way | undefined>();
  // Of several that are called the same, the first is the one that is taken.
  for (const { found, at } of before?.rows ?? []) if (!seen.has(found)) seen.set(found, before?.ways.get(at));
  const taken = rows.filter(isTakeable).flatMap(({ at, found }): [number, Way][] => {
    const way = seen.has(found) ? seen.get(found) : "replace";
    return way === undefined ? [] : [[at, way]];
  });
  return new Map(taken);
}
