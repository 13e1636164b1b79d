import { useEffect, useRef, useState } from "react";
import { type HostError, keepLabel, type ReviewView, toHostError } from "../../host";
import { registerFlush } from "../../host/flush";

const KEEP_AFTER_MS = 120;

/** Label and description: as kept, then as typed, written down behind the typing. */
export function useLabel(agentId: string, opening: number, view: ReviewView | undefined) {
  const [typed, setTyped] = useState<{ opening: number; label: string; description: string } | null>(null);
  const [trouble, setTrouble] = useState<HostError | null>(null);
  const waiting = useRef<{ label: string; description: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const writing = useRef<Promise<void>>(Promise.resolve());

  const flush = useRef(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const text = waiting.current;
    waiting.current = null;
    if (text !== null)
      writing.current = writing.current.then(() =>
        keepLabel(agentId, text.label, text.description).then(
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

  // Every opening begins with what is kept.
  const { label, description } = (typed?.opening === opening ? typed : null) ?? {
    label: view?.label ?? "",
    description: view?.description ?? "",
  };
  const change = (part: { label?: string; description?: string }) => {
    const next = { label, description, ...part };
    setTyped({ ...next, opening });
    waiting.current = next;
    timer.current ??= setTimeout(() => void flush.current(), KEEP_AFTER_MS);
  };
  /** After publishing the next version begins with what is kept for it. */
  const forget = () => setTyped(null);
  return { label, description, change, forget, flush: flush.current, trouble };
}
