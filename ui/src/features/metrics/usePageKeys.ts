import { isTyping, useKeyDown } from "../../components/useKeyDown";

interface PageKeys {
  onAdd: (() => void) | null;
  onUndo: (() => void) | null;
  onRedo: (() => void) | null;
}

/** Ctrl+N, Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y) on the page of the metrics; text fields undo their own typing. */
export function usePageKeys({ onAdd, onUndo, onRedo }: PageKeys): void {
  useKeyDown(true, (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    // Dialogs have keys of their own; one that fades out has none any more.
    const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
    if (dialogs.some((dialog) => dialog.closest("[data-exiting]") === null)) return;
    const key = event.key.toLowerCase();
    const redoes = key === "y" || (key === "z" && event.shiftKey);
    const act = redoes ? onRedo : key === "z" ? onUndo : key === "n" && !event.shiftKey ? onAdd : null;
    if (act === null) return;
    event.preventDefault();
    act();
  });
}
