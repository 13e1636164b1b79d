import type { AgentKind, DataType } from "../host";

/** The name people read: underscores to spaces, the first letter upper case. Never stored. */
export function readableName(identifier: string): string {
  const words = identifier.replaceAll("_", " ").trim();
  if (words === "") return "Unnamed metric";
  const [first = "", ...rest] = words;
  return first.toLocaleUpperCase("en-GB") + rest.join("");
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
