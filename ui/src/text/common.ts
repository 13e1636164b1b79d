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

export const unpublishedChanges = (n: number) => count(n, "unpublished change", "unpublished changes");
