import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { AgentView, BringBackOutcome, RestoreOutcome, WholeVersion } from "../../host";
import { openApp } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentPages, agentView, startView, versionRow } from "../../test/sample";
import { restoreText } from "../../text/restore";
import { comparison, everyKind, noCounts } from "./compareFixtures";
import { dismissRestore } from "./restoring";

const clean: AgentView = {
  ...agentView,
  changes: { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 },
};

async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  dismissRestore("a1");
  window.location.hash = "#/agent/a1/history";
  const app = await openApp({
    list_versions: () => ({
      versions: [versionRow(13), versionRow(12), versionRow(11)],
      total: 3,
      readAt: "2026-11-22T10:00:00Z",
    }),
    open_agent: () => clean,
    open_version: () => ({
      version: versionRow(13),
      metrics: agentView.metrics,
      settings: agentView.settings,
    }),
    compare: () => everyKind,
    ...handlers,
  });
  await expect.element(app.screen.getByRole("heading", { name: "Version 13" })).toBeVisible();
  return app;
}

const whole: WholeVersion = {
  version: versionRow(13),
  branch: null,
  live: { id: "v12", number: 12, label: "Label 12" },
  counts: { ...noCounts, added: 1, changed: 1, reworded: 1 },
  sections: [
    {
      section: "workflow_prompt",
      changes: [
        {
          path: "prompt",
          words: [
            { kind: "same", text: "Do not offer " },
            { kind: "added", text: "vouchers" },
          ],
        },
      ],
    },
  ],
  makesNew: false,
};

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await open({ start: () => ({ ...startView, appearance: theme }) });
    await expect.element(screen.getByRole("heading", { name: "Promised callback" })).toBeVisible();
    await expectNoViolations();
    await screen.getByRole("radio", { name: "In one text" }).click();
    await expectNoViolations();
    await screen.getByRole("button", { name: "Compare…" }).click();
    await expect
      .element(screen.getByRole("dialog").getByRole("option", { name: /^Version 12/ }))
      .toBeVisible();
    await expectNoViolations();
  });

for (const layout of ["Side by side", "In one text"])
  test(`each kind of change is told and its words are marked, ${layout.toLowerCase()}`, async () => {
    const { screen, of } = await open();
    await screen.getByRole("radio", { name: layout }).click();
    expect(of("compare")[0]).toMatchObject({
      left: { kind: "before", id: "v13" },
      right: { kind: "version", id: "v13" },
    });
    await expect.element(screen.getByRole("heading", { name: "Promised callback" })).toBeVisible();
    const change = (name: string) => {
      const headings = screen.getByRole("heading", { name, exact: true }).elements();
      const item = headings.at(-1)?.closest("li");
      if (!item) throw new Error(`no change ${name}`);
      return item;
    };
    const marked = (name: string, mark: "ins" | "del") =>
      [...change(name).querySelectorAll(`div > ${mark}, p ${mark}, li ${mark}`)].map(
        (element) => element.textContent,
      );
    await expect.element(change("Promised callback")).toHaveTextContent("Added");
    expect(marked("Promised callback", "ins")).toEqual(["What about promised_callback?"]);
    await expect.element(change("Talk ratio")).toHaveTextContent("Removed");
    expect(marked("Talk ratio", "del")).toEqual(["How much did the agent talk?"]);
    const renamed = change("Issue resolved Call resolved");
    await expect.element(renamed).toHaveTextContent("Renamed");
    expect(marked("Effort", "del")).toEqual(["hard"]);
    expect(marked("Effort", "ins")).toEqual(["easy"]);
    await expect.element(change("Score")).toHaveTextContent("Another type");
    expect(marked("Score", "del")).toEqual(["String"]);
    expect(marked("Score", "ins")).toEqual(["Integer"]);
    await expect
      .element(change("Reason"))
      .toHaveTextContent("1 choice more, 1 choice fewer, 1 choice renamed");
    expect(marked("Reason", "del").sort()).toEqual(["old", "returns"]);
    expect(marked("Reason", "ins").sort()).toEqual(["new", "refund_or_return"]);
    await expect.element(change("Own field")).toHaveTextContent("Keep days: 3 → 5");
    await expect.element(change("Order")).toHaveTextContent("Effort moved from place 4 to place 1");
    await expect.element(change("Analysis settings")).toHaveTextContent("Reasoning model: off → on");
    await expect
      .element(change("Other parts of the analysis"))
      .toHaveTextContent('Summary prompt: nothing → "Short"');
  });

