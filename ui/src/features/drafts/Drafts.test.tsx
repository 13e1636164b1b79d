import { expect, test } from "vitest";
import type {
  AgentView,
  BranchesView,
  BranchPreview,
  DiscardOutcome,
  DraftRow,
  DraftsView,
  MakeLiveOutcome,
  SaveDraftOutcome,
} from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentView, startView, versionRow } from "../../test/sample";
import { noCounts } from "../history/compareFixtures";
import { forgetDoing } from "./doing";

const draft = (id: string, more: Partial<DraftRow> = {}): DraftRow => ({
  seen: { id, revision: 3 },
  name: `Wording ${id}`,
  branch: null,
  author: "Priya Raman",
  since: "2026-11-20T10:00:00Z",
  changedAt: "2026-11-21T10:00:00Z",
  owner: "ours",
  publishing: false,
  gist: { kind: "read", counts: { ...noCounts, added: 1 }, sections: ["workflow_prompt"] },
  ...more,
});

const view = (drafts: DraftRow[], named = true): DraftsView => ({
  drafts,
  named,
  live: { id: "v12", number: 12, label: null },
  readAt: "2026-11-22T10:00:00Z",
});

const branch = (name: string, more: Partial<BranchesView["branches"][number]> = {}) => ({
  id: `b-${name}`,
  name,
  isLive: false,
  isDefault: false,
  head: {
    version: { id: `head-${name}`, number: 4, label: "Shorter greeting" },
    author: "Mei Tanaka",
    publishedAt: "2026-11-20T10:00:00Z",
    check: "passed" as const,
  },
  draft: null,
  ...more,
});

async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  forgetDoing();
  window.location.hash = "#/agent/a1/history";
  const app = await openApp({
    list_versions: () => ({ versions: [versionRow(12)], total: 1, readAt: "2026-11-22T10:00:00Z" }),
    list_drafts: () => view([draft("d1"), draft("d2", { owner: "others", author: "Daniel Okafor" })]),
    list_branches: () => ({ branches: [], readAt: "2026-11-22T10:00:00Z" }),
    ...handlers,
  });
  await app.screen.getByRole("option", { name: /Drafts on Atoms/ }).click();
  await expect.element(app.screen.getByRole("heading", { name: "Drafts on Atoms" })).toBeVisible();
  return app;
}

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await open({
      start: () => ({ ...startView, appearance: theme }),
      list_drafts: () => view([draft("d1")], false),
      list_branches: () => ({
        branches: [branch("Main", { isLive: true }), branch("Greeting test")],
        readAt: "",
      }),
    });
    await expect.element(screen.getByRole("heading", { name: "Greeting test" })).toBeVisible();
    await expectNoViolations();
    await screen.getByRole("button", { name: "Save draft to Atoms" }).click();
    await expect.element(screen.getByRole("textbox", { name: "Name of the draft" })).toHaveFocus();
    await expectNoViolations();
  });

