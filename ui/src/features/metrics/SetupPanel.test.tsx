import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { flushAll } from "../../host/flush";
import { type FakeEngine, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { MetricsPage } from "./MetricsPage";
import { engineWithMetrics } from "./metricsFixtures";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByLabelText(name, { exact: true });
const dataType = () => page.getByRole("combobox", { name: "Data Type" }).or(button("Data Type"));
const sheet = () => page.getByRole("dialog", { name: "Set up post call metrics" });

let engine: FakeEngine;

async function openPanel(theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />, theme);
  await button("Add Metrics").click();
  await expect.element(field("Identifier")).toHaveFocus();
  await settled();
}

async function chooseType(name: string) {
  await dataType().click();
  await page.getByRole("option", { name }).click();
}

beforeEach(() => {
  engine = engineWithMetrics();
});

describe("Disposition", () => {
  test("two metrics: filled, another added with the focus in it, saved all at once", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await userEvent.fill(field("Prompt"), "How did the call end?");
    await button("Add Another").click();
    await expect.element(field("Identifier")).toHaveFocus();
    await expect.element(field("Identifier")).toHaveValue("");
    await expect.element(button(/^1 Call result call_result String Ready/)).toBeVisible();
    await userEvent.fill(field("Identifier"), "store_visit");
    await userEvent.fill(field("Prompt"), "Did the caller want to come by?");
    await chooseType("Boolean");
    await button("Save").click();
    await expect.element(sheet()).not.toBeInTheDocument();
    await expect.element(page.getByText("2 metrics added to your unpublished changes.")).toBeVisible();
    await expect.element(button("Add Metrics")).toHaveFocus();
    await expect.element(button("Edit store_visit")).toBeInTheDocument();
    const types = new Map(engine.agent.metrics.map((each) => [each.identifier, each.dataType]));
    expect([types.get("call_result"), types.get("store_visit")]).toEqual(["string", "boolean"]);
    expect(engine.panels.size).toBe(0);
  });

  test("a folded card opens with a click and only one is open", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Add Another").click();
    await userEvent.fill(field("Identifier"), "store_visit");
    await button(/^1 Call result/).click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    expect(page.getByLabelText("Identifier", { exact: true }).elements()).toHaveLength(1);
    await expect.element(button(/^2 Store visit store_visit String Not finished/)).toBeVisible();
  });

  test("a refused identifier shows when it was left, with the button that repairs it", async () => {
    await openPanel();
    await userEvent.type(field("Identifier"), "Call Outcome");
    expect(page.getByText("Atoms takes only a to z, 0 to 9 and _ here.").query()).toBeNull();
    await userEvent.keyboard("{Tab}");
    await expect.element(page.getByText("Atoms takes only a to z, 0 to 9 and _ here.")).toBeVisible();
    await expect.element(field("Identifier")).toHaveValue("Call Outcome");
    await button("Use call_outcome").click();
    await expect.element(field("Identifier")).toHaveValue("call_outcome");
    await expect.element(field("Identifier")).toHaveFocus();
    await expect
      .element(page.getByText("Atoms takes only a to z, 0 to 9 and _ here."))
      .not.toBeInTheDocument();
  });

  test("an identifier the agent has already is refused with a free one beside it", async () => {
    await openPanel();
    await userEvent.type(field("Identifier"), "contact_reason");
    await userEvent.keyboard("{Tab}");
    await expect
      .element(page.getByText("Another metric of this agent is called contact_reason."))
      .toBeVisible();
    await expect.element(button("Use contact_reason_2")).toBeVisible();
  });

  test("a refused Save keeps the panel, opens the first card with a problem and focuses its field", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Add Another").click();
    await userEvent.fill(field("Identifier"), "store_visit");
    await userEvent.fill(field("Prompt"), "Did the caller want to come by?");
    await button("Save").click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    await expect.element(field("Prompt")).toHaveFocus();
    await expect.element(page.getByText("Write the question the AI answers after each call.")).toBeVisible();
    await expect.element(page.getByText("1 problem to fix before Save.")).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("How did it end?");
    await button("Save").click();
    await expect.element(sheet()).not.toBeInTheDocument();
  });

  test("an Enum needs a choice, and text still in the field is one", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await userEvent.fill(field("Prompt"), "How did it end?");
    await chooseType("Enum");
    await button("Save").click();
    await expect.element(page.getByText(/Add at least one choice/)).toBeVisible();
    await expect.element(field("Choices")).toHaveFocus();
    await userEvent.keyboard("resolved,open");
    await button("Save").click();
    await expect.element(sheet()).not.toBeInTheDocument();
    const saved = engine.agent.metrics.find((each) => each.identifier === "call_result");
    expect(saved?.choices).toEqual(["resolved", "open"]);
  });

  test("kept text that cannot be read is not typed over; trying again brings it back", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Cancel").click();
    await expect.element(page.getByText("1 card kept for later.")).toBeVisible();
    engine.failing.set("load_panel", wireError("diskProblem"));
    await button("Add Metrics").click();
    await expect.element(sheet().getByRole("button", { name: "Try again" })).toBeVisible();
    expect(field("Identifier").query()).toBeNull();
    await expectAccessible();
    engine.failing.delete("load_panel");
    await sheet().getByRole("button", { name: "Try again" }).click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    expect(engine.panels.size).toBe(1);
  });

  test("Cancel, Esc and × keep what was typed; Discard empties and can be undone", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Cancel").click();
    await expect.element(page.getByText("1 card kept for later.")).toBeVisible();
    await button("Add Metrics").click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    await settled();
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet()).not.toBeInTheDocument();
    await button("Continue where you left off").click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    await sheet().getByRole("button", { name: "Continue where you left off" }).click();
    await expect.element(field("Identifier")).toHaveFocus();
    await settled();
    await button("Close").click();
    await button("Add Metrics").click();
    await sheet().getByRole("button", { name: "Discard" }).click();
    await expect.element(field("Identifier")).toHaveValue("");
    await button("Undo").click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    await button("Cancel").click();
    await expect.element(page.getByText("1 card kept for later.")).toBeVisible();
  });

  test("an empty panel leaves nothing behind", async () => {
    await openPanel();
    await settled();
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet()).not.toBeInTheDocument();
    await expect.element(button("Add Metrics")).toHaveFocus();
    expect(engine.panels.size).toBe(0);
    expect(page.getByText(/kept for later/).query()).toBeNull();
  });

  test("typing is written down behind the keys, and at once when the window closes", async () => {
    await openPanel();
    await userEvent.type(field("Prompt"), "How did");
    await expect.poll(() => engine.panels.get("new")?.cards[0]?.fields.prompt).toBe("How did");
    await userEvent.type(field("Prompt"), " it end?");
    await flushAll();
    expect(engine.panels.get("new")?.cards[0]?.fields.prompt).toBe("How did it end?");
  });

  test.each([
    ["diskFull", "This computer’s disk is full. Your text is here but not kept yet."],
    ["diskReadOnly", "Debrief may not write to its folder. Your text is here but not kept yet."],
    ["storeDamaged", "Debrief cannot read its own file. Your text is here but not kept yet."],
    ["diskProblem", "This computer could not keep it. Your text is here but not kept yet."],
  ] as const)("text that cannot be kept says so and holds the panel open: %s", async (code, words) => {
    await openPanel();
    engine.failing.set("keep_panel", wireError(code));
    await userEvent.fill(field("Identifier"), "call_result");
    await expect.element(page.getByRole("alert")).toHaveTextContent(words);
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet()).toBeVisible();
    await expect.element(field("Identifier")).toHaveValue("call_result");
    engine.failing.clear();
    await button("Try again").click();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
    expect(engine.panels.get("new")?.cards[0]?.fields.identifier).toBe("call_result");
  });

  test("a Save that fails says that nothing was saved and keeps the text", async () => {
    await openPanel();
    engine.failing.set("save_panel", wireError("diskProblem"));
    await userEvent.fill(field("Identifier"), "call_result");
    await userEvent.fill(field("Prompt"), "How did it end?");
    await button("Save").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent("Nothing was saved. Your text is here.");
    await expect.element(field("Identifier")).toHaveValue("call_result");
    engine.failing.clear();
    await button("Save").click();
    await expect.element(page.getByText("1 metric added to your unpublished changes.")).toBeVisible();
  });

  test("removing a card can be undone", async () => {
    await openPanel();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Remove card").click();
    await expect.element(page.getByText("Call result removed from this panel.")).toBeVisible();
    await button("Undo").click();
    await expect.element(field("Identifier")).toHaveValue("call_result");
  });

  test("advises to start with 3–5 when there are more than five", async () => {
    await openPanel();
    await expect.element(page.getByText("Metrics on this agent after Save: 6")).toBeVisible();
    await expect.element(page.getByText(/Start with 3–5 metrics/)).toBeVisible();
  });

  test("by keys alone: Ctrl+Enter adds, Ctrl+S saves", async () => {
    await openPanel();
    await userEvent.keyboard("call_result{Tab}{Tab}How did it end?{Control>}{Enter}{/Control}");
    await expect.element(field("Identifier")).toHaveValue("");
    await userEvent.keyboard("store_visit{Tab}{Tab}Come by?{Control>}s{/Control}");
    await expect.element(page.getByText("2 metrics added to your unpublished changes.")).toBeVisible();
  });

  for (const theme of ["light", "dark"] as const)
    test(`has no accessibility violation, ${theme}`, async () => {
      await openPanel(theme);
      await chooseType("Enum");
      await userEvent.type(field("Choices"), "resolved,open,");
      await expectAccessible();
    });
});

