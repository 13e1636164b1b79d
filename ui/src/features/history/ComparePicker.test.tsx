import { expect, test, vi } from "vitest";
import type { AgentView, CompareSide, CompareView, DraftRow, VersionFilter, VersionRow } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentPages, agentView, versionRow } from "../../test/sample";
import { compareText, comparisonAsText } from "../../text/compare";
import { comparison, everyKind, metric } from "./compareFixtures";

const readAt = "2026-11-22T10:00:00Z";

const clean: AgentView = {
  ...agentView,
  changes: { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 },
};

const draft: DraftRow = {
  seen: { id: "d1", revision: 4 },
  name: "Shorter prompts",
  branch: null,
  author: "Mei Tanaka",
  since: null,
  changedAt: "2026-11-20T10:00:00Z",
  owner: "others",
  publishing: false,
  gist: { kind: "notRead" },
};

/** A history of so many versions, of which the newest `kept` are on this computer; Atoms lists all of them. */
function history(total: number, kept: number, live = total): Parameters<typeof openApp>[0] {
  const row = (number: number): VersionRow => ({ ...versionRow(number), isLive: number === live });
  const all = Array.from({ length: total }, (_, index) => row(total - index));
  const here = all.slice(0, kept);
  return {
    open_agent: () => ({ ...clean, live: { id: `v${live}`, number: live, label: `Label ${live}` } }),
    list_versions: ({ skip, limit }) => ({
      versions: all.slice(Number(skip), Number(skip) + Number(limit)),
      total,
      readAt,
    }),
    kept_versions: () => ({ versions: here, total: kept, readAt }),
    search_versions: ({ filter }) => {
      const { text, skip, limit } = filter as VersionFilter;
      const found = here.filter(({ label }) => label?.toLowerCase().includes(text.toLowerCase()));
      return {
        versions: found.slice(skip, skip + limit),
        found: found.length,
        read: kept,
        total,
        authors: ["Mei Tanaka"],
      };
    },
  };
}

async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  window.location.hash = "#/agent/a1/history";
  const app = await openApp({
    ...history(13, 13, 12),
    compare: () => everyKind,
    ...handlers,
  });
  const { screen } = app;
  await expect.element(screen.getByRole("button", { name: "Compare…" })).toBeVisible();
  const dialog = screen.getByRole("dialog");
  return {
    ...app,
    dialog,
    search: dialog.getByRole("searchbox"),
    option: (name: RegExp) => dialog.getByRole("option", { name }),
    openPicker: async () => {
      await screen.getByRole("button", { name: "Compare…" }).click();
      await expect.element(dialog).toBeVisible();
    },
  };
}

test("a version that is on this computer and not in the list is found by its words", async () => {
  const { option, search, openPicker, of } = await open(history(600, 600));
  await openPicker();
  await search.fill("label 412");
  await option(/^Version 412/).click();
  await expect.poll(() => of("compare").at(-1)?.left).toEqual({ kind: "version", id: "v412" });
});

test("a number leads to a version wherever it is, and nothing is said to be missing before that is known", async () => {
  const { dialog, option, search, openPicker, of, screen } = await open(history(5000, 412));
  await openPicker();
  await expect
    .element(dialog.getByText("412 of 5,000 versions are on this computer. A number finds any other."))
    .toBeVisible();
  // On this computer, behind the page that was read.
  await search.fill("version 4700");
  await expect.element(option(/^Version 4700/)).toBeVisible();
  expect(of("list_versions").every(({ skip }) => skip === 0)).toBe(true);
  // Only on Atoms.
  await search.fill("12");
  await expect.element(option(/^Version 12,/)).toBeVisible();
  expect(of("list_versions").filter(({ skip }) => skip !== 0)).toHaveLength(1);
  await search.fill("6000");
  await expect.element(dialog.getByText("Nothing on this computer is called “6000”.")).toBeVisible();
  await search.fill("12");
  await option(/^Version 12,/).click();
  await expect
    .poll(() => of("compare").at(-1))
    .toMatchObject({ left: { kind: "version", id: "v12" }, right: { kind: "version", id: "v5000" } });
  await expect.element(screen.getByRole("heading", { name: "Compare" })).toBeVisible();
});

test("what is live is offered however far back it is, and once", async () => {
  const { option, openPicker, search, of } = await open(history(600, 100, 3));
  await openPicker();
  await expect.element(option(/^Version 3, Label 3.*live now/)).toBeVisible();
  await search.fill("3");
  await expect.element(option(/^Version 3,/)).toBeVisible();
  expect(option(/^Version 3,/).elements()).toHaveLength(1);
  await option(/^Version 3,/).click();
  await expect
    .poll(() => of("compare").at(-1))
    .toMatchObject({ left: { kind: "version", id: "v600" }, right: { kind: "version", id: "v3" } });
});

