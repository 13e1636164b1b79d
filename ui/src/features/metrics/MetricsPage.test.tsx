import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { agentView, FakeEngine, noChanges, row, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { draftWait, reviewView, runView, stoppedAtDraft } from "../publish/publishFixtures";
import { requestEdit } from "./editRequest";
import { MetricsPage } from "./MetricsPage";
import { engineWithMetrics } from "./metricsFixtures";
import { newCard } from "./panelState";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const rowOf = (name: string) => page.getByRole("row", { name });

async function open(engine = engineWithMetrics(), theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />, theme);
  await expect.element(page.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  return engine;
}

describe("the list", () => {
  test("shows name, identifier, type, prompt, choices that fit and the state in words", async () => {
    await open();
    const first = rowOf("Contact reason");
    await expect
      .element(first)
      .toHaveTextContent(/contact_reason.*Enum.*What was said.*order_status.*\d more.*Live/);
    await expect.element(rowOf("Issue resolution")).toHaveTextContent("Edited");
    await expect.element(rowOf("Callback time")).toHaveTextContent("New");
    await expect.element(rowOf("Legacy score")).toHaveTextContent("Unknown type (FLOAT)");
    await expect.element(button("Delete legacy_score")).toBeInTheDocument();
    expect(button("Edit legacy_score").query()).toBeNull();
    await expect.element(page.getByText("5 metrics")).toBeVisible();
  });

  test("deleting a live metric strikes it, says what that means, keeps the focus and can be undone", async () => {
    const engine = await open();
    await button("Delete asked_for_human").click();
    await expect
      .element(page.getByText("Asked for human removed here. Still live until you publish."))
      .toBeVisible();
    await expect.element(button("Put back asked_for_human")).toBeVisible();
    await expect.element(rowOf("Asked for human")).toHaveFocus();
    await button(/^Undo: Asked for human/).click();
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
    expect(engine.named("edit_metrics").map((call) => call.args.edit)).toEqual([
      { kind: "remove", metric: "m3" },
      { kind: "undo" },
    ]);
  });

  test("deleting a new metric moves the focus to the next row", async () => {
    await open();
    await button("Delete callback_time").click();
    await expect.element(page.getByText("Callback time removed. It was never live.")).toBeVisible();
    await expect.element(rowOf("Legacy score")).toHaveFocus();
  });

  test("works by keyboard alone: arrows, Enter, Delete, Alt with arrows, undo and redo", async () => {
    const engine = await open();
    await expect.element(rowOf("Contact reason")).toBeVisible();
    (rowOf("Contact reason").element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect.element(rowOf("Asked for human")).toHaveFocus();
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await expect.element(page.getByText("Asked for human, now 2 of 5.")).toBeVisible();
    await expect.element(rowOf("Asked for human")).toHaveFocus();
    await userEvent.keyboard("{Delete}");
    await expect.element(button("Put back asked_for_human")).toBeVisible();
    await userEvent.keyboard("{Control>}z{/Control}");
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
    expect(engine.named("edit_metrics").map((call) => call.args.edit)).toEqual([
      { kind: "move", metric: "m3", to: 1 },
      { kind: "remove", metric: "m3" },
      { kind: "undo" },
    ]);
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog", { name: "Edit metric" })).toBeVisible();
    await settled();
    await userEvent.keyboard("{Escape}");
    await expect.element(rowOf("Asked for human")).toHaveFocus();
    await userEvent.keyboard("{Control>}n{/Control}");
    await expect.element(page.getByRole("dialog", { name: "Set up post call metrics" })).toBeVisible();
  });

  test("row actions are reached with Tab from their row", async () => {
    await open();
    await expect.element(rowOf("Contact reason")).toBeVisible();
    (rowOf("Contact reason").element() as HTMLElement).focus();
    await userEvent.keyboard("{Tab}");
    await expect.element(button("Edit contact_reason")).toHaveFocus();
    await userEvent.keyboard("{Tab}");
    await expect.element(button("Duplicate contact_reason")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(button("Edit contact_reason_copy")).toBeInTheDocument();
  });

  test("draws only what is in sight when it is long", async () => {
    const many = Array.from({ length: 200 }, (_, index) => row(`x${index}`, `metric_${index}`));
    await open(new FakeEngine(agentView(many)));
    await expect.element(page.getByText("200 metrics")).toBeVisible();
    await expect.element(rowOf("Metric 0")).toBeVisible();
    expect(page.getByRole("row").elements().length).toBeLessThan(60);
  });

  test("an edit that fails says so and changes nothing", async () => {
    const engine = await open();
    engine.failing.set("edit_metrics", wireError("diskProblem"));
    await button("Delete asked_for_human").click();
    await expect.element(page.getByText("This computer could not keep it.")).toBeVisible();
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
  });
});

describe("analysis settings", () => {
  test("say what they cost and change", async () => {
    const engine = await open();
    const trigger = button("Analysis settings");
    await expect.element(trigger).toHaveAttribute("aria-expanded", "false");
    await trigger.click();
    await expect.element(page.getByText(/the model that the agent talks with reads them/)).toBeVisible();
    await expect.element(page.getByText(/longer to analyse and costs more/)).toBeVisible();
    await expect.element(page.getByRole("switch", { name: "Internal analytics model" })).toBeChecked();
    await page.getByRole("switch", { name: "Reasoning model" }).click({ force: true });
    await expect.element(page.getByText("Changed, not live yet")).toBeVisible();
    expect(engine.named("edit_metrics")[0]?.args.edit).toEqual({
      kind: "setFlag",
      flag: "useReasoningModel",
      value: true,
    });
    await expectAccessible();
  });
});

describe("other states of the page", () => {
  test("an agent without metrics offers three, as cards and not as done", async () => {
    const engine = new FakeEngine(agentView([]));
    engine.library = engineWithMetrics().library;
    await open(engine);
    await expect.element(page.getByText("Nothing is measured here yet")).toBeVisible();
    await expectAccessible();
    await button("Add (3)").click();
    await expect.element(page.getByRole("dialog", { name: "Set up post call metrics" })).toBeVisible();
    await expect.element(button(/^1 Contact reason/)).toBeVisible();
    await expect.element(button(/^3 Asked for human/)).toBeVisible();
    expect(engine.named("save_panel")).toEqual([]);
  });

  test("a read-only agent says why and cannot be edited", async () => {
    const engine = new FakeEngine(agentView([row("m1", "call_outcome")], { readOnly: "archived" }));
    await open(engine);
    await expect.element(page.getByText("This agent is archived.")).toBeVisible();
    expect(button("Edit call_outcome").query()).toBeNull();
    await expect.element(button("Add Metrics")).toHaveAttribute("aria-disabled", "true");
    await expectAccessible();
  });

  test("somebody who published meanwhile is told, and editing goes on", async () => {
    const engine = new FakeEngine(
      agentView([row("m1", "call_outcome")], {
        baseMoved: true,
        live: { id: "v13", number: 13, label: null },
      }),
    );
    await open(engine);
    await expect
      .element(page.getByText(/Version 13 went live after you began and changes metrics/))
      .toBeVisible();
    expect(button(/^Continue from/).query()).toBeNull();
    await expect.element(button("Edit call_outcome")).toBeInTheDocument();
  });

  test("changes that fit beside the new version go on from it", async () => {
    const live = { id: "v13", number: 13, label: null };
    const engine = new FakeEngine(
      agentView([row("m1", "call_outcome")], { baseMoved: true, canContinueFromLive: true, live }),
    );
    await open(engine);
    await button("Continue from Version 13").click();
    await expect.element(page.getByText("Your changes stand on Version 13 now.")).toBeVisible();
    expect(engine.named("edit_metrics")[0]?.args.edit).toEqual({ kind: "continueFromLive" });
    expect(page.getByText("Somebody published meanwhile.").query()).toBeNull();
  });

  test("changes that meet a colleague's are brought together, each conflict by choice", async () => {
    const live = { id: "v13", number: 13, label: null };
    const engine = new FakeEngine(agentView([row("m1", "call_outcome")], { baseMoved: true, live }));
    const side = (text: string, kind: "same" | "added" = "added") => ({
      identifier: "call_outcome",
      dataType: "string" as const,
      unknownType: null,
      prompt: [{ kind, text }],
      choices: [],
    });
    engine.merge = {
      live,
      theirs: [],
      theirCounts: { ...noChanges, reordered: true, total: 1 },
      conflicts: [
        {
          key: { metric: "m1", part: { kind: "prompt" } },
          identifier: "call_outcome",
          before: side("How did it end?", "same"),
          mine: side("Mine?"),
          theirs: side("Theirs?"),
        },
      ],
    };
    await open(engine);
    await button("Review changes").click();
    const dialog = page.getByRole("dialog", { name: "Bring both together" });
    await expect.element(dialog.getByText(/1 thing was changed on both sides/)).toBeVisible();
    await expect.element(dialog.getByText("The metrics have a new order.")).toBeVisible();
    const together = dialog.getByRole("button", { name: "Bring both together" });
    await expect.element(together).toHaveAttribute("aria-disabled", "true");
    await expectAccessible();
    await dialog.getByRole("radio", { name: /^Yours/ }).click({ force: true });
    await together.click();
    await expect
      .element(page.getByText("Your changes and Version 13 are together now. Nothing is live yet."))
      .toBeVisible();
    expect(engine.named("edit_metrics")[0]?.args.edit).toEqual({
      kind: "bringTogether",
      live: "v13",
      choices: [{ key: { metric: "m1", part: { kind: "prompt" } }, side: "mine" }],
    });
  });

  test("a draft that is waited for, and how it went", async () => {
    const engine = engineWithMetrics();
    engine.run = stoppedAtDraft(draftWait());
    engine.review = reviewView([]);
    await open(engine);
    await expect.element(page.getByText("Waiting for Daniel Okafor’s draft.")).toBeVisible();
    await button("Show details").click();
    await expect.element(button("Check now")).toBeVisible();
    await button("Close").click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    engine.run = stoppedAtDraft(draftWait({ gone: { kind: "discarded" } }));
    await button("Refresh").click();
    await expect.element(page.getByText("Daniel Okafor’s draft is gone.")).toBeVisible();
    await expectAccessible();
    await button("Look at your changes").click();
    await expect.element(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
    expect(engine.named("dismiss_publish")).toHaveLength(1);
  });

  test("metrics that joined somebody's draft", async () => {
    const engine = engineWithMetrics();
    engine.run = runView(3, { kind: "added", readAt: "2026-11-22T10:27:00Z", author: "Daniel Okafor" });
    await open(engine);
    await expect.element(page.getByText("Your metrics are in Daniel Okafor’s draft.")).toBeVisible();
    await expectAccessible();
    await button("Dismiss").click();
    await expect.poll(() => engine.named("dismiss_publish").length).toBe(1);
    await expect
      .element(page.getByText("Your metrics are in Daniel Okafor’s draft."))
      .not.toBeInTheDocument();
  });

  test("a publish that was interrupted and may go on", async () => {
    const engine = engineWithMetrics();
    engine.run = runView(3, { kind: "interrupted", standing: "continue", reason: null }, "waiting");
    await open(engine);
    await expect.element(page.getByText("Version 13 is not live yet.")).toBeVisible();
    engine.onPublish = () => {
      engine.run = runView(3, { kind: "running" });
    };
    await button("Continue publishing").click();
    await expect.element(page.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
  });

  test("one that cannot go on says why, and is discarded with one button", async () => {
    const engine = engineWithMetrics();
    const reason = { kind: "draftGone" } as const;
    engine.run = runView(3, { kind: "interrupted", standing: "discard", reason }, "stopped");
    await open(engine);
    await expect.element(page.getByText("The draft with your metrics is gone.")).toBeVisible();
    expect(button("Continue publishing").query()).toBeNull();
    await button("Discard what was begun").click();
    await expect.poll(() => engine.named("discard_publish").length).toBe(1);
  });

  test("a draft that an earlier publish left is removed or left", async () => {
    const engine = engineWithMetrics();
    const left = (runId: string, label: string) => ({ runId, label, startedAt: "2026-11-19T10:00:00Z" });
    engine.leftovers = [left("r7", "Refunds"), left("r8", "")];
    await open(engine);
    await expect
      .element(
        page.getByText("A draft of yours from Thursday 19 November, “Refunds”, is still on Atoms.", {
          exact: false,
        }),
      )
      .toBeVisible();
    await expectAccessible();
    await button("Leave it").last().click();
    expect(button("Leave it").elements()).toHaveLength(1);
    await button("Remove it").click();
    await expect.element(page.getByText("The draft is removed.")).toBeVisible();
    expect(engine.named("remove_leftover").map(({ args }) => args)).toEqual([{ agentId: "a1", runId: "r7" }]);
    await expect.element(button("Remove it")).not.toBeInTheDocument();
    await button("Dismiss").click();
    await expect.element(page.getByText("The draft is removed.")).not.toBeInTheDocument();
  });

  test("leftovers that cannot be learned are not spoken of", async () => {
    const engine = engineWithMetrics();
    engine.failing.set("leftovers", wireError("atomsProblem"));
    await open(engine);
    await expect.poll(() => engine.named("leftovers").length).toBeGreaterThan(0);
    await expect.element(rowOf("Contact reason")).toBeVisible();
    expect(page.getByText("Atoms had a problem.").query()).toBeNull();
  });

  test("a first reading that fails shows why and tries again", async () => {
    const engine = engineWithMetrics();
    engine.failing.set("open_agent", wireError("offline"));
    await open(engine);
    await expect.element(page.getByText("No network")).toBeVisible();
    engine.failing.clear();
    await button("Try again").click();
    await expect.element(rowOf("Contact reason")).toBeVisible();
  });

  test("a metric that the review asks to edit opens in the panel", async () => {
    await open();
    requestEdit("a1", "m3");
    await expect.element(page.getByRole("dialog", { name: "Edit metric" })).toBeVisible();
    await expect.element(page.getByLabelText("Identifier")).toHaveValue("asked_for_human");
  });

  test("kept cards can be continued, and discarding them can be undone", async () => {
    const engine = engineWithMetrics();
    const card = newCard({ identifier: "call_result", dataType: "string", prompt: "", choices: [] });
    engine.panels.set("new", { cards: [card, newCard()], open: card.key });
    await open(engine);
    await expect.element(page.getByText("2 cards kept for later.")).toBeVisible();
    await button("Discard").click();
    await expect.element(page.getByText("2 kept cards discarded.")).toBeVisible();
    expect(engine.panels.size).toBe(0);
    await button(/^Undo: 2 kept cards/).click();
    await expect.element(page.getByText("2 cards kept for later.")).toBeVisible();
    expect(engine.panels.get("new")?.cards[0]).toEqual(card);
    await button("Continue where you left off").click();
    await expect.element(page.getByLabelText("Identifier")).toHaveValue("call_result");
  });

  for (const theme of ["light", "dark"] as const)
    test(`has no accessibility violation, ${theme}`, async () => {
      await open(engineWithMetrics(), theme);
      await expect.element(rowOf("Contact reason")).toBeVisible();
      await expectAccessible();
    });
});
