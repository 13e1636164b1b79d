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
  branch: null,
  live: { id: "v12", number: 12, label: "Label 12" },
  counts: noCounts,
  sections: [],
  makesNew: false,
};

const backTo = (number: number): WholeVersion => ({ ...whole, version: versionRow(number) });

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
  const ours = restore("a1", whole);
  const theirs = restore("a2", backTo(11));
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
  const first = restore("a1", backTo(11));
  const second = restore("a1", whole);
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
  const first = restore("a1", backTo(11));
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
  const over = restore("a1", whole);
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

const experiment = { id: "b2", name: "Experiment", isLive: false };
const aside: WholeVersion = { ...whole, branch: experiment, live: { id: "b2v2", number: 2, label: null } };

/** The history with the branch that is not live chosen. */
async function openAside(handlers: Parameters<typeof openApp>[0] = {}) {
  const branches = [{ id: "b1", name: "Main", isLive: true }, experiment];
  const page = (numbers: number[], isLive: boolean) => ({
    versions: numbers.map((number) => ({ ...versionRow(number), isLive })),
    total: numbers.length,
    readAt: "2026-11-22T10:00:00Z",
    branches,
  });
  const app = await open({
    list_versions: ({ branchId }) => (branchId === "b2" ? page([2, 1], false) : page([13], true)),
    ...handlers,
  });
  await app.screen.getByRole("combobox", { name: "Branch" }).click();
  await app.screen.getByRole("option", { name: "Experiment" }).click();
  await expect.element(app.screen.getByRole("heading", { name: "Version 2" })).toBeVisible();
  return app;
}

test("on a branch that is not live a version comes back there, and the question says so", async () => {
  const { screen, asked, of } = await openAside({
    whole_version: () => ({ ...aside, version: versionRow(1) }),
  });
  const button = screen.getByRole("button", { name: "Bring back the whole version" });
  await expect.element(button).toHaveAccessibleDescription("This version is the latest one of Experiment.");
  await screen.getByRole("option", { name: /^Version 1/ }).click();
  await button.click();
  const dialog = screen.getByRole("dialog", { name: "Bring back all of Version 1?" });
  await expect
    .element(dialog)
    .toHaveTextContent("becomes the latest one of Experiment, in place of Version 2.");
  await expect.element(dialog).toHaveTextContent("This does not go live.");
  await expect.element(dialog).not.toHaveTextContent("This goes live at once.");
  expect(of("whole_version")[0]).toMatchObject({ branch: "b2" });
  await dialog.getByRole("checkbox", { name: "Put all of Version 1 on Experiment" }).click();
  await dialog.getByRole("button", { name: "Bring back the whole version" }).click();
  await expect.poll(() => asked.length).toBe(1);
  expect(of("restore_version")[0]).toMatchObject({ branch: "b2", seen: "b2v2" });
  const live = { id: "b2v3", number: 3, label: "Back" };
  asked[0]?.finish({ kind: "live", live, serves: false, readAt: "2026-11-22T10:00:00Z" });
  await expect
    .element(screen.getByRole("dialog", { name: "Back to Version 1" }))
    .toHaveTextContent("is the latest version of Experiment.");
});

test("while another branch is read, no version of the first one stands there as its own", async () => {
  let answer: (page: unknown) => void = () => undefined;
  const main = { id: "b1", name: "Main", isLive: true };
  const readAt = "2026-11-22T10:00:00Z";
  const page = (number: number) => ({
    versions: [{ ...versionRow(number), isLive: number === 13 }],
    total: 1,
    readAt,
    branches: [main, experiment],
  });
  const { screen } = await open({
    list_versions: ({ branchId }) =>
      branchId === "b2" ? new Promise((resolve) => (answer = resolve)) : page(13),
  });
  await screen.getByRole("combobox", { name: "Branch" }).click();
  await screen.getByRole("option", { name: "Experiment" }).click();
  await expect.element(screen.getByRole("heading", { name: "Version 13" })).not.toBeInTheDocument();
  answer(page(2));
  await expect.element(screen.getByRole("heading", { name: "Version 2" })).toBeVisible();
});

test("what came of it on a branch never says that it is live unless it is", () => {
  const live = { id: "b2v3", number: 3, label: "Back" };
  const readAt = "2026-11-22T10:00:00Z";
  const outcomes: RestoreOutcome[] = [
    { kind: "live", live, serves: false, readAt },
    { kind: "differs", live, serves: false, members: ["voice"] },
    { kind: "liveMoved", live, author: "Mei Tanaka", beforeSending: true },
    { kind: "liveMoved", live, author: null, beforeSending: false },
    { kind: "checkFailed", reason: null },
    { kind: "notDone", error: null },
  ];
  const words = (outcome: RestoreOutcome) => {
    const { title, body } = restoreText.outcome(outcome, "Version 1", experiment);
    return `${title}. ${body}`;
  };
  for (const outcome of outcomes) {
    expect(words(outcome), outcome.kind).not.toMatch(/is live|goes live|went live|put .* live|still live/);
    expect(words(outcome), outcome.kind).toContain(outcome.kind === "notDone" ? "as it was" : "Experiment");
  }
  const served = words({ kind: "live", live, serves: true, readAt });
  expect(served).toContain("made Experiment live meanwhile, so it answers calls now");
  expect(words({ kind: "checking" })).toContain("answers calls if Experiment is live by then");
  expect(words({ kind: "wentLive" })).toContain("Experiment was made live meanwhile. Nothing was sent.");
});

test("what is not known is told by what went wrong", () => {
  const words = (code: Parameters<typeof wireError>[0]) =>
    restoreText.outcome({ kind: "unknown", error: wireError(code) }, "Version 9", null).body;
  expect(words("cutOff")).toMatch(/^The connection broke\. Look at the history/);
  expect(words("timedOut")).toMatch(/^Atoms did not answer in time\. Look at the history/);
  const heads = (["live", "unknown", "notDone", "checking"] as const).map((kind) =>
    restoreText.over({ kind } as RestoreOutcome, "Version 9", null),
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
    "Nothing to bring back.",
  ],
] as const)
  test(`while what would change ${is}, the button does not ask for a tick`, async () => {
    const { screen } = await open({ whole_version: answer });
    await screen.getByRole("button", { name: "Bring back the whole version" }).click();
    const dialog = screen.getByRole("dialog");
    if (is === "cannot be read") await expect.element(dialog).toHaveTextContent("Nothing to bring back");
    const button = dialog.getByRole("button", { name: "Bring back the whole version" });
    await expect.element(button).toHaveAccessibleDescription(reason);
    await userEvent.keyboard("{Escape}");
  });
