import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { BranchReview, MergeConflict, PublishView, ReviewDanger, StopReason } from "../../host";
import { agentView, FakeEngine, row, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { takeBranchRequest, useBranchRequest } from "../history/branchRequest";
import { notAChoice } from "../lint/lintFixtures";
import { useNotices } from "../shell/useNotices";
import { item, reviewView, runView } from "./publishFixtures";
import { ReviewDialog } from "./ReviewDialog";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const field = () => page.getByRole("combobox", { name: "Publish to" });
const dialog = () => page.getByRole("dialog");
const viewHistory = vi.fn();

let engine: FakeEngine;

const branchReview = (more: Partial<BranchReview> = {}): BranchReview => ({
  branch: {
    id: "b2",
    name: "Experiment",
    isLive: false,
    isDefault: false,
    head: {
      version: { id: "e4", number: 4, label: "Shorter" },
      author: "Mei Tanaka",
      publishedAt: "2026-11-20T09:00:00Z",
      check: "passed",
    },
    draft: null,
  },
  review: reviewView([item("said_thanks", { kind: "added" })], {
    live: { id: "e4", number: 4, label: "Shorter" },
    nextNumber: 5,
    takesDescription: false,
  }),
  changed: true,
  conflicts: [],
  live: { id: "v12", number: 12, label: "Twelve" },
  liveBranch: "Main",
  ...more,
});

const onBranch = (run: PublishView, isLive = false): PublishView => ({
  ...run,
  target: { id: "b2", name: "Experiment", isLive },
  liveNumber: 4,
  newNumber: 5,
});

const stopped = (reason: StopReason) =>
  onBranch(runView(0, { kind: "stopped", reason, leftBehind: null, waiting: null }, "stopped"));

function Screen() {
  useNotices();
  const wanted = useBranchRequest("a1");
  return (
    <>
      <p>History wanted of {wanted ?? "no branch"}</p>
      <ReviewDialog agentId="a1" isOpen onClose={vi.fn()} onViewHistory={viewHistory} />
    </>
  );
}

async function open(theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<Screen />, theme);
  await expect.element(dialog()).toBeVisible();
}

async function toExperiment() {
  await field().click();
  await page.getByRole("option", { name: "Experiment" }).click();
}

async function move(run: PublishView) {
  engine.run = run;
  await engine.tell({ kind: "publishMoved", agentId: "a1" });
}

beforeEach(() => {
  viewHistory.mockReset();
  takeBranchRequest();
  engine = new FakeEngine(agentView([row("m1", "said_thanks")]));
  engine.review = reviewView([item("said_thanks", { kind: "added" })], { takesDescription: false });
  engine.branchNames = [
    { id: "b1", name: "Main", isLive: true, head: { id: "v12", number: 12, label: null } },
    { id: "b2", name: "Experiment", isLive: false, head: { id: "e4", number: 4, label: null } },
  ];
  engine.branchReview = branchReview();
});

test("with one branch nothing is asked, and with two the live one is where it goes", async () => {
  engine.branchNames = engine.branchNames.slice(0, 1);
  await open();
  await expect.element(button("Publish")).toBeVisible();
  await expect.poll(() => engine.named("branch_names").length).toBe(1);
  await expect.element(page.getByText("This goes live at once.")).toBeVisible();
  expect(field().query()).toBeNull();
});

test("another branch: what changes on it, that nothing goes live, and Publish says where it goes", async () => {
  await open();
  await expect.element(field()).toHaveTextContent("Main · live");
  await expect.element(dialog()).toHaveTextContent(/This goes live at once/);
  await toExperiment();
  await expect.element(dialog()).toHaveTextContent(/One metric changes on Experiment: one is added/);
  await expect.element(dialog()).toHaveTextContent(/This does not go live/);
  await expect.element(dialog()).toHaveTextContent(/go on with Version 12 of Main/);
  await expect.element(dialog()).toHaveTextContent(/Version 4 of Experiment/);
  expect(button("Publish").query()).toBeNull();
  expect(button("Save draft to Atoms").query()).toBeNull();
  await expectAccessible();

  await userEvent.fill(page.getByLabelText("Version label"), "Thanks counted");
  engine.onPublish = () => {
    engine.run = onBranch(runView(0, { kind: "running" }));
  };
  await button("Publish to Experiment").click();
  await expect
    .element(page.getByRole("dialog", { name: "Publishing Version 5 on Experiment" }))
    .toBeVisible();
  expect(engine.named("publish_to_branch").map(({ args }) => args.wanted)).toEqual([
    { branch: "b2", seenHead: "e4", label: "Thanks counted", choices: [], anyway: [] },
  ]);
  expect(engine.named("publish")).toHaveLength(0);
});