test("open drafts are offered, and read only while one chooses", async () => {
  const { option, openPicker, of } = await open({
    draft_names: () => [draft],
  });
  expect(of("draft_names")).toEqual([]);
  await openPicker();
  await option(/^Shorter prompts/).click();
  await expect.poll(() => of("compare").at(-1)?.right).toEqual({ kind: "draft", id: "d1" });
});

test("without the drafts the rest is offered, and they can be read again", async () => {
  let isDown = true;
  const { dialog, option, openPicker } = await open({
    draft_names: () => {
      if (isDown) throw wireError("offline");
      return [draft];
    },
  });
  await openPicker();
  await expect.element(dialog.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect.element(option(/^Version 11/)).toBeVisible();
  await expectNoViolations();
  isDown = false;
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect.element(option(/^Shorter prompts/)).toBeVisible();
  await expect.element(dialog.getByRole("button", { name: "Try again" })).not.toBeInTheDocument();
});

test("the latest of another branch is offered by the branch's name, and its side says which branch", async () => {
  const { option, dialog, search, openPicker, of, screen } = await open({
    branch_names: () => [
      { id: "b1", name: "Main", isLive: true, head: { id: "v12", number: 12, label: null } },
      { id: "b2", name: "Experiment", isLive: false, head: { id: "e3", number: 3, label: null } },
    ],
    compare: () =>
      comparison({
        left: {
          kind: "version",
          version: { ...versionRow(3), id: "e3" },
          branch: { id: "b2", name: "Experiment", isLive: false },
        },
        right: {
          kind: "version",
          version: versionRow(13),
          branch: { id: "b1", name: "Main", isLive: true },
        },
      }),
  });
  await openPicker();
  await expect.element(dialog.getByText("Versions of Experiment")).toBeVisible();
  await search.fill("experiment");
  await option(/^Version 3/).click();
  await expect.poll(() => of("compare").at(-1)?.right).toEqual({ kind: "version", id: "e3" });
  await expect.element(screen.getByText("Version 3 of Experiment").first()).toBeVisible();
  await expect.element(screen.getByText("Version 13", { exact: true }).first()).toBeVisible();
});

test("what the page has read is not read again to choose from it", async () => {
  const { dialog, option, openPicker, of } = await open({
    ...history(3, 3, 2),
    list_agents: ({ search, page }) => agentPages(3)(String(search), Number(page)),
  });
  const asked = () => ["open_agent", "list_versions", "search_versions"].map((name) => of(name).length);
  const before = asked();
  await openPicker();
  await expect.element(option(/^Agent 2/)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await openPicker();
  await expect.element(option(/^Agent 2/)).toBeVisible();
  await expect.element(option(/^Version 1,/)).toBeVisible();
  expect(asked()).toEqual(before);
  // What the page does not have is read once.
  expect(of("list_agents")).toHaveLength(1);
});

test("a key that is typed writes the dates of the versions that are offered alone", async () => {
  const versions = Array.from({ length: 3000 }, (_, index) => versionRow(3000 - index));
  const { option, search, openPicker, of } = await open({
    ...history(3000, 3000),
    list_versions: () => ({ versions, total: 3000, readAt }),
  });
  await openPicker();
  await expect.element(option(/^Version 2999/)).toBeVisible();
  const dates = vi.spyOn(Date.prototype, "toLocaleDateString");
  await search.fill("label");
  await expect
    .poll(() => of("search_versions").map(({ filter }) => (filter as VersionFilter).text))
    .toContain("label");
  await expect.element(option(/^Version 2999/)).toBeVisible();
  // 200 are offered: once for what is in the list, once for what was found besides.
  expect(dates.mock.calls.length).toBeLessThan(600);
  dates.mockRestore();
});

test("a side says what it is called when the comparison failed", async () => {
  const { option, openPicker, screen } = await open({
    compare: ({ left, right }) => {
      if ([left, right].some((side) => (side as { id?: string }).id === "v11")) throw wireError("notFound");
      return everyKind;
    },
  });
  await openPicker();
  await option(/^Version 11/).click();
  await expect.element(screen.getByRole("button", { name: "Before: Version 11" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "After: Version 13" })).toBeVisible();
  await expect.element(screen.getByText("Reading…")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Swap the two" }).click();
  await expect.element(screen.getByRole("button", { name: "After: Version 11" })).toBeVisible();
});

const elsewhere = (at: Date): Extract<CompareSide, { kind: "live" }> => ({
  kind: "live",
  agentId: "a2",
  agentName: "Returns Desk",
  live: { id: "w7", number: 7, label: null },
  readAt: at.toISOString(),
});

test("another agent is live now only as long as that was just read", async () => {
  const now = new Date(2026, 10, 22, 10, 0);
  const minutes = (n: number) => new Date(now.getTime() - n * 60_000);
  expect(compareText.side(elsewhere(minutes(1)), null, now)).toBe("Returns Desk, Version 7, live now");
  expect(compareText.side(elsewhere(minutes(9)), null, now)).toBe(
    "Returns Desk, Version 7, live as of 09:51",
  );
  const { screen } = await open({
    compare: () => comparison({ left: elsewhere(new Date(2026, 0, 5, 9, 51)), items: everyKind.items }),
  });
  await expect
    .element(screen.getByText(/^What is live on Returns Desk was read on Monday 5 January/))
    .toBeVisible();
  await expect.element(screen.getByText("Returns Desk, Version 7, live now")).not.toBeInTheDocument();
});

test("a list of metrics has no settings that could be the same", async () => {
  const file = { kind: "file", fileName: "old.csv", leftOut: 2, metricsOnly: true } as const;
  const { screen } = await open({ compare: () => comparison({ left: file }) });
  await expect
    .element(screen.getByText("A list of metrics has no settings, so none are compared."))
    .toBeVisible();
  await expect.element(screen.getByText("2 rows of the file hold no metric and are left out.")).toBeVisible();
  await expect
    .element(screen.getByText(/in the same order\. A list of metrics has no settings to compare\.$/))
    .toBeVisible();
  await expect.element(screen.getByText(/with the same settings/)).not.toBeInTheDocument();
});

test("what is shown stays when it cannot be read again, and that is told", async () => {
  let isDown = false;
  const unpublished: AgentView = { ...agentView };
  const { screen } = await open({
    open_agent: () => unpublished,
    compare: ({ right }): CompareView => {
      if ((right as { kind: string }).kind === "workingCopy" && isDown) throw wireError("offline");
      return everyKind;
    },
  });
  await screen.getByRole("option", { name: /Unpublished changes/ }).click();
  await expect.element(screen.getByRole("heading", { name: "Promised callback" })).toBeVisible();
  isDown = true;
  await screen.getByRole("option", { name: /^Version 13/ }).click();
  await screen.getByRole("option", { name: /Unpublished changes/ }).click();
  await expect.element(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Promised callback" })).toBeVisible();
  isDown = false;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(screen.getByRole("button", { name: "Try again" })).not.toBeInTheDocument();
});

test("only what is live as one looks is called live, whatever the versions were read with", async () => {
  // Version 12 was live when it was read.
  const view = comparison({ items: [{ kind: "added", metric: metric("promised_callback") }] });
  expect(comparisonAsText(view, "v13")).toContain("Version 11 → Version 12");
  expect(comparisonAsText(view, "v12")).toContain("Version 11 → Live now, Version 12");
  const { screen } = await open({
    open_agent: () => ({ ...clean, live: { id: "v13", number: 13, label: null } }),
    compare: () => view,
  });
  await expect.element(screen.getByRole("heading", { name: "Promised callback" })).toBeVisible();
  await expect.element(screen.getByText("Live now, Version 12")).not.toBeInTheDocument();
});

test("each pair that was taken apart has a button of its own name", async () => {
  const rename = (before: string, after: string): CompareView["items"][number] => ({
    kind: "changed",
    change: {
      before: metric(before),
      after: metric(after),
      rename: { before, after, similarity: 90 },
      dataType: null,
      choices: null,
      prompt: null,
      other: [],
    },
  });
  const { screen } = await open({
    compare: () =>
      comparison({ items: [rename("effort", "ease"), rename("issue_resolved", "call_resolved")] }),
  });
  for (const name of ["Effort and Ease", "Issue resolved and Call resolved"])
    await screen.getByRole("button", { name: `Not the same metric? ${name}` }).click();
  for (const name of ["Effort and Ease", "Issue resolved and Call resolved"])
    await expect
      .element(screen.getByRole("button", { name: `Show as one: ${name}`, exact: true }))
      .toBeVisible();
  await screen.getByRole("button", { name: "Show as one: Effort and Ease" }).click();
  await expect.element(screen.getByText("Effort and Ease are shown as two metrics.")).not.toBeInTheDocument();
  await expect
    .element(screen.getByText("Issue resolved and Call resolved are shown as two metrics."))
    .toBeVisible();
});
