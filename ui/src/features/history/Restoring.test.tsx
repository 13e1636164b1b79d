import { expect, test } from "vitest";
import type { AgentView, RestoreOutcome } from "../../host";
import { openApp } from "../../test/app";
import { agentView, versionRow } from "../../test/sample";
import { dismissRestore, restore } from "./restoring";

const clean: AgentView = {
  ...agentView,
  changes: { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 },
};

const refused = (reason: string): RestoreOutcome => ({ kind: "checkFailed", reason });

/** The history of the agent a1, over a Rust that holds back what came of each restore until the test says. */
async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  for (const agent of ["a1", "a2"]) dismissRestore(agent);
  window.location.hash = "#/agent/a1/history";
  const asked: { agentId: unknown; finish: (outcome: RestoreOutcome) => void }[] = [];
  const app = await openApp({
    list_versions: () => ({
      versions: [versionRow(13), versionRow(12), versionRow(11)],
      total: 3,
      readAt: "2026-11-22T10:00:00Z",
    }),
    open_agent: () => clean,
    restore_version: ({ agentId }) =>
      new Promise<RestoreOutcome>((finish) => asked.push({ agentId, finish })),
    ...handlers,
  });
  await expect.element(app.screen.getByRole("heading", { name: "Version 13" })).toBeVisible();
  return { ...app, asked };
}

test("two agents get a version back at the same time, and each tells of its own", async () => {
  const { screen, asked } = await open();
  const ours = restore("a1", versionRow(13), "v12");
  const theirs = restore("a2", versionRow(11), "v12");
  await expect.element(screen.getByText("Bringing back Version 13.")).toBeVisible();
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.finish(refused("Theirs"));
  await theirs;
  await expect.element(screen.getByText("Bringing back Version 13.")).toBeVisible();
  dismissRestore("a2");
  await expect.element(screen.getByText("Bringing back Version 13.")).toBeVisible();
  asked[0]?.finish(refused("Ours"));
  await ours;
  await expect.element(screen.getByText("Atoms says: Ours")).toBeVisible();
});

test("what comes of an earlier one does not take the place of the latest", async () => {
  const { screen, asked } = await open();
  const first = restore("a1", versionRow(11), "v12");
  const second = restore("a1", versionRow(13), "v12");
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.finish(refused("The first"));
  await first;
  await expect.element(screen.getByText("Bringing back Version 13.")).toBeVisible();
  asked[1]?.finish(refused("The second"));
  await second;
  await expect.element(screen.getByText("Atoms says: The second")).toBeVisible();
});
