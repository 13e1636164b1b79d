import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useKeyDown } from "../../components/useKeyDown";
import { type StartView, setTextSize, type TextSize } from "../../host";
import { keys } from "../../host/queries";

export const textSizes: readonly TextSize[] = ["normal", "large", "larger", "largest"];

/** Changes how large everything is; a size that could not be kept goes back. */
export function useChangeTextSize(now: TextSize) {
  const client = useQueryClient();
  const show = (textSize: TextSize) =>
    client.setQueryData<StartView>(keys.start, (view) => view && { ...view, textSize });
  return useMutation({
    mutationFn: setTextSize,
    onMutate: (size: TextSize) => {
      show(size);
      return now;
    },
    onError: (_error, _size, before) => {
      if (before) show(before);
    },
  });
}

/** The size that a key leads to, or none if it is no such key. */
export function sizeAfter(key: string, now: TextSize): TextSize | null {
  const at = textSizes.indexOf(now);
  if (key === "0") return "normal";
  if (key === "+" || key === "=") return textSizes[at + 1] ?? now;
  if (key === "-") return textSizes[at - 1] ?? now;
  return null;
}

/** Ctrl with +, - and 0, wherever the focus is. */
export function useTextSizeKeys(now: TextSize, onTrouble: (error: unknown) => void): void {
  const change = useChangeTextSize(now);
  useKeyDown(true, (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const size = sizeAfter(event.key, now);
    if (size === null) return;
    event.preventDefault();
    if (size !== now) change.mutate(size, { onError: onTrouble });
  });
}
