import { expect, test } from "vitest";
import type { KnownAgent } from "../../host";
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
