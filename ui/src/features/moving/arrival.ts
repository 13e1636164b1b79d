import type { Consequence, CopyMetric, ImportRow, Way } from "../../host";

type Arriving = Pick<CopyMetric | ImportRow, "state" | "consequences">;

/** Whether a metric gets there: as a new one, in the place of its namesake, or beside it. */
export function arrives({ state }: Pick<Arriving, "state">, way: Way): boolean {
  return state.kind === "new" || (state.kind === "different" && way !== "keep");
}

/** What others notice of it on that way. Beside its namesake it takes nobody’s place. */
export function noticed({ state, consequences }: Arriving, way: Way | null): readonly Consequence[] {
  if (way === null) return [];
  const takesPlace = state.kind === "new" || (state.kind === "different" && way === "replace");
  return takesPlace ? consequences : [];
}
