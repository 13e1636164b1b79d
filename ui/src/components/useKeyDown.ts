import { type RefObject, useEffect, useRef } from "react";

/** Listens to the keys of the whole window while it is on: a key works wherever the focus is. */
export function useKeyDown(isOn: boolean, handle: (event: KeyboardEvent) => void): void {
  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isOn]);
}

export const DIALOGS = '[role="dialog"], [role="alertdialog"]';

/** Dialogs that have the keys: one that fades out has none any more. */
export function openDialogs(): Element[] {
  const dialogs = [...document.querySelectorAll(DIALOGS)];
  return dialogs.filter((dialog) => dialog.closest("[data-exiting]") === null);
}

/** A field one types into; it has its own use of letters and of undo. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["checkbox", "radio"].includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Ctrl F goes to a search field, unless it lies behind a dialog. One that is not there can be brought. */
export function useSearchKey(field: RefObject<HTMLInputElement | null>, bring?: () => void): void {
  useKeyDown(true, (event) => {
    const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isOurs || event.key.toLowerCase() !== "f") return;
    if (field.current === null) {
      if (bring === undefined || openDialogs().length > 0) return;
      event.preventDefault();
      bring();
    } else if (field.current.closest("[inert], [aria-hidden=true]") === null) {
      event.preventDefault();
      field.current.select();
    }
  });
}
