import type { MetricRow } from "../../host";

/** Where a dragged metric would go: right before or right behind a row. */
export interface DropPlace {
  row: string;
  after: boolean;
}

/** The row at a height on screen, whatever its own height; the nearest one, so that a drag need not be exact. */
export function rowAt(rows: Iterable<HTMLElement>, y: number): DropPlace | null {
  let nearest: (DropPlace & { far: number }) | null = null;
  for (const each of rows) {
    const row = each.dataset.key;
    const { top, bottom } = each.getBoundingClientRect();
    const far = Math.max(top - y, y - bottom, 0);
    if (row !== undefined && (nearest === null || far < nearest.far))
      nearest = { row, far, after: y > (top + bottom) / 2 };
  }
  return nearest === null ? null : { row: nearest.row, after: nearest.after };
}

/** How far to scroll in one frame, with the pointer near an end of what scrolls or beyond it. */
export function scrollStep(y: number, { top, bottom }: { top: number; bottom: number }): number {
  const edge = Math.min(64, (bottom - top) / 4);
  const near = y < top + edge ? y - (top + edge) : y > bottom - edge ? y - (bottom - edge) : 0;
  return Math.round(Math.max(-1, Math.min(1, near / edge)) * 22);
}

const stands = (row: MetricRow) => row.change !== "removed";

/** The metrics that a move is about: all selected ones when one of them is meant, in the order of the list. */
export function movedWith(
  metrics: readonly MetricRow[],
  row: string,
  selected: ReadonlySet<string>,
): string[] {
  const together = selected.has(row) ? selected : new Set([row]);
  return metrics.filter((each) => stands(each) && together.has(each.id)).map((each) => each.id);
}

/** The index for `Edit::MoveMany` of a drop; none where it would change nothing. */
export function dropIndex(
  metrics: readonly MetricRow[],
  moved: readonly string[],
  { row, after }: DropPlace,
): number | null {
  const at = metrics.findIndex((each) => each.id === row);
  if (at === -1 || moved.length === 0) return null;
  const before = metrics.slice(0, after ? at + 1 : at);
  const to = before.filter((each) => stands(each) && !moved.includes(each.id)).length;
  return changesOrder(metrics, moved, to) ? to : null;
}

/** The index for `Edit::MoveMany` of a step up or down; none at the end of the way. */
export function stepIndex(
  metrics: readonly MetricRow[],
  moved: readonly string[],
  by: -1 | 1,
): number | null {
  const standing = metrics.filter(stands);
  const places = moved.map((id) => standing.findIndex((each) => each.id === id));
  const last = standing.length - moved.length;
  if (moved.length === 0 || places.includes(-1)) return null;
  // Apart from each other they first come together, at the one that leads in the direction.
  const to = by < 0 ? Math.min(...places) - 1 : Math.max(...places) - moved.length + 2;
  const kept = Math.min(Math.max(to, 0), last);
  return changesOrder(metrics, moved, kept) ? kept : null;
}

function changesOrder(metrics: readonly MetricRow[], moved: readonly string[], to: number): boolean {
  const standing = metrics.filter(stands).map((each) => each.id);
  const rest = standing.filter((id) => !moved.includes(id));
  const together = standing.filter((id) => moved.includes(id));
  const after = [...rest.slice(0, to), ...together, ...rest.slice(to)];
  return after.some((id, index) => id !== standing[index]);
}
