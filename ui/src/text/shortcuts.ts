/** The keys of the app, as the sheet of shortcuts lists them. */
export const shortcutsText = {
  title: "Keyboard shortcuts",
  /** Beside a search field. */
  search: "Ctrl F",
  groups: [
    {
      title: "Everywhere",
      keys: [
        { keys: ["Ctrl", "K"], words: "Find anything" },
        { keys: ["Ctrl", "F"], words: "Search agents, metrics or templates" },
        { keys: ["Ctrl", "/"], words: "These shortcuts" },
        { keys: ["Ctrl", "+"], words: "Larger text; Ctrl − smaller, Ctrl 0 normal" },
        { keys: ["Ctrl", "B"], words: "Show the sidebar in a narrow window" },
        { keys: ["Esc"], words: "Close what is open; text is kept" },
      ],
    },
    {
      title: "Agents",
      keys: [
        { keys: ["↑", "↓"], words: "Walk the list" },
        { keys: ["Enter"], words: "Open" },
      ],
    },
    {
      title: "Post Call Metrics",
      keys: [
        { keys: ["Ctrl", "N"], words: "New metric" },
        { keys: ["Enter"], words: "Edit" },
        { keys: ["Alt", "↑", "↓"], words: "Move" },
        { keys: ["Del"], words: "Delete" },
        { keys: ["Space"], words: "Select" },
        { keys: ["Shift", "↑", "↓"], words: "Select more" },
        { keys: ["Ctrl", "A"], words: "Select all; Esc selects none" },
        { keys: ["Ctrl", "Z"], words: "Undo" },
        { keys: ["Ctrl", "Shift", "Z"], words: "Redo; Ctrl Y does it too" },
        { keys: ["Ctrl", "S"], words: "Review and publish" },
      ],
    },
    {
      title: "Find anything",
      keys: [
        { keys: ["↑", "↓"], words: "Choose" },
        { keys: ["Tab"], words: "Only this kind; once more, all kinds" },
        { keys: ["Enter"], words: "Open" },
      ],
    },
    {
      title: "Set up post call metrics",
      keys: [
        { keys: ["Ctrl", "Enter"], words: "Add Another; on Templates, Add" },
        { keys: ["Ctrl", "S"], words: "Save" },
        { keys: ["F8"], words: "Next problem; Shift F8 the one before" },
        { keys: ["Ctrl", "."], words: "Mend the problem at hand" },
        { keys: ["/"], words: "On Templates: search" },
        { keys: ["↑", "↓", "←", "→"], words: "On Templates: walk the cards; Space chooses, P previews" },
      ],
    },
    {
      title: "Version history",
      keys: [
        { keys: ["↑", "↓"], words: "Walk the versions" },
        { keys: ["["], words: "Previous change" },
        { keys: ["]"], words: "Next change" },
        { keys: ["C"], words: "Compare with something else" },
        { keys: ["Ctrl", "C"], words: "Copy the differences as text" },
      ],
    },
    {
      title: "Review changes",
      keys: [{ keys: ["Ctrl", "Enter"], words: "Publish" }],
    },
  ],
} as const;
