import { useState } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { MergeConflict } from "../../host";
import { agentView, FakeEngine, noChanges, row, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { notAChoice } from "../lint/lintFixtures";
import { useNotices } from "../shell/useNotices";
import { draftView, draftWait, item, reviewView, runView, stoppedAtDraft } from "./publishFixtures";
import { ReviewDialog } from "./ReviewDialog";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const guard = () => page.getByRole("dialog", { name: "Daniel Okafor has unpublished changes here" });
const READ = "I have read what changes in Agent prompt and Tools, and it may go live";

let engine: FakeEngine;

function Screen() {
  useNotices();
  const [isOpen, setOpen] = useState(true);
  return <ReviewDialog agentId="a1" isOpen={isOpen} onClose={() => setOpen(false)} onViewHistory={vi.fn()} />;
}

async function open(theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<Screen />, theme);
  await expect.element(page.getByRole("dialog")).toBeVisible();
}

async function move(run: FakeEngine["run"]) {
  engine.run = run;
  await engine.tell({ kind: "publishMoved", agentId: "a1" });
}

const conflict: MergeConflict = {
  key: { metric: "m1", part: { kind: "identifier" } },
  identifier: "issue_resolution",
  before: null,
  mine: { identifier: "resolution", dataType: "string", unknownType: null, prompt: [], choices: [] },
  theirs: { identifier: "outcome", dataType: "string", unknownType: null, prompt: [], choices: [] },
};

beforeEach(() => {
  engine = new FakeEngine(agentView([row("m1", "issue_resolution")]));
  engine.run = stoppedAtDraft();
  engine.draft = draftView();
  engine.review = reviewView([item("issue_resolution", { reworded: true })]);
});