test("its end says that it is on the branch and not live, and the history opens there", async () => {
  engine.run = onBranch(runView(3, { kind: "running" }));
  await open();
  const live = runView(7, { kind: "live", readAt: "2026-11-22T10:27:00Z", metrics: 7, replaced: null });
  await move(onBranch(live));
  const done = page.getByRole("dialog", { name: "Version 5 is published on Experiment" });
  await expect.element(done).toHaveTextContent(/Experiment is not live: calls go on as before/);
  await expect.element(done).toHaveTextContent(/All 7 metrics match/);
  await expectAccessible();
  await button("View in history").click();
  expect(viewHistory).toHaveBeenCalledOnce();
  expect(document.body.textContent).toContain("History wanted of b2");
});

test("back on the live branch everything is as it was", async () => {
  await open("dark");
  await toExperiment();
  await expect.element(button("Publish to Experiment")).toBeVisible();
  await expectAccessible();
  await field().click();
  await page.getByRole("option", { name: "Main · live" }).click();
  await expect.element(button("Publish")).toBeVisible();
  await expect.element(dialog()).toHaveTextContent(/This goes live at once/);
});

test("somebody’s draft there is told, with who, and keeps Publish off", async () => {
  const { branch } = branchReview();
  engine.branchReview = branchReview({
    branch: {
      ...branch,
      draft: {
        seen: { id: "d9", revision: 3 },
        author: "Daniel Okafor",
        since: null,
        changedAt: null,
        owner: "others",
        publishing: false,
      },
    },
  });
  await open();
  await toExperiment();
  await expect.element(page.getByText("Daniel Okafor has an open draft on Experiment")).toBeVisible();
  await expect.element(button("Publish to Experiment")).toHaveAttribute("aria-disabled", "true");
});

