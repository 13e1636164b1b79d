import { expect, test } from "vitest";
import type { KnownAgent } from "../../host";
import type { ActionContext, HereFacts } from "./actions";
import { marked, search } from "./search";

const metric = (id: string, identifier: string) =>
  ({ id, identifier, dataType: "integer", change: "same" }) as const;
const known: KnownAgent[] = [
  {
    id: "a1",
    name: "Order Support",
    kind: "singlePrompt",
    archived: false,
    unpublished: 2,
    opened: true,
    read: true,
    metrics: [metric("m1", "customer_effort"), metric("m2", "effort_score"), metric("m3", "contact_reason")],
  },
  {
    id: "a2",
    name: "Returns Desk",
    kind: "singlePrompt",
    archived: false,
    unpublished: 0,
    opened: true,
    read: true,
    metrics: [],
  },
  {
    id: "a3",
    name: "Old Effort Line",
    kind: "other",
    archived: true,
    unpublished: 0,
    opened: true,
    read: true,
    metrics: [],
  },
];
const labels = (query: string, here: string | null = null) =>
  search(query, known, here).map((section) => [section.title, section.found.map((found) => found.label)]);

test("without words: the agents one had last, the pages, what can be done here", () => {
  expect(labels("", "a1")).toEqual([
    ["Recent agents", ["Returns Desk", "Old Effort Line"]],
    ["Pages", ["Agents", "Post Call Metrics", "Version history"]],
    ["Actions", ["Add Metrics", "Settings", "Keyboard shortcuts"]],
  ]);
  expect(labels("")[2]).toEqual(["Actions", ["Settings", "Keyboard shortcuts"]]);
  // Nobody opened anything yet: they are agents, and not recent ones.
  const fresh = known.map((agent) => ({ ...agent, opened: false, read: false }));
  const [first] = search("", fresh, null);
  expect([first?.title, first?.found[1]?.note]).toEqual(["Agents", "not read yet"]);
});

test("what begins with the words comes before what only has them", () => {
  expect(labels("effort")).toEqual([
    ["Metrics", ["Effort score", "Customer effort"]],
    ["Agents", ["Old Effort Line"]],
  ]);
});

test("every word has to be there, in any order and case", () => {
  expect(labels("SCORE eff")).toEqual([["Metrics", ["Effort score"]]]);
  expect(labels("zebra")).toEqual([]);
});

test("a metric says whose it is and where it stands", () => {
  const [section] = search("reason", known, null);
  expect(section?.found[0]).toMatchObject({ note: "Order Support, live", agentId: "a1", metricId: "m3" });
});

test("what was found is marked, and the pieces make up the label", () => {
  expect(marked("Effort score", "sc eff")).toEqual([
    { text: "Eff", hit: true },
    { text: "ort ", hit: false },
    { text: "sc", hit: true },
    { text: "ore", hit: false },
  ]);
  expect(
    marked("İzmir", "i")
      .map((piece) => piece.text)
      .join(""),
  ).toBe("İzmir");
});

const fields = (identifier: string) => ({
  identifier,
  dataType: "integer" as const,
  prompt: "?",
  choices: [],
});
const context = (more: Partial<HereFacts> = {}): ActionContext => ({
  here: {
    canUndo: false,
    canRedo: false,
    noEdit: null,
    noReview: "Nothing to publish.",
    identifiers: new Set(["effort_score"]),
    ...more,
  },
  beyond: [],
  templates: [fields("effort_score"), fields("refund_issued")],
});
const actionsFor = (query: string, more: Partial<HereFacts> = {}) =>
  search(query, known, "a1", context(more)).flatMap((section) =>
    section.found.flatMap((found) => (found.kind === "action" ? [[found.label, found.offReason]] : [])),
  );

test("actions that cannot run now stay listed with their reason", () => {
  expect(actionsFor("last step")).toEqual([
    ["Undo the last step", "Nothing to take back."],
    ["Redo the last step", "Nothing to do again."],
  ]);
  expect(actionsFor("undo", { canUndo: true })).toEqual([["Undo the last step", null]]);
  expect(actionsFor("review")).toEqual([["Review and publish", "Nothing to publish."]]);
  expect(actionsFor("add metrics", { noEdit: "It is archived." })).toEqual([
    ["Add Metrics", "It is archived."],
  ]);
});

test("templates can be added by name, unless the agent has them", () => {
  expect(actionsFor("template")).toEqual([
    ["Add the template “Effort score”", "Order Support has it already."],
    ["Add the template “Refund issued”", null],
  ]);
  const elsewhere = search("refund issued", known, null, { ...context(), here: null });
  expect(elsewhere[0]?.found[0]).toMatchObject({
    note: "to Order Support, the agent you had open before",
    doing: { on: "template", agentId: "a1" },
  });
});

test("metrics of one name stand together, those of the agent that is open first", () => {
  const twice = known.map((agent) =>
    agent.id === "a2" ? { ...agent, metrics: [metric("n1", "effort_score"), metric("n2", "effort")] } : agent,
  );
  const found = (here: string) =>
    search("effort", twice, here, undefined, "metrics")[0]?.found.map((each) => [each.label, each.note]);
  expect(found("a2")).toEqual([
    ["Effort score", "Returns Desk, live"],
    ["Effort score", "Order Support, live"],
    ["Effort", "Returns Desk, live"],
    ["Customer effort", "Order Support, live"],
  ]);
});

test("one kind alone, and the kind that matches best comes first", () => {
  expect(search("effort", known, null, undefined, "agents").map((section) => section.id)).toEqual(["agents"]);
  expect(search("", known, null, undefined, "metrics")[0]?.found).toHaveLength(3);
  expect(labels("support")[0]).toEqual(["Agents", ["Order Support"]]);
  expect(search("old", known, "a1", context()).map((section) => section.id)).toEqual(["agents"]);
});
