import type { TemplateCategory } from "../host";
import { count as plural } from "./common";

/** Words of the tab "Templates". */
export const templatesText = {
  groups: "Groups of templates",
  all: "All templates",
  fromAtoms: "From Atoms",
  library: "Library",
  category: {
    support: "Support",
    sales: "Sales",
    scheduling: "Scheduling",
    collections: "Collections",
    healthcare: "Healthcare",
    compliance: "Compliance and QA",
    agentPerformance: "Agent performance",
    experience: "Experience",
  } satisfies Record<TemplateCategory, string>,
  search: "Search templates",
  searchPlaceholder: "Search names, prompts and choices",
  alreadyHere: "Already here",
  choices: (count: number) => plural(count, "choice", "choices"),
  needsChoices: "Needs choices",
  preview: "Preview",
  previewOf: (name: string) => `Preview ${name}`,
  previewChoices: "Choices",
  previewClose: "Close preview",
  add: (count: number) => `Add (${count})`,
  addNone: "Choose at least one template.",
  selected: (count: number) => `${count} selected`,
  selectedNote: (names: string[]) =>
    `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}. ${
      names.length === 1 ? "It opens as a filled card" : "They open as filled cards"
    }, ready to adjust.`,
  noneSelected: "Choose what you want to know. Nothing is saved before you say so.",
  noMatch: (search: string) => `No template about “${search}”.`,
  startOwn: "Start an own metric with this word",
  showAll: "Show all templates",
  atomsLoading: "Asking Atoms for its templates…",
  atomsFailed: "The templates of Atoms cannot be read now. The library works.",
  atomsRetry: "Try again",
  atomsNone: "Atoms offers no templates at the moment.",
  libraryFailed: "The library cannot be read.",
} as const;
