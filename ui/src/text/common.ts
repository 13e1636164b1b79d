/** Words of the components themselves, and words every screen shares. */
export const common = {
  app: "Debrief",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  done: "Done",
  discard: "Discard",
  tryAgain: "Try again",
  undo: "Undo",
  redo: "Redo",
  copyDetails: "Copy details",
  copied: "Copied",
  notCopied: "This computer did not let Debrief use the clipboard.",
  hints: "Hints",
  loading: "Loading",
  clearSearch: "Clear search",
  more: (n: number) => `${n} more`,
  choicesSoFar: "Choices so far",
  choiceAdded: (choices: string[]) => `Added ${choices.join(", ")}`,
  choiceRemoved: (choice: string) => `Removed ${choice}`,
  noValue: "no value",
  refresh: "Refresh",
  readAt: "Read from Atoms",
  asOf: (time: string) => `As of ${time}, kept here`,
} as const;

/** "1 call", "2 calls", with thousands set apart. */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

export const unpublishedChanges = (n: number) => count(n, "unpublished change", "unpublished changes");