test("what both changed is chosen first, and the choice goes along", async () => {
  const side = (prompt: string): MergeConflict["mine"] => ({
    identifier: "said_thanks",
    dataType: "string",
    unknownType: null,
    prompt: [{ kind: "same", text: prompt }],
    choices: [],
  });
  const key: MergeConflict["key"] = { metric: "m1", part: { kind: "prompt" } };
  engine.branchReview = branchReview({
    conflicts: [
      { key, identifier: "said_thanks", before: null, mine: side("Mine?"), theirs: side("Theirs?") },
    ],
  });
  await open();
  await toExperiment();
  await expect.element(page.getByText("Changed here and on Experiment")).toBeVisible();
  await expect.element(button("Publish to Experiment")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("radio", { name: /^Experiment/ }).click({ force: true });
  await expect.element(button("Publish to Experiment")).not.toHaveAttribute("aria-disabled", "true");
  await userEvent.fill(page.getByLabelText("Version label"), "Thanks counted");
  await button("Publish to Experiment").click();
  const wanted = engine.named("publish_to_branch")[0]?.args.wanted;
  expect(wanted).toMatchObject({ choices: [{ key, side: "theirs" }] });
});

test("a branch that changed meanwhile is read anew, and it says so", async () => {
  engine.failing.set("publish_to_branch", wireError("conflict"));
  await open();
  await toExperiment();
  await userEvent.fill(page.getByLabelText("Version label"), "Thanks counted");
  const before = engine.named("branch_review").length;
  await button("Publish to Experiment").click();
  await expect.element(page.getByText(/Nothing was written, your changes are kept/)).toBeVisible();
  await expect.poll(() => engine.named("branch_review").length).toBeGreaterThan(before);
});

test("branches that cannot be read are told, and the live one is still there", async () => {
  engine.failing.set("branch_names", wireError("offline"));
  await open();
  await expect.element(page.getByText(/could not be read: this goes to the live one/)).toBeVisible();
  engine.failing.delete("branch_names");
  await button("Read again").click();
  await expect.element(field()).toBeVisible();
});

test.each<[StopReason, RegExp, RegExp]>([
  [{ kind: "targetLive" }, /^Experiment went live meanwhile$/, /reach callers at once, so Debrief stopped/],
  [
    { kind: "liveMoved", number: 5, author: "Mei Tanaka", beforeWriting: false },
    /^Mei Tanaka published Version 5 on Experiment meanwhile$/,
    /Nothing of theirs was written over/,
  ],
  [
    {
      kind: "openDraft",
      draft: "d9",
      author: "Daniel Okafor",
      since: null,
      sections: ["workflow_prompt"],
      joined: false,
      metricsReplaced: false,
    },
    /^Daniel Okafor has unpublished changes on Experiment$/,
    /Nothing was published on Experiment/,
  ],
  [{ kind: "draftGone" }, /^The draft with your metrics is gone$/, /Nothing was published on Experiment/],
])(
  "stopped there by %o: what happened, what is safe, and back to the changes for it",
  async (reason, title, says) => {
    engine.run = stopped(reason);
    await open();
    const asked = page.getByRole("dialog", { name: title });
    await expect.element(asked).toHaveTextContent(says);
    expect(engine.named("open_draft")).toHaveLength(0);
    expect(document.body.textContent).not.toMatch(/is still live/);
    await button("Look at your changes").click();
    await expect.element(button("Publish to Experiment")).toBeVisible();
  },
);

test("what may be published anyway on a test branch is asked again for the live one", async () => {
  const danger: ReviewDanger = {
    metric: "m1",
    identifier: "said_thanks",
    finding: notAChoice("Else answer unclear.", "unclear"),
  };
  engine.review = reviewView([item("said_thanks", { kind: "added" })], { dangers: [danger] });
  const { review } = branchReview();
  engine.branchReview = branchReview({ review: { ...review, dangers: [danger] } });
  await open();
  await toExperiment();
  const anyway = page.getByRole("checkbox", { name: "Publish anyway" });
  await anyway.click({ force: true });
  await expect.element(button("Publish to Experiment")).not.toHaveAttribute("aria-disabled", "true");
  await field().click();
  await page.getByRole("option", { name: "Main · live" }).click();
  await expect.element(anyway).not.toBeChecked();
  await expect.element(button("Publish")).toHaveAttribute("aria-disabled", "true");
});

test("a branch that went live meanwhile cannot be published to as if it were not", async () => {
  engine.failing.set("publish_to_branch", wireError("conflict"));
  await open();
  await toExperiment();
  await userEvent.fill(page.getByLabelText("Version label"), "Thanks counted");
  engine.branchNames = engine.branchNames.map((branch) => ({ ...branch, isLive: branch.id === "b2" }));
  engine.failing.set("branch_review", wireError("conflict"));
  await button("Publish to Experiment").click();
  await expect
    .element(page.getByText("Experiment is live by now: choose again where this goes."))
    .toBeVisible();
  expect(button("Publish to Experiment").query()).toBeNull();
  expect(document.body.textContent).not.toContain("This does not go live.");
  await field().click();
  await page.getByRole("option", { name: "Experiment · live" }).click();
  await expect.element(page.getByText("This goes live at once.")).toBeVisible();
});

test("nothing is left for a branch: because it has all of it, or because there are no changes", async () => {
  const none = reviewView([], { takesDescription: false });
  engine.branchReview = branchReview({ review: none });
  await open();
  await toExperiment();
  await expect
    .element(page.getByRole("heading", { name: "Experiment has these changes already" }))
    .toBeVisible();
  await expect.element(button("Publish to Experiment")).toHaveAttribute("aria-disabled", "true");
});

test("without changes no branch is said to have them", async () => {
  engine.branchReview = branchReview({ review: reviewView([]), changed: false });
  await open();
  await toExperiment();
  await expect.element(page.getByRole("heading", { name: "Nothing to publish" })).toBeVisible();
  expect(document.body.textContent).not.toContain("has these changes already");
});

test("a branch that nothing was published on is not offered", async () => {
  engine.branchNames = [...engine.branchNames, { id: "b3", name: "Empty", isLive: false, head: null }];
  await open();
  await field().click();
  await expect.element(page.getByRole("option", { name: "Experiment" })).toBeVisible();
  expect(page.getByRole("option", { name: "Empty" }).query()).toBeNull();
});

test.each(["notFound", "forbidden"] as const)(
  "a branch that answers %s is not told as the agent or the key",
  async (code) => {
    engine.run = stopped({ kind: "failed", error: wireError(code) });
    await open();
    await expect.element(page.getByRole("dialog", { name: /branch/ })).toBeVisible();
    expect(document.body.textContent).not.toMatch(/no longer has this agent|This key may not/);
  },
);
