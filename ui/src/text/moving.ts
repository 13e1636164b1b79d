import type {
  CopyOutcome,
  Difference,
  Field,
  FileFormat,
  FileProblem,
  ImportState,
  ReadOnlyReason,
  RowProblem,
  Way,
} from "../host";
import { agentCount as agents, otherChanges } from "./batch";
import { listed, count as plural } from "./common";
import { errorText } from "./errors";
import { headerText } from "./shell";

const metrics = (n: number) => plural(n, "metric", "metrics");

const fieldNames: Record<Field, string> = {
  identifier: "identifier",
  dataType: "data type",
  prompt: "prompt",
  choices: "choices",
};

function differs(difference: Difference): string {
  const parts = difference.fields.map((field) => fieldNames[field]);
  if (difference.other) parts.push("a setting Debrief does not show");
  const words = listed(parts);
  return `${words.charAt(0).toLocaleUpperCase("en-GB")}${words.slice(1)} ${parts.length === 1 && difference.fields[0] !== "choices" ? "differs" : "differ"}`;
}

function rowProblem(problem: RowProblem): string {
  switch (problem.code) {
    case "notAMetric":
      return "This entry is no metric.";
    case "identifierMissing":
      return "The identifier is missing.";
    case "typeMissing":
      return "The data type is missing: string, boolean, integer, enum or datetime.";
    case "typeUnknown":
      return problem.word === ""
        ? "Debrief does not know its data type."
        : `“${problem.word}” is no data type: use string, boolean, integer, enum or datetime.`;
    case "promptMissing":
      return "The prompt is missing.";
    case "choicesMissing":
      return "An enum needs choices, such as “yes; no; not_asked”.";
    case "repeated":
      return `The same identifier stands in row ${problem.first}, which is taken.`;
  }
}

function fileProblem(problem: FileProblem): string {
  switch (problem.code) {
    case "empty":
      return "There is no metric in this file.";
    case "brokenJson":
      return `The file breaks off or is damaged at line ${problem.line}, character ${problem.column}.`;
    case "noList":
      return "There is no list of metrics in this file. Debrief reads what it exports, the configuration of an agent, and answers of Atoms.";
    case "noIdentifierColumn":
      return problem.columns.length === 0
        ? "The first row names no columns. Name at least identifier, data_type and prompt; choices too, for enums."
        : `No column is called identifier or name. The first row says: ${listed(problem.columns)}.`;
    case "brokenTable":
      return `The table cannot be read from line ${problem.line} on. Perhaps a quotation mark is not closed.`;
    case "tooMany":
      return `It has ${plural(problem.found, "entry", "entries")}. Debrief reads at most ${problem.limit.toLocaleString("en-GB")} of one file: split it, or leave only what you need.`;
  }
}

const stateChips: Record<ImportState["kind"], string> = {
  new: "New",
  identical: "Identical",
  different: "Different",
  refused: "Not taken",
};

/** The ways on where an agent has another metric of the same identifier. */
const ways: Record<Way, string> = {
  replace: "Replace",
  keep: "Keep theirs",
  beside: "Add beside",
};

export const moveText = { menu: "Move metrics" };

export const exportText = {
  title: "Export metrics",
  format: "Format",
  formats: {
    csv: "CSV, for spreadsheet apps",
    json: "JSON, as Atoms takes it",
  } satisfies Record<FileFormat, string>,
  formatNotes: {
    csv: "One row per metric: identifier, data type, prompt and choices.",
    json: "Everything, settings of the analysis too. For backups and other tools.",
  } satisfies Record<FileFormat, string>,
  which: "Which metrics",
  all: (n: number) => `All ${metrics(n)}`,
  chosen: (n: number) => (n === 1 ? "The one metric you selected" : `The ${metrics(n)} you selected`),
  note: "What is exported is what you see here, unpublished changes included.",
  choose: "Choose where to save",
  dialog: (format: FileFormat) => ({
    title: "Export metrics",
    kind: format === "csv" ? "Table (CSV)" : "Metrics (JSON)",
  }),
  saved: (name: string) => `Saved to “${name}”.`,
  show: "Show in folder",
  notShown: "This computer did not show the folder.",
};

