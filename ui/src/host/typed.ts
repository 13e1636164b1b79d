import { useCallback, useState } from "react";

/**
 * What was typed into a form, by the place it belongs to, kept in `texts` while the app is open: leaving the form loses
 * nothing, and opening it again finds it. Whoever uses the text deletes it from `texts`.
 */
export function useTyped<T>(texts: Map<string, T>, place: string, fresh: () => T): [T, (typed: T) => void] {
  const [typed, setTyped] = useState<T>(() => texts.get(place) ?? fresh());
  const type = useCallback(
    (next: T) => {
      texts.set(place, next);
      setTyped(next);
    },
    [texts, place],
  );
  return [typed, type];
}
