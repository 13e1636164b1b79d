import { useState } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { StopReason } from "../../host";
import { agentView, FakeEngine, row, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { useNotices } from "../shell/useNotices";
import { item, reviewView, runView } from "./publishFixtures";
import { ReviewDialog } from "./ReviewDialog";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const label = () => page.getByLabelText("Version label");

let engine: FakeEngine;
const viewHistory = vi.fn();

function Screen() {
  useNotices();
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open again
      </button>
      <ReviewDialog agentId="a1" isOpen={isOpen} onClose={() => setOpen(false)} onViewHistory={viewHistory} />
    </>
  );
}

async function open(theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<Screen />, theme);
  await expect.element(page.getByRole("dialog")).toBeVisible();
}

/** Atoms moved on: the engine says so, the dialog asks. */
async function move(run: FakeEngine["run"]) {
  engine.run = run;
  await engine.tell({ kind: "publishMoved", agentId: "a1" });
}

beforeEach(() => {
  viewHistory.mockReset();
  engine = new FakeEngine(agentView([row("m1", "issue_resolution")]));
  engine.review = reviewView(
    [
      item("issue_resolution", {
        reworded: true,
        dataType: "enum",
        prompt: [
          { kind: "same", text: "Was it " },
          { kind: "removed", text: "done" },
          { kind: "added", text: "resolved" },
          { kind: "same", text: "?" },
        ],
        choices: [
          { kind: "same", text: "resolved" },
          { kind: "added", text: "partly_resolved" },
        ],
      }),
      item("callback_time", { kind: "added", dataType: "datetime" }),
      item("clarity", { kind: "removed" }),
    ],
    {
      reordered: { before: ["clarity", "effort"], after: ["effort", "clarity"] },
      flags: [{ flag: "useReasoningModel", after: true }],
      normalisations: [
        { kind: "nullLeftOut", path: "dispositionMetrics[0].note", identifier: "effort_score" },
      ],
    },
  );
});

describe("the review", () => {
  test("shows every change in words, with the words that come and go marked as such", async () => {
    await open();
    const dialog = page.getByRole("dialog", { name: "Review changes" });
    await expect.element(dialog).toHaveTextContent(/Three metrics change on Order Support/);
    await expect.element(page.getByText("reworded, 1 choice added")).toBeVisible();
    expect(document.querySelector("ins")?.textContent).toBe("resolved");
    expect(document.querySelector("del")?.textContent).toBe("done");
    await expect.element(page.getByText("Effort, Clarity")).toBeInTheDocument();
    await expect
      .element(page.getByText("Switched on: higher quality, more time and cost per call."))
      .toBeInTheDocument();
    await expect
      .element(dialog)
      .toHaveTextContent(
        /This goes live at once\. The next call to Order Support is analysed with Version 13\./,
      );
    await expect.element(label()).toHaveFocus();
    await button("Debrief writes 1 detail differently from what it read").click();
    await expect.element(page.getByText("An empty setting is left out: Effort score")).toBeVisible();
  });

  test("the label counts, warns past 40, refuses past 200 and is kept as it is typed", async () => {
    await open();
    await userEvent.fill(label(), "x".repeat(41));
    await expect.element(page.getByText("41 / 200")).toBeVisible();
    await expect
      .element(page.getByText("The Atoms dashboard allows 40 letters. Up to 200 are kept."))
      .toBeVisible();
    await expect.poll(() => engine.named("keep_label").at(-1)?.args.label).toBe("x".repeat(41));
    await userEvent.fill(label(), "x".repeat(201));
    await button("Publish").click();
    await expect.element(page.getByText("Atoms takes at most 200 letters.")).toBeVisible();
    expect(engine.named("publish")).toEqual([]);
  });

  test("label and description are there again at the next opening, as kept", async () => {
    await open();
    await userEvent.fill(label(), "First");
    await button("Cancel").click();
    await expect.poll(() => engine.named("keep_label").at(-1)?.args.label).toBe("First");
    engine.review = reviewView([item("a")], { label: "Changed elsewhere" });
    await button("Open again").click();
    await expect.element(label()).toHaveValue("Changed elsewhere");
  });

  test("without a label it asks for one in its place", async () => {
    await open();
    await button("Publish").click();
    await expect.element(page.getByText(/Give this version a label/)).toBeVisible();
    await expect.element(label()).toHaveFocus();
    expect(engine.named("publish")).toEqual([]);
  });

  test("problems block, each with its metric", async () => {
    engine.review = reviewView([item("call_result")], {
      problems: [
        {
          metric: "m1",
          identifier: "call_result",
          problem: { metric: 0, field: "choices", code: "choicesMissing", value: null, fix: null },
        },
      ],
    });
    await open();
    await expect
      .element(page.getByText("Add at least one choice. The AI answers with one of them."))
      .toBeVisible();
    await expect.element(button("Publish")).toHaveAttribute("aria-disabled", "true");
    await expect.element(button("Edit call_result")).toBeVisible();
  });

  for (const theme of ["light", "dark"] as const)
    test(`has no accessibility violation, ${theme}`, async () => {
      await open(theme);
      await expect.element(label()).toBeVisible();
      await expectAccessible();
    });
});