describe("somebody else's draft", () => {
  for (const theme of ["light", "dark"] as const)
    test(`shows whose, when and the very words, and waiting is the usual choice, ${theme}`, async () => {
      await open(theme);
      await expect
        .element(guard())
        .toHaveTextContent(/Daniel Okafor edited the open draft of this agent on Friday 20 November at/);
      await expect.element(guard()).toHaveTextContent(/Nothing was written\. Version 12 is still live/);
      await expect.element(guard()).toHaveTextContent(/2 sections, 6 words added, 4 removed/);
      expect(document.querySelector("ins")?.textContent).toBe("approve it up to 150 pounds");
      await expect.element(guard()).toHaveTextContent(/Tools.*Changed, and Debrief cannot show how/);
      await expect.element(guard()).toHaveTextContent(/Post call metrics\s*not touched by Daniel Okafor/);
      await expect.element(button("Wait and check again")).toHaveFocus();
      await expectAccessible();
    });

  test("publishing everything needs its tick", async () => {
    await open();
    await expect
      .element(guard())
      .toHaveTextContent(/Daniel Okafor’s changes included: two unfinished sections reach callers at once\./);
    const all = button("Publish everything");
    await expect.element(all).toHaveAttribute("aria-disabled", "true");
    await expect.element(all).toHaveAccessibleDescription("Tick first that you have read it.");
    await page.getByRole("checkbox", { name: READ, exact: true }).click();
    await expect.element(all).not.toHaveAttribute("aria-disabled");
    await expectAccessible();
    engine.onPublish = () => {
      engine.run = runView(0, { kind: "running" });
    };
    await all.click();
    await expect.element(page.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
    expect(engine.named("answer_draft").map(({ args }) => args.answer)).toEqual([
      { way: "everything", seen: { id: "d1", revision: 4 }, choices: [], anyway: [] },
    ]);
  });

  test("a danger in that draft goes live only with a tick of its own", async () => {
    const finding = notAChoice("What was wanted? If nothing, answer none.", "none", 1);
    engine.draft = draftView({ dangers: [{ metric: "m9", identifier: "wanted", finding }] });
    await open();
    const dangers = page.getByRole("region", {
      name: "Daniel Okafor’s draft brings 1 problem that can void whole calls",
    });
    await expect
      .element(dangers)
      .toHaveTextContent(/Your prompt tells the AI to answer none, but it is not one of the choices\./);
    const all = button("Publish everything");
    await page.getByRole("checkbox", { name: READ, exact: true }).click();
    await expect.element(all).toHaveAttribute("aria-disabled", "true");
    await expect
      .element(all)
      .toHaveAccessibleDescription("Tick “Publish anyway” first, or wait until it is fixed.");
    // What publishes nothing is not held up by it.
    await expect.element(button("Add to Daniel Okafor's draft")).not.toHaveAttribute("aria-disabled");
    const anyway = page.getByRole("checkbox", { name: "Publish anyway", exact: true });
    await expect.element(anyway).toHaveAccessibleDescription(/With wanted as written/);
    await anyway.click();
    await expectAccessible();
    await all.click();
    await expect
      .poll(() => engine.named("answer_draft").map(({ args }) => args.answer))
      .toEqual([{ way: "everything", seen: { id: "d1", revision: 4 }, choices: [], anyway: ["wanted"] }]);
  });

  test("what both changed is chosen first", async () => {
    engine.draft = draftView({
      conflicts: [conflict],
      metrics: [item("outcome", { renamedFrom: "issue_resolution" })],
      metricCounts: { ...noChanges, changed: 1, total: 1 },
    });
    await open();
    const add = button("Add to Daniel Okafor's draft");
    await expect.element(add).toHaveAttribute("aria-disabled", "true");
    await expect.element(add).toHaveAccessibleDescription("Choose first which stays, in 1 place.");
    await page.getByRole("radio", { name: /^Yours/ }).click();
    await expectAccessible();
    engine.onPublish = () => {
      engine.run = runView(3, { kind: "added", readAt: "2026-11-22T10:27:00Z", author: "Daniel Okafor" });
    };
    await add.click();
    const added = page.getByRole("dialog", { name: "Your metrics are in Daniel Okafor’s draft" });
    await expect
      .element(added)
      .toHaveTextContent(/Version 12 is still live\. When somebody publishes that draft, both go live/);
    await expect.element(button("Copy a note for Daniel Okafor")).toBeVisible();
    await expect.element(button("Done")).toHaveFocus();
    await expectAccessible();
    expect(engine.named("answer_draft")[0]?.args.answer).toEqual({
      way: "add",
      seen: { id: "d1", revision: 4 },
      choices: [{ key: conflict.key, side: "mine" }],
      anyway: [],
    });
  });

  test("a draft that moved meanwhile is answered anew", async () => {
    await open();
    await page.getByRole("checkbox", { name: READ, exact: true }).click();
    engine.failing.set("answer_draft", wireError("conflict"));
    engine.draft = draftView({ seen: { id: "d1", revision: 5 } });
    await button("Publish everything").click();
    await expect.element(page.getByText("That draft changed meanwhile. Look at it once more.")).toBeVisible();
    await expect.element(page.getByRole("checkbox", { name: READ, exact: true })).not.toBeChecked();
  });

  test("one that is gone leads back to the changes", async () => {
    engine.draft = null;
    await open();
    await expect.element(page.getByRole("dialog", { name: "Daniel Okafor’s draft is gone" })).toBeVisible();
    await expectAccessible();
    await button("Look at your changes").click();
    await expect.element(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
    expect(engine.named("dismiss_publish")).toHaveLength(1);
  });

  test.each([
    ["cannot be read", { readable: false, metrics: [] }, "Atoms does not show what is in it."],
    ["is being published", { publishing: true }, "It is being published at this moment."],
  ])("one that %s can only be waited for", async (_, more, why) => {
    engine.draft = draftView(more);
    await open();
    for (const way of ["Add to Daniel Okafor's draft", "Publish everything"])
      await expect.element(button(way)).toHaveAttribute("aria-disabled", "true");
    await expect.element(guard()).toHaveTextContent(why);
    await expect.element(button("Wait and check again")).not.toHaveAttribute("aria-disabled");
    await expectAccessible();
  });

  test("one that Debrief could not read says so and leaves waiting", async () => {
    engine.failing.set("open_draft", wireError("atomsProblem"));
    await open();
    await expect.element(page.getByText("Atoms had a problem.")).toBeVisible();
    await expect.element(button("Publish everything")).toHaveAttribute("aria-disabled", "true");
    await expect.element(button("Wait and check again")).not.toHaveAttribute("aria-disabled");
  });

  test("by somebody whose name is not known, with our metrics in it", async () => {
    engine.draft = draftView({ author: null });
    const run = stoppedAtDraft(null, null);
    if (run.state.kind === "stopped" && run.state.reason.kind === "openDraft")
      run.state.reason = { ...run.state.reason, joined: true, metricsReplaced: true };
    engine.run = run;
    await open();
    const dialog = page.getByRole("dialog", { name: "Somebody has unpublished changes here" });
    await expect.element(dialog).toHaveTextContent(/yours took their place/);
    await expect.element(dialog).toHaveTextContent(/Publishing it makes both live/);
    await expect.element(button("Add to that draft")).toBeVisible();
    await expectAccessible();
  });

  test("the note for the colleague is copied, and it says so", async () => {
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await open();
    await button("Copy a note for Daniel Okafor").click();
    await expect.element(page.getByText("The note is copied.")).toBeVisible();
    expect(written.mock.calls[0]?.[0]).toMatch(/^Hello Daniel Okafor,[\s\S]*publish it or discard it/);
    written.mockRestore();
  });

  test("Cancel puts the stopped publish away", async () => {
    await open();
    await button("Cancel").click();
    await expect.poll(() => engine.named("dismiss_publish").length).toBe(1);
    expect(engine.named("answer_draft")).toEqual([]);
  });
});

describe("waiting for a draft", () => {
  test("by Enter, then checked, troubled, and gone", async () => {
    await open();
    await expect.element(guard()).toHaveTextContent(/2 sections/);
    engine.onPublish = () => {
      engine.run = stoppedAtDraft(draftWait());
    };
    await expect.element(button("Wait and check again")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(guard()).toHaveTextContent(/Waiting for Daniel Okafor’s draft\./);
    await expect
      .element(guard())
      .toHaveTextContent(
        /Looked at \d\d:\d\d; Debrief looks again every 20 seconds, also while you do other things\./,
      );
    await expect.element(button("Check now")).toHaveFocus();
    await expectAccessible();
    await button("Check now").click();
    await expect.element(page.getByText("That draft is still open.")).toBeVisible();
    expect(engine.named("wait_for_draft")).toHaveLength(2);

    await move(stoppedAtDraft(draftWait({ trouble: wireError("offline") })));
    await expect
      .element(guard())
      .toHaveTextContent(/Debrief has not been able to read Atoms since \d\d:\d\d\./);
    await expect.element(guard()).toHaveTextContent(/Debrief goes on waiting/);
    await expectAccessible();

    await move(stoppedAtDraft(draftWait({ gone: { kind: "discarded" } })));
    const gone = page.getByRole("dialog", { name: "Daniel Okafor’s draft is gone" });
    await expect.element(gone).toHaveTextContent(/Nothing of it went live/);
    await expect.element(button("Review and publish")).toHaveFocus();
    await expectAccessible();
    await button("Review and publish").click();
    await expect.element(page.getByRole("dialog", { name: "Review changes" })).toBeVisible();
  });

  test("a published draft: by whom, and back to the changes", async () => {
    engine.run = stoppedAtDraft(draftWait({ gone: { kind: "published", number: 13, author: "Mei Tanaka" } }));
    await open();
    const dialog = page.getByRole("dialog", { name: "Mei Tanaka published Version 13" });
    await expect.element(dialog).toHaveTextContent(/Your changes are kept\./);
    await expect.element(button("Look at your changes")).toBeVisible();
  });

  test("Stop waiting forgets it; closing the dialog does not", async () => {
    engine.run = stoppedAtDraft(draftWait());
    await open();
    await button("Close").click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    expect(engine.named("dismiss_publish")).toEqual([]);
  });

  test("Stop waiting puts it away", async () => {
    engine.run = stoppedAtDraft(draftWait());
    await open();
    await button("Stop waiting").click();
    await expect.poll(() => engine.named("dismiss_publish").length).toBe(1);
  });
});
