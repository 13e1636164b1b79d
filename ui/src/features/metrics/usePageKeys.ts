import { isTyping, openDialogs, useKeyDown } from "../../components/useKeyDown";

interface PageKeys {
  onAdd: (() => void) | null;
  onUndo: (() => void) | null;
  onRedo: (() => void) | null;
}

/** Ctrl+N, Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y) on the page of the metrics; text fields undo their own typing. */
export function usePageKeys({ onAdd, onUndo, onRedo }: PageKeys): void {
  useKeyDown(true, (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    // Dialogs have keys of their own.
    if (openDialogs().length > 0) return;
    const key = event.key.toLowerCase();
    const isNew = key === "n" && !event.shiftKey;
    if (!isNew && isTyping(event.target)) return;
    const redoes = key === "y" || (key === "z" && event.shiftKey);
    const act = redoes ? onRedo : key === "z" ? onUndo : isNew ? onAdd : null;
    if (act === null) return;
    event.preventDefault();
    act();
  });
}
