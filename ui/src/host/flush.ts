/** Work that must reach the disk before the window goes: each returns when its text is kept. */
const pending = new Set<() => Promise<unknown>>();

/** Registers text that may still be on its way to the disk. Returns how to take it off again. */
export function registerFlush(fn: () => Promise<unknown>): () => void {
  pending.add(fn);
  return () => {
    pending.delete(fn);
  };
}

/** Keeps everything still on its way. One that fails does not stop the others. */
export async function flushAll(): Promise<void> {
  await Promise.allSettled([...pending].map((fn) => fn()));
}