test("a rename that is none is taken apart, and together again", async () => {
  const { screen, of } = await open();
  await screen.getByRole("button", { name: /^Not the same metric/ }).click();
  await expect
    .element(screen.getByText("Issue resolved and Call resolved are shown as two metrics."))
    .toBeVisible();
  await expect
    .poll(() => of("compare").at(-1)?.apart)
    .toEqual([{ before: "issue_resolved", after: "call_resolved" }]);
  await screen.getByRole("button", { name: "Show as one" }).click();
  await expect.element(screen.getByText(/are shown as two metrics/)).not.toBeInTheDocument();
});

test("one goes from change to change with keys and with buttons, and back", async () => {
  const { screen } = await open();
  await expect.element(screen.getByRole("heading", { name: "Effort" })).toBeVisible();
  const at = () => document.activeElement?.querySelector("h3")?.textContent ?? null;
  await userEvent.keyboard("]");
  expect(at()).toBe("Promised callback");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Promised callback: Added");
  await userEvent.keyboard("]]");
  expect(at()).toBe("Issue resolvedCall resolved");
  await userEvent.keyboard("[[");
  expect(at()).toBe("Talk ratio");
  await screen.getByRole("button", { name: "Next change" }).click();
  expect(at()).toBe("Issue resolvedCall resolved");
  await screen.getByRole("button", { name: "Previous change" }).click();
  expect(at()).toBe("Talk ratio");
});

test("the differences go on the clipboard as text, and it says so", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const { screen } = await open();
  await expect.element(screen.getByRole("heading", { name: "Effort" })).toBeVisible();
  await userEvent.keyboard("{Control>}c{/Control}");
  await expect.element(screen.getByText("The differences are on the clipboard as text.")).toBeVisible();
  const text = write.mock.calls[0]?.[0] ?? "";
  expect(text).toContain("Version 11 → Live now, Version 12");
  expect(text).toContain("effort (Reworded)\n- How hard was it?\n+ How easy was it?");
  expect(text).toContain("issue_resolved → call_resolved (Renamed)");
  expect(text).toContain(
    "- Choices: returns, billing, old, other\n+ Choices: billing, refund_or_return, new, other",
  );
  write.mockRestore();
});

test("only what is ticked comes back, into the working copy", async () => {
  const outcome: BringBackOutcome = {
    kind: "done",
    agent: { ...clean, settings: { useInternalModel: false, useReasoningModel: false } },
    brought: { replaced: ["m1"], inserted: ["m9"], removed: [] },
  };
  let live: AgentView = clean;
  const { screen, of } = await open({
    open_agent: () => live,
    bring_back: () => {
      live = outcome.agent;
      return outcome;
    },
  });
  await screen.getByRole("radio", { name: "Against live" }).click();
  await expect.element(screen.getByText("Would come back")).toBeVisible();
  expect(of("compare").at(-1)).toMatchObject({
    left: { kind: "version", id: "v12" },
    right: { kind: "version", id: "v13" },
  });
  const button = screen.getByRole("button", { name: "Bring back only these metrics" });
  await expect.element(button).toHaveAttribute("aria-disabled", "true");
  await screen.getByRole("checkbox", { name: "Bring back Effort" }).click();
  await screen.getByRole("checkbox", { name: "Remove Talk ratio" }).click();
  await expect.element(screen.getByText("1 metric to come back, 1 to be removed.")).toBeVisible();
  await button.click();
  await expect
    .element(screen.getByText("2 metrics are in your working copy as in Version 13. Nothing is live yet."))
    .toBeVisible();
  expect(of("bring_back")).toEqual([
    {
      agentId: "a1",
      versionId: "v13",
      // The one that goes is named by its id here.
      picks: [
        { kind: "take", metric: "id-effort" },
        { kind: "remove", metric: "m2" },
      ],
      apart: [],
    },
  ]);
});

