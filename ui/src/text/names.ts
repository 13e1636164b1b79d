import type { AgentKind, DataType } from "../host";

/** The name people read: underscores to spaces, the first letter upper case. Never stored. */
export function readableName(identifier: string): string {
  const words = identifier.replaceAll("_", " ").trim();
  if (words === "") return "Unnamed metric";
  const [first = "", ...rest] = words;
  return first.toLocaleUpperCase("en-GB") + rest.join("");
}

/** The name as the call log on Atoms writes it: every word with a capital. */
export function titleName(identifier: string): string {
  const words = identifier.split("_").filter(Boolean);
  if (words.length === 0) return "Unnamed metric";
  return words.map((word) => word.charAt(0).toLocaleUpperCase("en-GB") + word.slice(1)).join(" ");
}

export const dataTypeNames: Record<DataType, string> = {
  string: "String",
  boolean: "Boolean",
  integer: "Integer",
  enum: "Enum",
  datetime: "Datetime",
};

/** One of the five, or the word Atoms sent for a type this version does not know. */
export function dataTypeName(type: DataType | null, unknown?: string | null): string {
  if (type) return dataTypeNames[type];
  return unknown ? `Unknown type (${unknown})` : "Unknown type";
}

export const agentKindNames: Record<AgentKind, string> = {
  singlePrompt: "Single prompt",
  workflow: "Workflow",
  multiAgent: "Multi-agent",
  other: "Agent",
};

/** The draft of a colleague; of one whose name Atoms does not tell, "that draft". */
export const draftOf = (author: string | null): string =>
  author === null ? "that draft" : `${author}’s draft`;

/** The same at the beginning of a sentence. */
export const theDraftOf = (author: string | null): string =>
  author === null ? "That draft" : draftOf(author);

const sections: Record<string, string> = {
  workflow_prompt: "Agent prompt",
  workflow_tools: "Tools",
  workflow_graph: "Workflow",
  llm: "Language model",
  voice: "Voice",
  language: "Language",
  call_handling: "Call handling",
  detection: "Detection",
  analytics: "Post call metrics",
  timeouts: "Timeouts",
  audio: "Audio",
  privacy: "Privacy",
  widget: "Widget",
  playbooks: "Playbooks",
  callDispositionConfig: "Call disposition prompt",
};

/** A section of an agent as the console of Atoms calls it. */
export function sectionName(section: string): string {
  return sections[section] ?? readableName(section);
}

/** A place inside a section, such as `prompts[1].firstMessage`: its last name, as people read it. */
export function placeName(path: string): string {
  const name =
    path
      .replace(/\[\d+\]/g, "")
      .split(".")
      .at(-1) ?? path;
  const words = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
  );
  return readableName(words);
}
