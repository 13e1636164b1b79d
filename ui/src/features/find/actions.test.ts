import { expect, test } from "vitest";
import type { KnownAgent } from "../../host";
import { findText } from "../../text/find";
import { allActions } from "./actions";

const agent: KnownAgent = {
  id: "a1",
  name: "Returns Desk",
  kind: "singlePrompt",
  archived: false,
  unpublished: 1,
  opened: true,
  read: true,
  metrics: [{ id: "m1", identifier: "contact_reason", dataType: "enum", change: "removed" }],
};

const reasons = (noEdit: string | null, metrics: KnownAgent["metrics"]) => {
  const actions = allActions({ ...agent, metrics }, undefined, {
    here: { canUndo: true, canRedo: true, noEdit, noReview: null, identifiers: new Set() },
    beyond: ["copyToAgents", "exportMetrics", "importMetrics", "saveAsTemplates"],
    templates: [],
  });
  const of = (name: string) => actions.find((action) => action.key === `action:${name}`)?.offReason;
  return ["copyToAgents", "exportMetrics", "importMetrics", "saveAsTemplates"].map(of);
};

test("what would do nothing says why", () => {
  const standing: KnownAgent["metrics"] = [{ id: "m1", identifier: "a", dataType: "enum", change: "same" }];
  const none = findText.noMetrics;
  expect(reasons(null, standing)).toEqual([null, null, null, null]);
  expect(reasons(null, agent.metrics)).toEqual([none, none, null, none]);
  expect(reasons("Archived.", standing)).toEqual(["Archived.", null, "Archived.", null]);
  expect(reasons("Archived.", [])).toEqual(["Archived.", none, "Archived.", none]);
});