test("ticks count only under the question they were made under, and what a version removed says where it is", async () => {
  const { screen, of } = await open({
    bring_back: (): BringBackOutcome => ({
      kind: "done",
      agent: clean,
      brought: { replaced: [], inserted: ["m1"], removed: [] },
    }),
  });
  await expect
    .element(
      screen.getByText(
        "Version 13 removed it. To have it back, tick it in the version before, under “All its metrics”.",
      ),
    )
    .toBeVisible();
  await expect.element(screen.getByRole("checkbox", { name: /Talk ratio/ })).not.toBeInTheDocument();
  await screen.getByRole("button", { name: /^Not the same metric/ }).click();
  await screen.getByRole("checkbox", { name: "Bring back Effort" }).click();
  await expect.element(screen.getByText("1 of 6 ticked.")).toBeVisible();
  await screen.getByRole("radio", { name: "Against live" }).click();
  await expect.element(screen.getByText("Nothing is ticked.")).toBeVisible();
  await screen.getByRole("checkbox", { name: "Bring back Score" }).click();
  await screen.getByRole("button", { name: "Bring back only these metrics" }).click();
  // What was said to be two metrics is two metrics, whatever it is compared with.
  await expect
    .poll(() => of("bring_back").at(-1))
    .toMatchObject({
      picks: [{ kind: "take", metric: "id-score" }],
      apart: [{ before: "issue_resolved", after: "call_resolved" }],
    });
  await screen.getByRole("radio", { name: "All its metrics" }).click();
  await screen.getByRole("checkbox", { name: "Bring back Contact reason" }).click();
  await screen.getByRole("button", { name: "Bring back only these metrics" }).click();
  await expect
    .poll(() => of("bring_back").at(-1))
    .toMatchObject({
      picks: [{ kind: "take", metric: "m1" }],
      apart: [{ before: "issue_resolved", after: "call_resolved" }],
    });
  await screen.getByRole("radio", { name: "What it changed" }).click();
  await expect.element(screen.getByText("1 of 6 ticked.")).toBeVisible();
});

test("what came of bringing back stays whatever one looks at, until it is dismissed, and the focus stays here", async () => {
  let here: AgentView = clean;
  const { screen } = await open({
    open_agent: () => here,
    bring_back: (): BringBackOutcome => {
      here = { ...agentView, metrics: agentView.metrics.slice(0, 1) };
      return { kind: "done", agent: here, brought: { replaced: ["m1"], inserted: [], removed: ["m2"] } };
    },
  });
  await screen.getByRole("checkbox", { name: "Bring back Effort" }).click();
  await screen.getByRole("button", { name: "Bring back only these metrics" }).click();
  const news = screen.getByText(
    "1 metric is in your working copy as in Version 13 and 1 metric is removed from your working copy. Nothing is live yet.",
  );
  await expect.element(news).toBeVisible();
  await screen.getByRole("option", { name: /Unpublished changes/ }).click();
  await expect.element(screen.getByRole("heading", { name: "Unpublished changes" })).toBeVisible();
  await expect.element(news).toBeVisible();
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(news).not.toBeInTheDocument();
  expect(document.activeElement?.tagName).toBe("SECTION");
});

test("an agent that cannot be edited offers no ticks and says why", async () => {
  const { screen } = await open({ open_agent: () => ({ ...clean, readOnly: "archived" }) });
  await expect.element(screen.getByRole("heading", { name: "Effort" })).toBeVisible();
  expect(screen.getByRole("checkbox", { name: /Bring back/ }).elements()).toHaveLength(0);
});

test("what one looks at stays when a newer version comes on top", async () => {
  let rows = [versionRow(13), versionRow(12)];
  const { screen } = await open({
    list_versions: () => ({ versions: rows, total: rows.length, readAt: "2026-11-22T10:00:00Z" }),
  });
  await screen.getByRole("checkbox", { name: "Bring back Effort" }).click();
  rows = [versionRow(14), ...rows];
  await screen.getByRole("button", { name: "Refresh" }).click();
  await expect.element(screen.getByRole("option", { name: /^Version 14/ })).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Version 13" })).toBeVisible();
  await expect.element(screen.getByRole("checkbox", { name: "Bring back Effort" })).toBeChecked();
});