test("drafts are read only when one looks at them, with who wrote them and what they change", async () => {
  const { screen, of } = await open();
  await expect.element(screen.getByRole("heading", { name: "Wording d1" })).toBeVisible();
  expect(of("list_drafts")).toHaveLength(1);
  await expect.element(screen.getByText("1 added · also Agent prompt").first()).toBeVisible();
  await expect.element(screen.getByText(/^Daniel Okafor wrote to it last/)).toBeVisible();
  // One that is not ours is only read.
  await expect.element(screen.getByRole("button", { name: "Continue Wording d2" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Discard Wording d2" }).elements()).toHaveLength(0);
  expect(screen.getByRole("button", { name: "Rename Wording d2" }).elements()).toHaveLength(0);
  await screen.getByRole("button", { name: "Compare with live: Wording d2" }).click();
  await expect
    .poll(() => of("compare").at(-1))
    .toMatchObject({ left: { kind: "version", id: "v12" }, right: { kind: "draft", id: "d2" } });
});

test("drafts of the same name are told apart by who hears them, and by the question", async () => {
  const same = { name: "Wording" };
  const { screen } = await open({
    list_drafts: () =>
      view([
        draft("d1", same),
        draft("d2", { ...same, author: "Daniel Okafor" }),
        draft("d3", { ...same, author: "Daniel Okafor", since: null }),
        draft("d4", { name: "For Monday" }),
      ]),
  });
  await expect.element(screen.getByRole("heading", { name: "For Monday", exact: true })).toBeVisible();
  expect(screen.getByRole("heading", { name: "Wording", exact: true }).elements()).toHaveLength(3);
  const names = (what: string) =>
    screen
      .getByRole("list", { name: "Open drafts" })
      .getByRole("button", { name: new RegExp(`^${what} `) })
      .elements()
      .map((button) => button.getAttribute("aria-label"));
  for (const what of ["Compare with live:", "Continue", "Rename", "Discard"])
    expect(names(what)).toEqual([
      expect.stringMatching(new RegExp(`^${what} Wording by Priya Raman, .* at \\d\\d:\\d\\d$`)),
      expect.stringMatching(new RegExp(`^${what} Wording by Daniel Okafor, .* at \\d\\d:\\d\\d, 1 of 2$`)),
      expect.stringMatching(new RegExp(`^${what} Wording by Daniel Okafor, .* at \\d\\d:\\d\\d, 2 of 2$`)),
      `${what} For Monday`,
    ]);
  await screen.getByRole("button", { name: /^Discard Wording by Priya Raman/ }).click();
  await expect
    .element(screen.getByRole("alertdialog", { name: /^Discard Wording by Priya Raman, .*\?$/ }))
    .toBeVisible();
});

test("going on with a draft asks before it takes the place of changes", async () => {
  let here: AgentView = agentView;
  const { screen, of } = await open({
    open_agent: () => here,
    continue_draft: () => {
      here = { ...agentView, metrics: agentView.metrics.slice(0, 1) };
      return here;
    },
  });
  await screen.getByRole("button", { name: "Continue Wording d1" }).click();
  await screen.getByRole("button", { name: "Replace" }).click();
  await expect
    .element(screen.getByText(/^Your working copy has the metrics of Wording d1 now\. Nothing is live/))
    .toBeVisible();
  expect(of("continue_draft")).toEqual([{ agentId: "a1", draftId: "d1" }]);
});

test("a draft of ours is renamed and discarded, and one that changed since is asked about once more", async () => {
  let outcome: DiscardOutcome = {
    kind: "changed",
    seen: { id: "d1", revision: 4 },
    author: "Daniel Okafor",
    changedAt: null,
  };
  let drafts = [draft("d1")];
  const { screen, of } = await open({
    list_drafts: () => view(drafts),
    rename_draft: ({ name }: Record<string, unknown>) => ({ kind: "renamed", name }),
    discard_draft: () => outcome,
  });
  await screen.getByRole("button", { name: "Rename Wording d1" }).click();
  await screen.getByRole("textbox", { name: "Name of the draft" }).fill("For Monday");
  await screen.getByRole("button", { name: "Rename", exact: true }).click();
  await expect.element(screen.getByText("The draft is called “For Monday” now.")).toBeVisible();
  await screen.getByRole("button", { name: "Discard Wording d1" }).click();
  await screen.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect.element(screen.getByText("Daniel Okafor wrote to Wording d1 meanwhile")).toBeVisible();
  outcome = { kind: "discarded" };
  await screen.getByRole("button", { name: "Discard it anyway" }).click();
  const question = screen.getByRole("alertdialog", { name: "Discard Wording d1?" });
  await expect.element(question).toHaveTextContent("What somebody wrote to it after you left it goes too.");
  drafts = [];
  await question.getByRole("button", { name: "Discard" }).click();
  // It was the last one: what came of it stays all the same.
  await expect.element(screen.getByText("No open draft")).toBeVisible();
  await expect.element(screen.getByText(/^Wording d1 is discarded\./)).toBeVisible();
  expect(of("discard_draft")).toEqual([
    { agentId: "a1", seen: { id: "d1", revision: 3 }, anyway: false },
    { agentId: "a1", seen: { id: "d1", revision: 4 }, anyway: true },
  ]);
});

test("the working copy is saved to a draft, and what was typed stays until it is", async () => {
  const saved: SaveDraftOutcome = {
    kind: "saved",
    draft: { id: "d9", revision: 1 },
    name: "For Monday",
    branch: null,
    liveMoved: null,
    readAt: "2026-11-22T10:00:00Z",
  };
  const { screen, of } = await open({ save_draft: () => saved });
  const save = screen.getByRole("button", { name: "Save draft to Atoms" });
  await save.click();
  await screen.getByRole("button", { name: "Save draft", exact: true }).click();
  await expect.element(screen.getByText("Give the draft a name.")).toBeVisible();
  const field = screen.getByRole("textbox", { name: "Name of the draft" });
  await field.fill("For Monday");
  await screen.getByRole("button", { name: "Cancel" }).click();
  await save.click();
  await expect.element(field).toHaveValue("For Monday");
  await screen.getByRole("button", { name: "Save draft", exact: true }).click();
  await expect
    .element(screen.getByText(/^“For Monday” is on Atoms\. Read back at .* Nothing went live/))
    .toBeVisible();
  expect(of("save_draft")).toEqual([{ agentId: "a1", name: "For Monday", into: null }]);
});

test("another branch goes live only after an explicit yes to what that changes", async () => {
  const test = branch("Greeting test");
  const preview: BranchPreview = {
    branch: test,
    live: { id: "v12", number: 12, label: null },
    liveBranch: "Main",
    counts: { ...noCounts, removed: 1 },
    sections: [],
  };
  const outcome: MakeLiveOutcome = {
    kind: "live",
    live: { id: "head-Greeting test", number: 4, label: null },
    readAt: "2026-11-22T10:00:00Z",
  };
  const { screen, of } = await open({
    list_drafts: () => view([], false),
    list_branches: () => ({ branches: [branch("Main", { isLive: true }), test], readAt: "" }),
    branch_preview: () => preview,
    make_live: () => outcome,
  });
  await screen.getByRole("button", { name: "Make live" }).click();
  const dialog = screen.getByRole("dialog", { name: "Make Greeting test live?" });
  await expect
    .element(dialog)
    .toHaveTextContent("Version 4 of Greeting test takes the place of Version 12 of Main");
  await expect.element(dialog).toHaveTextContent("1 removed");
  const button = dialog.getByRole("button", { name: "Make live" });
  await expect.element(button).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("checkbox", { name: "Let Greeting test serve calls" }).click();
  await button.click();
  await expect.element(screen.getByText(/^Greeting test is live with Version 4\./)).toBeVisible();
  expect(of("make_live")).toEqual([
    { agentId: "a1", branchId: "b-Greeting test", seenLive: "v12", seenHead: "head-Greeting test" },
  ]);
});

test("what one did with a draft goes on and is told whatever one looks at, one thing at a time", async () => {
  let finish: (outcome: DiscardOutcome) => void = () => undefined;
  const { screen, of } = await open({
    list_drafts: () => view([draft("d1"), draft("d3")]),
    discard_draft: () => new Promise<DiscardOutcome>((resolve) => (finish = resolve)),
  });
  await screen.getByRole("button", { name: "Discard Wording d1" }).click();
  await screen.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect
    .element(screen.getByRole("button", { name: "Discard Wording d3" }))
    .toHaveAttribute("aria-disabled", "true");
  await screen.getByRole("link", { name: "Post Call Metrics" }).click();
  finish({ kind: "unknown", error: { ...wireError("timedOut") } });
  await expect.element(screen.getByText("Whether Wording d1 is discarded is not known")).toBeVisible();
  await screen.getByRole("button", { name: "Dismiss" }).first().click();
  await expect
    .element(screen.getByText("Whether Wording d1 is discarded is not known"))
    .not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.closest("[role=grid]") ?? null).not.toBeNull();
  expect(of("discard_draft")).toHaveLength(1);
});

const pane = { name: "Drafts on Atoms" };

test("dismissing the news, or answering what it asks, leaves the keyboard in the pane", async () => {
  let outcome: DiscardOutcome = {
    kind: "changed",
    seen: { id: "d1", revision: 4 },
    author: "Daniel Okafor",
    changedAt: null,
  };
  const { screen } = await open({ discard_draft: () => outcome });
  await screen.getByRole("button", { name: "Discard Wording d1" }).click();
  await screen.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await screen.getByRole("button", { name: "Discard it anyway" }).click();
  outcome = { kind: "notOurs", author: "Daniel Okafor" };
  await screen.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect.element(screen.getByText("Wording d1 stays")).toBeVisible();
  await expect.element(screen.getByRole("alertdialog")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", pane)).toHaveFocus();
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(screen.getByText("Wording d1 stays")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", pane)).toHaveFocus();
});

/** What one comes back to is asked for anew. */
const comeBack = () => window.dispatchEvent(new Event("visibilitychange"));

test("a draft that goes behind its question leaves the keyboard in the pane", async () => {
  let drafts = [draft("d1"), draft("d3")];
  const { screen } = await open({ list_drafts: () => view(drafts) });
  for (const what of ["Discard", "Rename"]) {
    drafts = [draft("d1"), draft("d3")];
    comeBack();
    await screen.getByRole("button", { name: `${what} Wording d1` }).click();
    await expect.element(screen.getByRole("button", { name: "Cancel" })).toBeVisible();
    drafts = [draft("d3")];
    comeBack();
    await expect.poll(() => document.querySelectorAll("h3").length).toBe(1);
    await screen.getByRole("button", { name: "Cancel" }).click();
    await expect.element(screen.getByRole("button", { name: "Cancel" })).not.toBeInTheDocument();
    await expect.element(screen.getByRole("region", pane)).toHaveFocus();
  }
});

test("a branch that goes behind its question leaves the keyboard in the pane", async () => {
  const stay = [branch("Main", { isLive: true }), branch("Greeting test")];
  let branches = [...stay, branch("Old test")];
  const { screen } = await open({
    list_drafts: () => view([], false),
    list_branches: () => ({ branches, readAt: "" }),
    branch_preview: () => new Promise(() => undefined),
  });
  await screen.getByRole("button", { name: "Make Old test live" }).click();
  await expect.element(screen.getByRole("dialog")).toBeVisible();
  branches = stay;
  comeBack();
  await expect.poll(() => document.querySelectorAll("h4").length).toBe(2);
  await screen.getByRole("button", { name: "Cancel" }).click();
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", pane)).toHaveFocus();
});

test("a name that Atoms did not take is said and kept", async () => {
  const { screen } = await open({
    save_draft: (): SaveDraftOutcome => ({
      kind: "saved",
      draft: { id: "d9", revision: 1 },
      name: "Debrief 7f3a",
      branch: null,
      liveMoved: null,
      readAt: "2026-11-22T10:00:00Z",
    }),
  });
  await screen.getByRole("button", { name: "Save draft to Atoms" }).click();
  const field = screen.getByRole("textbox", { name: "Name of the draft" });
  await field.fill("x".repeat(101));
  await screen.getByRole("button", { name: "Save draft", exact: true }).click();
  await expect.element(screen.getByText("Atoms takes at most 100 letters.")).toBeVisible();
  await field.fill("For Monday");
  await screen.getByRole("button", { name: "Save draft", exact: true }).click();
  await expect.element(screen.getByText("Your changes are in a draft called “Debrief 7f3a”")).toBeVisible();
  await screen.getByRole("button", { name: "Done" }).click();
  await screen.getByRole("button", { name: "Save draft to Atoms" }).click();
  await expect.element(field).toHaveValue("For Monday");
});

test("a shared draft that somebody else wrote to is not offered to be discarded", async () => {
  const shared = draft("d1", {
    name: null,
    owner: "oursChanged",
    branch: { id: "b1", name: "Main", isLive: true },
  });
  const { screen } = await open({ list_drafts: () => view([shared], false) });
  await expect
    .element(screen.getByRole("button", { name: "Discard Draft of Main" }))
    .toHaveAttribute("aria-disabled", "true");
});

test("an agent without a version shows its drafts all the same", async () => {
  const { screen } = await open({ list_versions: () => ({ versions: [], total: 0, readAt: "" }) });
  await expect.element(screen.getByRole("heading", { name: "Wording d1" })).toBeVisible();
});
