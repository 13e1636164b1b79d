import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { agentView, FakeEngine, row } from "../../test/fakeEngine";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { notAChoice } from "../lint/lintFixtures";
import { described } from "./description";
import { item, reviewView, runView } from "./publishFixtures";
import { ReviewDialog } from "./ReviewDialog";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const danger = {
  metric: "m1",
  identifier: "issue_resolution",
  finding: notAChoice("Else answer unclear.", "unclear"),
};
const view = reviewView([item("issue_resolution", { reworded: true })], {
  dangers: [danger],
  takesDescription: true,
  label: "Clearer",
});

test("a danger is published only with the tick, which names the metric, and is noted in the description", async () => {
  const engine = new FakeEngine(agentView([row("m1", "issue_resolution")]));
  engine.review = view;
  engine.run = null;
  engine.onPublish = () => {
    engine.run = runView(0, { kind: "running" });
  };
  engine.install();
  await renderScreen(<ReviewDialog agentId="a1" isOpen onClose={vi.fn()} onViewHistory={vi.fn()} />);
  await expect.element(page.getByRole("heading", { name: "1 problem can void whole calls" })).toBeVisible();
  await expect.element(page.getByText(/With issue_resolution as written\./)).toBeVisible();
  await expect.element(button("Publish")).toHaveAttribute("aria-disabled", "true");
  await expectAccessible();
  await page.getByRole("checkbox", { name: "Publish anyway", exact: true }).click();
  await button("Publish").click();
  await expect.poll(() => engine.named("publish").length).toBe(1);
  expect(engine.named("publish")[0]?.args).toMatchObject({
    label: "Clearer",
    description: "Published with known problems in issue_resolution.",
    anyway: ["m1"],
  });
});

function Reopened() {
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open again
      </button>
      <ReviewDialog agentId="a1" isOpen={isOpen} onClose={() => setOpen(false)} onViewHistory={vi.fn()} />
    </>
  );
}

test("what was accepted once is asked again at the next opening", async () => {
  const engine = new FakeEngine(agentView([row("m1", "issue_resolution")]));
  engine.review = view;
  engine.run = null;
  engine.install();
  await renderScreen(<Reopened />);
  const anyway = page.getByRole("checkbox", { name: "Publish anyway", exact: true });
  await anyway.click();
  await expect.element(button("Publish")).not.toHaveAttribute("aria-disabled");
  await button("Cancel").click();
  await button("Open again").click();
  await expect.element(anyway).not.toBeChecked();
  await expect.element(button("Publish")).toHaveAttribute("aria-disabled", "true");
});

test("the note joins what was typed, and gives way to it where Atoms has no room for both", () => {
  const noted = "Published with known problems in issue_resolution.";
  expect(described("", view)).toBe(noted);
  expect(described("Hanna asked.", view)).toBe(`Hanna asked.\n\n${noted}`);
  const long = "ä".repeat(1990);
  expect(described(long, view)).toBe(long);
  expect(described("Hanna asked.", { ...view, takesDescription: false })).toBe("Hanna asked.");
  expect(described("Hanna asked.", { ...view, dangers: [] })).toBe("Hanna asked.");
});