describe("publishing", () => {
  test("by keyboard: label, Ctrl+Enter, the steps, the end, the history", async () => {
    await open();
    await expect.element(label()).toHaveFocus();
    engine.onPublish = () => {
      engine.run = runView(1, { kind: "running" });
    };
    await userEvent.keyboard("Partly resolved counts");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await expect.element(page.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
    expect(engine.named("publish")[0]?.args).toEqual({
      agentId: "a1",
      label: "Partly resolved counts",
      description: "",
      anyway: [],
    });
    await expect.element(page.getByText("Nobody published meanwhile")).toBeVisible();
    await expect.element(button("Keep working")).toHaveFocus();
    await expect.element(button("Cancel safely")).toBeVisible();
    await expectAccessible();

    await move(runView(4, { kind: "running" }));
    await expect.element(page.getByText("Saved as Version 13 on Atoms")).toBeVisible();
    await expect.element(page.getByText(/seconds so far, goes on if you leave/)).toBeVisible();
    await expect.element(button("Cancel safely")).not.toBeInTheDocument();

    await move(runView(7, { kind: "live", readAt: "2026-11-22T10:27:00Z", metrics: 6, replaced: null }));
    const end = page.getByRole("dialog", { name: "Version 13 is live" });
    await expect.element(end).toHaveTextContent(/Partly resolved counts/);
    await expect
      .element(end)
      .toHaveTextContent(/Read back from Atoms at .*All 6 metrics match what you sent\./);
    await expect.element(button("Done")).toHaveFocus();
    await expectAccessible();
    await button("View in history").click();
    expect(viewHistory).toHaveBeenCalledOnce();
    await expect.poll(() => engine.named("dismiss_publish").length).toBe(1);
  });

  test("a colleague whose version was replaced unseen is named", async () => {
    engine.run = runView(1, { kind: "running" });
    await open();
    const replaced = { number: 14, author: "Mei Tanaka" };
    await move(runView(7, { kind: "live", readAt: "2026-11-22T10:27:00Z", metrics: 6, replaced }));
    await expect.element(page.getByText("Mei Tanaka published in the same moment.")).toBeVisible();
    await expect.element(page.getByText(/Version 14 was live for an instant/)).toBeVisible();
    await expectAccessible();
  });

  test("an answer that did not arrive is being looked up, and said so", async () => {
    engine.run = runView(3, { kind: "running" }, "settling");
    await open();
    await expect.element(page.getByText(/The answer did not arrive\. Debrief reads Atoms/)).toBeVisible();
  });

  test("cancelling safely", async () => {
    engine.run = runView(1, { kind: "running" });
    await open();
    await button("Cancel safely").click();
    await expect.poll(() => engine.named("cancel_publish").length).toBe(1);
    await move(
      runView(
        1,
        { kind: "stopped", reason: { kind: "cancelled" }, leftBehind: null, waiting: null },
        "stopped",
      ),
    );
    await expect.element(page.getByRole("dialog", { name: "Publishing is cancelled" })).toBeVisible();
  });

  test("an agent whose versions keep labels only is not asked for a description", async () => {
    engine.review = reviewView([item("clarity", { kind: "removed" })], { takesDescription: false });
    await open();
    await expect.element(label()).toHaveFocus();
    expect(page.getByLabelText("Description").elements()).toHaveLength(0);
    await expectAccessible();
  });

  test("without a network it waits, says what is safe and can still be cancelled", async () => {
    engine.run = { ...runView(0, { kind: "running" }), waitsForNetwork: true };
    await open();
    const dialog = page.getByRole("dialog", { name: "Publishing Version 13" });
    await expect
      .element(dialog)
      .toHaveTextContent(
        /No network\. Publishing waits, and goes on by itself as soon as Atoms can be reached\. Nothing was written yet\./,
      );
    await expect.element(button("Cancel safely")).toBeVisible();
    await expectAccessible();
    await move({ ...runView(4, { kind: "running" }), waitsForNetwork: true });
    await expect.element(dialog).toHaveTextContent(/What was begun is safe, and nothing is sent twice/);
    await move(runView(4, { kind: "running" }));
    await expect.element(dialog).not.toHaveTextContent(/No network/);
  });

  test("a slow check says that it goes on, and a description without a place is shown again", async () => {
    engine.run = { ...runView(4, { kind: "running" }), checkIsSlow: true };
    await open();
    await expect.element(page.getByText(/takes longer than usual/)).toBeVisible();
    await move({
      ...runView(7, { kind: "live", readAt: "2026-11-20T10:27:00Z", metrics: 3, replaced: null }),
      unsentDescription: "Because Hanna asked",
    });
    await expect.element(page.getByText(/You wrote: “Because Hanna asked”/)).toBeVisible();
  });

  test("Publish that cannot start says that nothing was written", async () => {
    engine.failing.set("publish", wireError("offline"));
    await open();
    await userEvent.fill(label(), "Label");
    await button("Publish").click();
    await expect.element(page.getByText(/Nothing was written, your changes are kept/)).toBeVisible();
    await expect.element(label()).toHaveValue("Label");
  });
});

describe("a publish that stopped", () => {
  const stopped = (reason: StopReason, leftBehind: "draft" | "version" | null = null) =>
    runView(0, { kind: "stopped", reason, leftBehind, waiting: null }, "stopped");

  test("somebody published: who, what is safe, and back to the changes", async () => {
    engine.run = stopped({ kind: "liveMoved", number: 13, author: "Mei Tanaka", beforeWriting: true });
    await open();
    const dialog = page.getByRole("dialog", { name: "Mei Tanaka published Version 13 meanwhile" });
    await expect.element(dialog).toHaveTextContent(/before anything was written/);
    await expect.element(dialog).toHaveTextContent(/Your changes are kept on this computer/);
    await expectAccessible();
    await button("Look at your changes").click();
    await expect.element(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
    expect(engine.named("dismiss_publish")).toHaveLength(1);
  });

  test("live but different: what differs, in words", async () => {
    engine.run = stopped({
      kind: "differs",
      paths: ["dispositionMetrics[0].choices[1]", "useReasoningModel"],
    });
    await open();
    await expect.element(page.getByText("Metric 1: choices")).toBeVisible();
    await expect.element(page.getByText("Reasoning model")).toBeVisible();
    await expect.element(button("View in history")).toHaveFocus();
  });

  test("a draft of ours that was left on Atoms is removed on request, and it says so", async () => {
    const left = stopped({ kind: "failed", error: wireError("atomsProblem") }, "draft");
    engine.run = { ...left, canRemoveDraft: true };
    await open();
    const dialog = page.getByRole("dialog", { name: "Atoms had a problem and did not publish" });
    await expect.element(dialog).toHaveTextContent(/A draft with your metrics is left on Atoms/);
    await dialog.getByRole("button", { name: "Remove the draft from Atoms" }).click();
    await expect.element(dialog).toHaveTextContent(/The draft is removed\. Nothing of this publish is left/);
    await expect.element(dialog).not.toHaveTextContent(/is left on Atoms; callers/);
    expect(engine.named("remove_leftover").map(({ args }) => args)).toEqual([{ agentId: "a1", runId: "r1" }]);
    await expectAccessible();
  });

  test("gone and called off: what is still live", async () => {
    engine.run = stopped({ kind: "draftGone" });
    await open();
    const gone = page.getByRole("dialog", { name: "The draft with your metrics is gone" });
    await expect.element(gone).toHaveTextContent(/Version 12 is still live/);
    await move(stopped({ kind: "calledOff" }, "draft"));
    await expect
      .element(page.getByRole("dialog", { name: "Somebody called the publish off" }))
      .toHaveTextContent(/A draft with your metrics is left on Atoms/);
  });

  test("failed: trying again publishes with the same label", async () => {
    engine.run = stopped({ kind: "failed", error: wireError("atomsProblem") }, "draft");
    await open();
    await expect.element(page.getByText(/A draft with your metrics is left on Atoms/)).toBeVisible();
    await expect.element(button("Not now")).toHaveFocus();
    engine.onPublish = () => {
      engine.run = runView(0, { kind: "running" });
    };
    await button("Try again").click();
    await expect.element(page.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
    expect(engine.named("publish")[0]?.args.label).toBe("Partly resolved counts");
  });

  test("interrupted: continues after a look at Atoms", async () => {
    engine.run = runView(3, { kind: "interrupted", standing: null, reason: null }, "waiting");
    await open();
    await expect.element(page.getByText(/first looks at Atoms to see how far it got/)).toBeVisible();
    await expectAccessible();
    engine.onPublish = () => {
      engine.run = runView(3, { kind: "running" });
    };
    await button("Continue publishing").click();
    await expect.element(page.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
    expect(engine.named("resume_publish")).toHaveLength(1);
  });

  test("looked at after the next start: what is known, and nothing runs", async () => {
    engine.run = runView(3, { kind: "looking" });
    await open();
    const dialog = page.getByRole("dialog", { name: "Looking after Version 13" });
    await expect
      .element(dialog)
      .toHaveTextContent(/Debrief looks at Atoms to see how far Version 13 got\. Nothing is written\./);
    await expect.element(dialog).toHaveTextContent(/Save as Version 13 on Atoms, Waiting/);
    await expectAccessible();
  });

  test("interrupted and safe to go on: what callers get, one way on and one way back", async () => {
    engine.run = runView(3, { kind: "interrupted", standing: "continue", reason: null }, "stopped");
    await open();
    const dialog = page.getByRole("dialog", { name: "Version 13 is not live yet" });
    await expect.element(dialog).not.toHaveTextContent(/Not saved as/);
    await expect.element(dialog).toHaveTextContent(/callers still get Version 12, and it is safe to go on/);
    await expect.element(button("Continue publishing")).toBeVisible();
    await expect.element(button("Not now")).toHaveFocus();
    await expectAccessible();
    engine.onPublish = () => {
      engine.run = stopped({ kind: "cancelled" });
    };
    await button("Discard what was begun").click();
    await expect.element(page.getByRole("dialog", { name: "Publishing is cancelled" })).toBeVisible();
    expect(engine.named("discard_publish")).toHaveLength(1);
  });

  test("interrupted and in the way of something: why, and only discarding is left", async () => {
    const reason: StopReason = { kind: "liveMoved", number: 14, author: "Mei Tanaka", beforeWriting: false };
    engine.run = runView(3, { kind: "interrupted", standing: "discard", reason }, "stopped");
    await open();
    const dialog = page.getByRole("dialog", { name: "Mei Tanaka published Version 14 meanwhile" });
    await expect.element(dialog).toHaveTextContent(/Debrief was closed before publishing was done/);
    await expect.element(button("Discard what was begun")).toBeVisible();
    expect(button("Continue publishing").query()).toBeNull();
    await expectAccessible();
  });

  test("finished after Debrief had been closed", async () => {
    const live = runView(7, { kind: "live", readAt: "2026-11-22T10:27:00Z", metrics: 6, replaced: null });
    engine.run = { ...live, foundLater: true };
    await open();
    await expect
      .element(page.getByRole("dialog", { name: "Version 13 is live" }))
      .toHaveTextContent(/It finished after Debrief had been closed\. Read back from Atoms/);
  });

  test("interrupted and unable to go on: one may give up, and it says what is not known", async () => {
    engine.run = {
      ...runView(3, { kind: "interrupted", standing: null, reason: null }, "waiting"),
      canGiveUp: true,
    };
    await open();
    await expect.element(page.getByText(/could not find out how far it got/)).toBeVisible();
    await expectAccessible();
    engine.onPublish = () => {
      engine.run = stopped({ kind: "givenUp", error: wireError("forbidden") }, "draft");
    };
    await button("Give up on it").click();
    const dialog = page.getByRole("dialog", { name: "You gave up on publishing Version 13" });
    await expect.element(dialog).toHaveTextContent(/How it ended is not known/);
    await expect.element(dialog).toHaveTextContent(/Look at the version history/);
    await expect.element(dialog).toHaveTextContent(/A draft with your metrics is left on Atoms/);
    expect(engine.named("give_up_publish")).toHaveLength(1);
  });
});
