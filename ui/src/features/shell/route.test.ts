import { expect, test } from "vitest";
import { agentHref, parseRoute } from "./route";

test("every link of an agent leads to its page, whatever is in its id", () => {
  for (const id of ["a1", "ä/ö#?", "0"]) {
    expect(parseRoute(agentHref(id))).toEqual({ page: "metrics", agentId: id });
    expect(parseRoute(agentHref(id, "history"))).toEqual({ page: "history", agentId: id });
  }
});

test("what is no link of ours shows the agents", () => {
  for (const hash of ["", "#", "#/agents", "#/agent/", "#/nowhere/x", "#/agent/%E0%A4%A"])
    expect(parseRoute(hash)).toEqual({ page: "agents" });
});
