import type { Problem, ProblemCode, RefusedReason, TemplateCategory } from "../host";
import { listed, count as plural } from "./common";
import { readableName } from "./names";
import { panelText } from "./panel";

const templates = (count: number) => plural(count, "template", "templates");

const blankNames: Record<string, string> = {
  company: "Company",
  time_zone: "Time zone",
  goal_in_one_sentence: "Goal in one sentence",
};

/** A blank as a field is called. */
const blank = (name: string) => blankNames[name] ?? readableName(name);

const blankHints: Record<string, string> = {
  company: "As callers know it, such as Larkfield Home.",
  time_zone: "The zone that dates are written in, such as Europe/London.",
  goal_in_one_sentence: "With its full stop, such as “The caller agrees to a visit.”",
};

const asked = (name: string) =>
  name === "goal_in_one_sentence" ? "the goal" : `the ${blank(name).toLocaleLowerCase("en")}`;

/** Words of the tab "Templates". */
export const templatesText = {
  groups: "Groups of templates",
  count: templates,
  all: "All templates",
  own: "My templates",
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
  searchKey: "/",
  anyType: "Any data type",
  onlyType: (type: string) => `Data type: ${type}`,
  alreadyHere: "Already here",
  choices: (count: number) => plural(count, "choice", "choices"),
  needsChoices: "Needs choices",
  asksFor: (blanks: string[]) => `Asks for ${listed(blanks.map(asked))}`,
  preview: "Preview",
  previewOf: (name: string) => `Preview ${name}`,
  previewChoices: "Choices",
  previewClose: "Close preview",
  whenToUse: "When to use",
  prompt: "Prompt",
  dataType: "Data type",
  example: "An answer as it could come back",
  add: (count: number) => `Add (${count})`,
  addNone: "Choose at least one template.",
  addNotYet: "What was kept in this panel has to be read first. See Disposition.",
  selected: (count: number) => `${count} selected`,
  selectedNote: (names: string[]) =>
    `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}. ${
      names.length === 1 ? "It opens as a filled card" : "They open as filled cards"
    }, ready to adjust.`,
  noneSelected: "Choose what you want to know. Nothing is saved before you say so.",
  noMatch: (search: string) => `No template about “${search}”.`,
  noMatchBody: "Start an own metric with this word, or look at all of them.",
  noType: (type: string) => `No template here has the data type ${type}.`,
  noTypeBody: "The other data types are one step away.",
  startOwn: "Start an own metric with this word",
  showAll: "Show all templates",
  atomsLoading: "Asking Atoms for its templates…",
  atomsFailed: "The templates of Atoms cannot be read now. The library works.",
  atomsRetry: "Try again",
  atomsNone: "Atoms offers no templates at the moment.",
  libraryFailed: "The library cannot be read.",

  blank,
  blanks: {
    title: "Fill in the blanks",
    body: (count: number) =>
      count === 1
        ? "One template asks for something only you know. It goes into the prompt as you write it."
        : `${templates(count)} ask for something only you know. It goes into the prompts as you write it.`,
    hint: (name: string) => blankHints[name],
    missing: (name: string) => `Write ${asked(name)}, or go back and leave the template out.`,
    read: "As the prompts will read",
    cancel: "Cancel",
  },

  mine: {
    none: "No templates of your own yet.",
    noneBody:
      "Open the menu of a metric, or of a card you are writing, and choose “Save as template”. “Save all as templates” keeps the metrics of an agent as a set. They serve every workspace on this computer.",
    failed: "Your templates cannot be read now. The library works.",
    import: "Import",
    exportAll: "Export all",
    more: (name: string) => `More for ${name}`,
    moreSet: (set: string) => `More for the set ${set}`,
    edit: "Edit",
    export: "Export",
    delete: "Delete",
    chooseSet: "Choose the whole set",
    renameSet: "Rename the set",
    exportSet: "Export the set",
    deleteSet: "Delete the set",
    deleted: (names: string[]) =>
      names.length === 1 ? `${names[0]} deleted from your templates.` : `${templates(names.length)} deleted.`,
    deletedSet: (set: string, count: number) => `The set ${set} is deleted, with ${templates(count)}.`,
    back: (names: string[]) =>
      names.length === 1 ? `${names[0]} is back.` : `${templates(names.length)} are back.`,
    changed: (name: string) => `${name} is changed.`,
    renamedSet: (set: string) => `The set is called ${set} now.`,
    dissolvedSet: (set: string) => `The set ${set} is dissolved. Its templates stay.`,
    exported: (count: number, file: string) => `${templates(count)} exported to ${file}.`,
    showFile: "Show in folder",
    imported: (added: number, skipped: number) =>
      `${templates(added)} imported.${
        skipped > 0 ? ` ${templates(skipped)} left out, because the name is taken.` : ""
      }`,
    notDone: (title: string) => `${title}. Your templates are as they were.`,
    dialogKind: "Templates of Debrief",
    exportTitle: "Export templates",
    importTitle: "Import templates",
  },

  edit: {
    title: "Edit template",
    name: "Name",
    nameHint: "What you read in the list. Left empty, it is the identifier in words.",
    whenToUseHint: "One line that helps you to choose it later. You may leave it empty.",
    set: "Set",
    setHint: "A name for templates that belong together. You may leave it empty.",
    sets: "Sets you have",
    takeSet: (set: string) => `Use set ${set}`,
    promptHint: "Words in braces, such as {company}, are asked for when the template is added.",
    save: "Save",
    gone: "This template is not there any more.",
    renameTitle: "Rename the set",
    setName: "Name of the set",
    renameHint: "Left empty, the set is dissolved and its templates stay.",
    rename: "Rename",
  },

  save: {
    one: "Save as template",
    all: "Save all as templates",
    many: "Save as templates",
    body: (count: number) =>
      `${plural(count, "metric becomes a template", "metrics become templates")} of yours. The agent stays as it is.`,
    list: "What is saved",
    unknown: (names: string[]) => `${listed(names)} cannot be saved: Debrief does not know the data type.`,
    known: (names: string[]) =>
      names.length === 1
        ? `You have a template called ${names[0]} already. Both are kept.`
        : `You have templates called ${listed(names)} already. All are kept.`,
    nothing: "There is no metric to save here.",
    problem: (name: string, problem: Problem) => `${name}: ${problemWords(problem.code, problem.value)}`,
    save: "Save",
    done: (count: number, set: string | null) =>
      `${plural(count, "template", "templates")} saved${set === null ? "" : ` in the set ${set}`}. You find ${
        count === 1 ? "it" : "them"
      } under Templates, My templates.`,
    close: "Done",
    failed: (title: string) => `${title}. Nothing was saved.`,
  },

  file: {
    title: "Import templates",
    holds: (file: string, count: number) => `${file} holds ${templates(count)}.`,
    none: (file: string) => `${file} holds no template that can be kept.`,
    nothingYet: "Nothing is kept before you say so.",
    list: "Templates in the file",
    there: "Name is taken",
    set: (set: string) => `Set ${set}`,
    known: (count: number) =>
      count === 1 ? "One name is taken already" : `${count} names are taken already`,
    skip: "Leave those out",
    both: "Keep both",
    refused: (count: number) => plural(count, "entry cannot be kept", "entries cannot be kept"),
    refusedList: "What cannot be kept",
    row: (row: number, name: string, reason: RefusedReason) =>
      `Entry ${row}${name === "" ? "" : `, ${name}`}: ${reasonWords(reason)}`,
    import: (count: number) => `Import (${count})`,
    importNone: "There is nothing left to import.",
    notTemplates: (file: string) => `${file} is no file of templates. Nothing was changed.`,
    newer: (file: string) =>
      `${file} comes from a newer Debrief. Update this one to read it. Nothing was changed.`,
  },
} as const;

function problemWords(code: ProblemCode, value: string | null): string {
  return panelText.problem({ code, value, metric: 0, field: "identifier", fix: null });
}

function reasonWords(reason: RefusedReason): string {
  switch (reason.kind) {
    case "notATemplate":
      return "it has neither an identifier nor a prompt.";
    case "notText":
      return {
        identifier: "its identifier is no text.",
        dataType: "its data type is no text.",
        prompt: "its prompt is no text.",
        choices: "its choices are no list of texts.",
      }[reason.field];
    case "problem":
      if (reason.code === "typeUnknown")
        return reason.value
          ? `Debrief does not know the data type ${reason.value}.`
          : "it names no data type.";
      if (reason.code === "identifierMissing") return "it has no identifier.";
      if (reason.code === "promptMissing") return "it has no prompt.";
      return problemWords(reason.code, reason.value);
  }
}
