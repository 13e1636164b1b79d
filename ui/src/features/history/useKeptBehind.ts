import { useEffect, useRef, useState } from "react";
import { type HostError, toHostError } from "../../host";
import { registerFlush } from "../../host/flush";

const KEEP_AFTER_MS = 120;

/**
 * Writes what is typed down behind the typing: shortly after each keystroke, one write at a time and always the latest.
 * `keep` is that of the first render, so the component has the thing it is about as its key.
 */
export function useKeptBehind<T>(keep: (value: T) => Promise<unknown>) {
  const [trouble, setTrouble] = useState<HostError | null>(null);
  const first = useRef(keep);
  const waiting = useRef<{ value: T } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const writing = useRef<Promise<void>>(Promise.resolve());

  const flush = useRef(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const next = waiting.current;
    waiting.current = null;
    if (next !== null)
      writing.current = writing.current.then(() =>
        first.current(next.value).then(
          () => setTrouble(null),
          (thrown) => setTrouble(toHostError(thrown)),
        ),
      );
    return writing.current;
  });

  useEffect(() => {
    const write = flush.current;
    const off = registerFlush(write);
    return () => {
      off();
      void write();
    };
  }, []);

  const changed = (value: T) => {
    waiting.current = { value };
    timer.current ??= setTimeout(() => void flush.current(), KEEP_AFTER_MS);
  };
  return { changed, flush: flush.current, trouble };
}