export const importText = {
  title: "Import metrics",
  intro: "Take metrics from a file into your unpublished changes. First you see what would change.",
  forms: "CSV with the columns identifier, data_type, prompt and choices; or JSON of Atoms.",
  choose: "Choose a file",
  another: "Choose another file",
  dialog: { title: "Import metrics", kind: "Metrics (CSV, JSON)" },
  unreadable: (name: string) => `Debrief cannot take metrics from “${name}”`,
  fileProblem,
  nothingChanged: "Nothing was changed.",
  lead: (name: string, n: number) =>
    `${plural(n, "entry", "entries")} in “${name}”. Nothing changes before you import.`,
  unused: (columns: readonly string[]) =>
    columns.length === 1
      ? `The column ${columns[0]} is not used.`
      : `The columns ${listed(columns)} are not used.`,
  rows: "Entries of the file",
  row: (at: number) => `Row ${at}`,
  take: (found: string) => `Import ${found}`,
  state: stateChips,
  problem: rowProblem,
  differs,
  way: (found: string) => `What to do with ${found}`,
  ways: { replace: "Replace yours", beside: "Add beside yours" },
  apply: (n: number) => (n === 0 ? "Import" : `Import ${metrics(n)}`),
  nothing: "Choose at least one entry that changes something",
  behind: {
    title: "Your working copy changed meanwhile.",
    body: (name: string) =>
      `Nothing was imported. Choose “${name}” again to see what it would change now; your ticks are kept.`,
    again: "Choose the file again",
    anew: "Your working copy changed meanwhile: this is what would change now, ticked as you left it.",
  },
  done: (n: number) => `${metrics(n)} imported here. Callers feel nothing until you publish.`,
  typeFrom: (before: string, after: string) => `Data type: ${before} becomes ${after}`,
  choicesFrom: (before: readonly string[], after: readonly string[]) =>
    `Choices: ${after.length === 0 ? "none" : after.join(", ")}. Before: ${before.length === 0 ? "none" : before.join(", ")}.`,
};

const readOnlyWords = (reason: ReadOnlyReason): string => headerText.readOnly[reason];

export const copyText = {
  title: "Copy to other agents",
  agents: {
    lead: (n: number) => `Choose the agents that get ${n === 1 ? "this metric" : `these ${metrics(n)}`}.`,
    search: "Search agents",
    list: "Agents",
    none: (search: string) => `No agent is called “${search}”.`,
    noOther: "This workspace has no other agent.",
    unpublished: (n: number) => plural(n, "unpublished change", "unpublished changes"),
    more: "Show more agents",
    chosen: (n: number) => `${agents(n)} chosen`,
    next: "See what changes",
    choose: "Choose at least one agent",
  },
  preview: {
    lead: "Nothing is changed yet. Copying puts the metrics into each agent’s unpublished changes; callers feel nothing.",
    reading: "Reading from Atoms",
    state: {
      new: "New",
      identical: "Identical",
      different: "Different",
      refused: "Cannot be copied",
    } satisfies Record<ImportState["kind"], string>,
    refused: "Debrief does not know its data type.",
    readOnly: readOnlyWords,
    others: (n: number) => `${otherChanges(n)} here are unpublished and stay as they are.`,
    all: "Where an agent has another metric of the same identifier",
    way: (identifier: string, agent: string) => `${identifier} on ${agent}`,
    ways,
    apply: (n: number) => (n === 0 ? "Copy" : `Copy to ${agents(n)}`),
    wait: "Wait until every agent is read",
    nothing: "Nothing would change on these agents",
    back: "Back",
  },
  done: {
    title: "Copied",
    nothing: "Nothing was copied",
    lead: "The metrics are in the unpublished changes of these agents. Callers feel nothing until you publish.",
    outcome: (found: CopyOutcome): string => {
      switch (found.kind) {
        case "copied":
          return `${metrics(found.metrics)} copied`;
        case "unchanged":
          return "Nothing to change";
        case "failed":
          return `Not changed. ${errorText(found.error).title}`;
      }
    },
    list: "Agents",
    label: "Version label",
    labelHint: "Each agent gets a version with this label.",
    others: (n: number, name: string) => `Also publish the ${otherChanges(n)} of ${name}`,
    othersNote: "Publishing ships everything unpublished on an agent. Without this tick it is left out.",
    publish: (n: number) =>
      n === 0 ? "Publish" : n === 1 ? "Publish 1 agent" : `Publish ${agents(n)} one after another`,
    noneTicked: "Tick an agent whose other changes may go live",
    live: "Each goes live at once; the next call to it is analysed with its new version.",
    done: "Done",
  },
};
