import { useSyncExternalStore } from "react";
import type { ErrorCode } from "./bindings";
import { toHostError } from "./error";

/** Whether what was typed reached the disk: read at the door, so no screen can forget to say it. */
export type Kept = { ok: boolean; at: Date | null };

/** Any other refusal says nothing about what is on the disk. */
const ofDisk: ReadonlySet<ErrorCode> = new Set(["diskProblem", "diskFull", "diskReadOnly", "storeDamaged"]);

let kept: Kept = { ok: true, at: null };
const listeners = new Set<() => void>();

function set(next: Kept) {
  kept = next;
  for (const listener of listeners) listener();
}

/** The same command, noting whether it kept what it was given. */
export function noted<Args extends unknown[], T>(command: (...args: Args) => Promise<T>) {
  return async (...args: Args): Promise<T> => {
    try {
      const result = await command(...args);
      set({ ok: true, at: new Date() });
      return result;
    } catch (thrown) {
      if (ofDisk.has(toHostError(thrown).code)) set({ ...kept, ok: false });
      throw thrown;
    }
  };
}

export function useKept(): Kept {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
}