describe("editing a metric", () => {
  test("the same sheet with its one card, kept under the metric's own slot", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await button("Edit asked_for_human").click();
    await expect.element(page.getByRole("dialog", { name: "Edit metric" })).toBeVisible();
    expect(page.getByRole("tab").elements()).toHaveLength(0);
    expect(button("Add Another").query()).toBeNull();
    await userEvent.fill(field("Prompt"), "Did the caller ask for a person?");
    await settled();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByText("Your edit of Asked for human is kept for later.")).toBeVisible();
    await button("Continue editing asked_for_human").click();
    await expect.element(field("Prompt")).toHaveValue("Did the caller ask for a person?");
    await button("Save").click();
    await expect
      .element(page.getByText("Asked for human changed in your unpublished changes."))
      .toBeVisible();
    await expect.element(page.getByRole("row", { name: "Asked for human" })).toHaveFocus();
  });
});

describe("Templates", () => {
  const card = (name: string) => page.getByRole("checkbox", { name, exact: true });

  test("chosen ones become filled cards; what is here already cannot be chosen", async () => {
    await openPanel();
    await page.getByRole("tab", { name: "Templates" }).click();
    await expect.element(card("Contact reason")).toBeDisabled();
    await expect.element(button("Add (0)")).toHaveAttribute("aria-disabled", "true");
    await card("Effort score").click({ force: true });
    await card("Call result").click({ force: true });
    await expect.element(page.getByText("2 selected")).toBeVisible();
    await expectAccessible();
    await button("Add (2)").click();
    await expect.element(button(/^1 Effort score effort_score Integer Ready/)).toBeVisible();
    // The template of Atoms has no choices: its card is open and waits for them.
    await expect.element(field("Identifier")).toHaveValue("call_result");
    await expect.element(field("Choices")).toHaveFocus();
    await button("Save").click();
    await expect.element(page.getByText(/Add at least one choice/)).toBeVisible();
    await userEvent.keyboard("good{Enter}bad");
    await button("Save").click();
    await expect.element(page.getByText("2 metrics added to your unpublished changes.")).toBeVisible();
  });

  test("Preview opens with the pointer and chooses nothing", async () => {
    await openPanel();
    await page.getByRole("tab", { name: "Templates" }).click();
    await button("Preview Effort score").click();
    await expect.element(page.getByRole("dialog", { name: "Preview Effort score" })).toBeVisible();
    await expect.element(button("Close preview")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(button("Preview Effort score")).toHaveFocus();
    await expect.element(button("Add (0)")).toBeVisible();
  });

  test("search looks everywhere, and an empty answer leads on", async () => {
    await openPanel();
    await page.getByRole("tab", { name: "Templates" }).click();
    await userEvent.type(page.getByRole("searchbox", { name: "Search templates" }), "survey");
    await expect.element(card("Effort score")).toBeVisible();
    await expect.element(card("Contact reason")).not.toBeInTheDocument();
    await userEvent.fill(page.getByRole("searchbox", { name: "Search templates" }), "refund");
    await expect.element(page.getByText("No template about “refund”.")).toBeVisible();
    await button("Start an own metric with this word").click();
    await expect.element(field("Prompt")).toHaveValue("refund");
  });

  test("the library works while Atoms does not", async () => {
    engine.failing.set("atoms_templates", wireError("offline"));
    await openPanel();
    await page.getByRole("tab", { name: "Templates" }).click();
    await expect.element(page.getByText(/templates of Atoms cannot be read now/)).toBeVisible();
    await expect.element(card("Effort score")).toBeVisible();
  });
});