test("without a live version there is nothing to compare with", async () => {
  const { screen } = await open({ open_agent: () => ({ ...clean, live: null }) });
  await screen.getByRole("radio", { name: "Against live" }).click();
  await expect.element(screen.getByText(/^Nothing of this agent is live/)).toBeVisible();
});

test("what cannot come back says why, and the ticks stay", async () => {
  const { screen } = await open({
    bring_back: (): BringBackOutcome => ({
      kind: "refused",
      error: {
        kind: "taken",
        collisions: [{ identifier: "effort", picked: "x", partner: null, takenBy: "y" }],
      },
    }),
  });
  await screen.getByRole("checkbox", { name: "Bring back Effort" }).click();
  await screen.getByRole("button", { name: "Bring back only these metrics" }).click();
  await expect.element(screen.getByText("effort is taken in your working copy")).toBeVisible();
  await expect.element(screen.getByRole("checkbox", { name: "Bring back Effort" })).toBeChecked();
});

test("a whole version wants an explicit yes after what else it changes, and says what came of it", async () => {
  const { screen, of } = await open({
    whole_version: () => whole,
    restore_version: (): RestoreOutcome => ({
      kind: "live",
      live: { id: "v13", number: 13, label: null },
      serves: true,
      readAt: "2026-11-22T10:00:00Z",
    }),
  });
  await screen.getByRole("button", { name: "Bring back the whole version" }).click();
  const dialog = screen.getByRole("dialog", { name: "Bring back all of Version 13?" });
  await expect.element(dialog).toHaveTextContent("1 added, 1 reworded");
  await expect.element(dialog).toHaveTextContent("Agent prompt");
  await expect.element(dialog).toHaveTextContent("vouchers");
  const button = dialog.getByRole("button", { name: "Bring back the whole version" });
  await expect.element(button).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("checkbox", { name: "Put all of Version 13 live" }).click();
  await button.click();
  await expect.element(screen.getByText(/^Version 13 is live\. Read back from Atoms/)).toBeVisible();
  expect(of("restore_version")).toEqual([{ agentId: "a1", versionId: "v13", branch: null, seen: "v12" }]);
  await screen.getByRole("button", { name: "Done" }).click();
  await expect.element(screen.getByText(/^Version 13 is live\. Read back/)).not.toBeInTheDocument();
});

