import type { PublishView } from ".";

/** It stopped at somebody else's draft, and Debrief looks now and then whether that is gone. */
export function isWaiting({ state }: PublishView): boolean {
  return state.kind === "stopped" && state.waiting !== null && state.waiting.gone === null;
}

/** Another publish has to wait for it. */
export function isOpen(run: PublishView): boolean {
  return goesOn(run) || run.state.kind === "interrupted";
}

/** It moves by itself; the screen only follows. */
export function goesOn(run: PublishView): boolean {
  return run.state.kind === "running" || run.state.kind === "looking" || isWaiting(run);
}
