import type { Fix, Problem } from "../host";
import { count as plural } from "./common";

/** Words of the panel "Set up post call metrics". */
export const panelText = {
  title: "Set up post call metrics",
  editTitle: "Edit metric",
  tabs: "Ways to add metrics",
  disposition: "Disposition",
  templates: "Templates",
  loading: "Opening what you typed…",

  card: {
    untitled: (number: number) => `Metric ${number}`,
    region: (number: number, name: string) => `Metric ${number}: ${name}`,
    open: "Open",
    duplicate: "Duplicate card",
    remove: "Remove card",
    ready: "Ready",
    attention: "Needs attention",
    unfinished: "Not finished",
    blank: "Empty",
  },

  identifier: "Identifier",
  identifierHint: "The name in exports and webhooks: lower case letters, digits and _, such as call_outcome.",
  dataType: "Data Type",
  prompt: "Prompt",
  promptCount: (count: number) => plural(count, "character", "characters"),
  promptHint: "Be specific: the AI answers this from the transcript, and from nothing else.",
  promptGoodLabel: "Good",
  promptGood: "Did the caller ask to speak with a person? Answer true only if the caller asked in words.",
  promptVagueLabel: "Vague",
  promptVague: "Was the call okay?",
  choices: "Choices",
  choicesHint: "Enter or comma adds one. Paste a list to add many.",

  addAnother: "Add Another",
  after: (count: number) => `Metrics on this agent after Save: ${count.toLocaleString("en")}`,
  advice:
    "Start with 3–5 metrics. More of them can slow the analysis down and blur the picture; add others once you know what helps.",
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  keptAsYouType: "Kept as you type.",
  saveMeans: "Save adds this to your unpublished changes; callers notice nothing yet.",
  nothingYet: "Everything you type is kept.",
  notKept: "Your text is here but not kept yet.",
  tryAgain: "Try again",
  toFix: (count: number) => `${plural(count, "problem", "problems")} to fix before Save.`,
  saveFailed: "Nothing was saved. Your text is here.",

  kept: {
    cards: (count: number) => `${plural(count, "card", "cards")} kept for later.`,
    edit: "Your last edit is kept here.",
    continue: "Continue where you left off",
    discard: "Discard",
    discarded: "Discarded.",
    discardedEdit: "Your edit is discarded. The metric is as it was.",
    removed: (name: string) => `${name} removed from this panel.`,
    undo: "Undo",
  },

  problem(problem: Problem): string {
    const value = problem.value ?? "";
    switch (problem.code) {
      case "identifierMissing":
        return "Give this metric an identifier, such as call_outcome.";
      case "identifierCharacters":
        return "Atoms takes only a to z, 0 to 9 and _ here.";
      case "identifierTaken":
        return value === ""
          ? "Another metric of this agent has this identifier."
          : `Another metric of this agent is called ${value}.`;
      case "promptMissing":
        return "Write the question the AI answers after each call.";
      case "typeUnknown":
        return "Debrief does not know this data type. Delete the metric, or change its type on Atoms.";
      case "choicesMissing":
        return "Add at least one choice. The AI answers with one of them.";
      case "choiceEmpty":
        return "One choice is empty.";
      case "choiceNotTrimmed":
        return `“${value}” begins or ends with a space.`;
      case "choiceRepeated":
        return `“${value}” is in the list twice.`;
    }
  },
  fix(problem: Problem, fix: Fix): string {
    if (fix.kind === "useIdentifier") return `Use ${fix.identifier}`;
    switch (problem.code) {
      case "choiceRepeated":
        return "Keep each once";
      case "choiceNotTrimmed":
        return "Remove the spaces";
      case "choiceEmpty":
        return "Remove the empty one";
      default:
        return fix.choices.length > 3
          ? `Use these ${fix.choices.length} choices`
          : `Use ${fix.choices.join(", ")}`;
    }
  },
} as const;