test("one can go on working while a version is brought back, and the page tells what came of it", async () => {
  let finish: (outcome: RestoreOutcome) => void = () => undefined;
  const { screen } = await open({
    whole_version: () => whole,
    restore_version: () => new Promise<RestoreOutcome>((resolve) => (finish = resolve)),
  });
  await screen.getByRole("button", { name: "Bring back the whole version" }).click();
  await screen.getByRole("checkbox", { name: "Put all of Version 13 live" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Bring back the whole version" }).click();
  await screen.getByRole("button", { name: "Keep working" }).click();
  await expect.element(screen.getByText("Bringing back Version 13.")).toBeVisible();
  finish({ kind: "checkFailed", reason: "Blocked words" });
  await expect.element(screen.getByText("Atoms did not let it through")).toBeVisible();
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(screen.getByText("Atoms did not let it through")).not.toBeInTheDocument();
});

test("an outcome says what is live now", () => {
  const live = { id: "v14", number: 14, label: null };
  const words = (outcome: RestoreOutcome) => {
    const { title, body } = restoreText.outcome(outcome, "Version 9", null);
    return `${title}. ${body}`;
  };
  expect(words({ kind: "differs", live, serves: true, members: ["voice"] })).toContain("Different: Voice.");
  expect(words({ kind: "liveMoved", live, author: "Mei Tanaka", beforeSending: true })).toMatch(
    /^Mei Tanaka put Version 14 live meanwhile\. Nothing was sent/,
  );
  expect(words({ kind: "checking" })).toContain("goes live by itself");
  expect(words({ kind: "notDone", error: null })).toContain("What was live is still live");
});

test("editing from a version asks before it takes the place of changes", async () => {
  let here: AgentView = agentView;
  const { screen, of } = await open({
    open_agent: () => here,
    edit_from: () => {
      here = { ...agentView, metrics: agentView.metrics.slice(0, 1) };
      return here;
    },
  });
  await screen.getByRole("button", { name: "Edit from here" }).click();
  const question = screen.getByRole("alertdialog", { name: "Replace your 3 unpublished changes?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(of("edit_from")).toEqual([]);
  await screen.getByRole("button", { name: "Edit from here" }).click();
  await question.getByRole("button", { name: "Replace" }).click();
  await expect
    .element(screen.getByText("Your working copy has the metrics of Version 13 now. Nothing is live yet."))
    .toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Undo this change" })).toBeVisible();
});

test("any two can be compared: a version, the working copy, another agent, a file", async () => {
  const pages = agentPages(3);
  const { screen, of } = await open({
    list_agents: ({ search, page }) => pages(String(search), Number(page)),
    open_compare_file: () => ({ kind: "ready", token: "t1", fileName: "old.csv" }),
  });
  await userEvent.keyboard("c");
  const picker = screen.getByRole("dialog", { name: "Compare Version 13 with" });
  await expect.element(picker.getByRole("option", { name: /^Your working copy/ })).toBeVisible();
  // An older version stands on the left.
  await picker.getByRole("option", { name: /^Version 11/ }).click();
  await expect.element(screen.getByRole("heading", { name: "Compare" })).toBeVisible();
  await expect
    .poll(() => of("compare").at(-1))
    .toMatchObject({
      left: { kind: "version", id: "v11" },
      right: { kind: "version", id: "v13" },
    });
  await screen.getByRole("button", { name: /^After/ }).click();
  await screen.getByRole("option", { name: /^Agent 2/ }).click();
  await expect.poll(() => of("compare").at(-1)?.right).toEqual({ kind: "liveOf", agentId: "a2" });
  await screen.getByRole("button", { name: /^Before/ }).click();
  await screen.getByRole("button", { name: "Open a file…" }).click();
  await expect.poll(() => of("compare").at(-1)?.left).toEqual({ kind: "file", token: "t1" });
  await screen.getByRole("button", { name: "Swap the two" }).click();
  await expect.poll(() => of("compare").at(-1)?.right).toEqual({ kind: "file", token: "t1" });
  await screen.getByRole("button", { name: "Back to the history" }).click();
  await expect.element(screen.getByRole("heading", { name: "Version 13" })).toBeVisible();
});

test("without a difference it says so, and the live version says since when each metric stands", async () => {
  const { screen } = await open({
    compare: () => comparison(),
    since_when: () => [{ identifier: "contact_reason", version: versionRow(11), certain: false }],
  });
  await expect.element(screen.getByText("No difference in the metrics")).toBeVisible();
  await screen.getByRole("option", { name: /^Version 12/ }).click();
  await screen.getByRole("radio", { name: "All its metrics" }).click();
  await expect.element(screen.getByText(/^As it is since Version 11 or longer$/)).toBeVisible();
});

test("a colleague's version that went live meanwhile is not told as one's own change", async () => {
  const { screen } = await open({ open_agent: () => ({ ...agentView, baseMoved: true }) });
  await screen.getByRole("option", { name: /Unpublished changes/ }).click();
  await expect.element(screen.getByText("Version 12 went live after your changes began")).toBeVisible();
});

test("what is not live yet stands above the versions, and is compared with what is live", async () => {
  const { screen, of } = await open({ open_agent: () => agentView });
  const row = screen.getByRole("option", { name: /Unpublished changes/ });
  await expect.element(row).toHaveTextContent("1 added, 1 changed, 1 removed");
  await row.click();
  await expect.element(screen.getByRole("heading", { name: "Unpublished changes" })).toBeVisible();
  await expect
    .poll(() => of("compare").at(-1))
    .toMatchObject({ left: { kind: "version", id: "v12" }, right: { kind: "workingCopy" } });
});
