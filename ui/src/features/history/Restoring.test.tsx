import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { AgentView, RestoreOutcome, WholeVersion } from "../../host";
import { openApp, wireError } from "../../test/app";
import { agentView, versionRow } from "../../test/sample";
import { restoreText } from "../../text/restore";
import { noCounts } from "./compareFixtures";
import { dismissRestore, restore } from "./restoring";

const clean: AgentView = {
  ...agentView,
  changes: { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 },
};

const whole: WholeVersion = {
  version: versionRow(13),
  live: { id: "v12", number: 12, label: "Label 12" },
  counts: noCounts,
  sections: [],
  makesNew: false,
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

test("what came of one version does not stand in the way of the question for another one", async () => {
  const { screen, asked } = await open({ whole_version: () => whole });
  const first = restore("a1", versionRow(11), "v12");
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.finish(refused("Of Version 11"));
  await first;
  await screen.getByRole("button", { name: "Bring back the whole version" }).click();
  const dialog = screen.getByRole("dialog", { name: "Bring back all of Version 13?" });
  await expect.element(dialog.getByRole("checkbox")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // Nobody has dismissed it.
  await expect.element(screen.getByText("Atoms says: Of Version 11")).toBeVisible();
});

test("dismissing what came of it leaves the keyboard in the page", async () => {
  const { screen, asked } = await open();
  const over = restore("a1", versionRow(13), "v12");
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.finish(refused("Blocked words"));
  await over;
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(screen.getByText("Atoms says: Blocked words")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", { name: "Chosen version" })).toHaveFocus();
});

test("the dialog is headed by what came of it, and gives the details of what went wrong", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const { screen, asked } = await open({ whole_version: () => whole });
  await screen.getByRole("button", { name: "Bring back the whole version" }).click();
  await screen.getByRole("checkbox", { name: "Put all of Version 13 live" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Bring back the whole version" }).click();
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.finish({ kind: "notDone", error: wireError("cutOff", { detail: "POST /restore" }) });
  const dialog = screen.getByRole("dialog", { name: "Not back to Version 13" });
  await expect.element(dialog).toHaveTextContent("Version 13 was not brought back");
  await dialog.getByRole("button", { name: "Copy details" }).click();
  await expect.poll(() => write.mock.calls[0]?.[0]).toContain("POST /restore");
  write.mockRestore();
});

test("what is not known is told by what went wrong", () => {
  const words = (code: Parameters<typeof wireError>[0]) =>
    restoreText.outcome({ kind: "unknown", error: wireError(code) }, "Version 9").body;
  expect(words("cutOff")).toMatch(/^The connection broke\. Look at the history/);
  expect(words("timedOut")).toMatch(/^Atoms did not answer in time\. Look at the history/);
  const heads = (["live", "unknown", "notDone", "checking"] as const).map((kind) =>
    restoreText.over({ kind } as RestoreOutcome, "Version 9"),
  );
  expect(new Set(heads).size).toBe(4);
});

for (const [is, answer, reason] of [
  ["is being read", () => new Promise(() => undefined), "Reading what would change"],
  [
    "cannot be read",
    () => {
      throw wireError("alreadyLive");
    },
    "This version is live already.",
  ],
] as const)
  test(`while what would change ${is}, the button does not ask for a tick`, async () => {
    const { screen } = await open({ whole_version: answer });
    await screen.getByRole("button", { name: "Bring back the whole version" }).click();
    const dialog = screen.getByRole("dialog");
    if (is === "cannot be read")
      await expect.element(dialog).toHaveTextContent("This version is live already");
    const button = dialog.getByRole("button", { name: "Bring back the whole version" });
    await expect.element(button).toHaveAccessibleDescription(reason);
    await userEvent.keyboard("{Escape}");
  });
