import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { agentView, FakeEngine, row } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { MetricsPage } from "./MetricsPage";
import { engineWithMetrics } from "./metricsFixtures";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const rowOf = (name: string) => page.getByRole("row", { name });
const edits = (engine: FakeEngine) => engine.named("edit_metrics").map((call) => call.args.edit);
const shown = () =>
  page
    .getByRole("row")
    .elements()
    .map((each) => each.getAttribute("data-key"));

/** Every test has an agent of its own: how a list is looked at is kept by agent. */
let agents = 0;
async function open(theme: "light" | "dark" = "light") {
  agents += 1;
  const engine = engineWithMetrics();
  engine.agent = { ...engine.agent, id: `list${agents}` };
  engine.install();
  await renderScreen(<MetricsPage agentId={engine.agent.id} />, theme);
  await expect.element(rowOf("Contact reason")).toBeVisible();
  return engine;
}
const focus = (name: string) => (rowOf(name).element() as HTMLElement).focus();

describe("selecting several", () => {
  test("Space, Shift with arrows, Ctrl+A and Esc; Delete and Undo are one step each", async () => {
    const engine = await open();
    focus("Contact reason");
    await userEvent.keyboard(" ");
    await expect.element(page.getByText("1 selected", { exact: true })).toBeVisible();
    await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    await expect.element(page.getByText("3 selected", { exact: true })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("toolbar")).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}a{/Control}");
    // What is removed already is not among them.
    await expect.element(page.getByText("5 selected", { exact: true })).toBeVisible();
    await userEvent.keyboard("{Delete}");
    await expect
      .element(page.getByText("5 metrics removed here. 4 of them still live until you publish."))
      .toBeVisible();
    await button(/^Undo: 5 metrics/).click();
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
    expect(edits(engine)).toEqual([
      { kind: "removeMany", metrics: ["m1", "m2", "m3", "m4", "m5"] },
      { kind: "undo" },
    ]);
  });

  test("they are moved together, by key and by button, and duplicated", async () => {
    const engine = await open();
    focus("Asked for human");
    await userEvent.keyboard(" {ArrowDown} ");
    await expect.element(page.getByText("2 selected", { exact: true })).toBeVisible();
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await expect.element(page.getByText("2 metrics, now 2 to 3 of 5.")).toBeVisible();
    await button("Move up").click();
    await expect.element(page.getByText("2 metrics, now 1 to 2 of 5.")).toBeVisible();
    await expect.element(button("Move up")).toHaveAttribute("aria-disabled", "true");
    await button("Duplicate").click();
    await expect.element(button("Edit callback_time_copy")).toBeInTheDocument();
    expect(edits(engine)).toEqual([
      { kind: "moveMany", metrics: ["m3", "m4"], to: 1 },
      { kind: "moveMany", metrics: ["m3", "m4"], to: 0 },
      { kind: "duplicateMany", metrics: ["m3", "m4"] },
    ]);
    await button("Clear").click();
    await expect.element(page.getByRole("toolbar")).not.toBeInTheDocument();
    await expect.element(page.getByRole("row", { name: /^Asked for human, Boolean$/ })).toHaveFocus();
  });

  test("Ctrl+F brings the search beside the selection, and what is out of sight stays selected", async () => {
    await open();
    const search = page.getByRole("searchbox", { name: "Search metrics" });
    focus("Contact reason");
    await userEvent.keyboard(" ");
    await expect.element(page.getByText("1 selected", { exact: true })).toBeVisible();
    expect(search.elements()).toHaveLength(0);
    await userEvent.keyboard("{Control>}f{/Control}");
    await expect.element(search).toHaveFocus();
    await expect.element(page.getByText("1 selected", { exact: true })).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("human");
    await expect.poll(shown).toEqual(["m3"]);
    await expect.element(search).toHaveFocus();
    focus("Asked for human");
    await userEvent.keyboard(" ");
    await expect.element(page.getByText("1 selected", { exact: true })).toBeVisible();
    await userEvent.keyboard("{Control>}f{/Control}");
    await userEvent.keyboard("{Delete}");
    await expect.element(page.getByText("2 selected", { exact: true })).toBeVisible();
    await expect.element(search).toHaveFocus();
    await button("Clear").click();
    await expect.element(page.getByRole("toolbar")).not.toBeInTheDocument();
    await expect.element(rowOf("Contact reason")).toHaveFocus();
  });

  test("a metric of an unknown type can be moved and deleted, not copied", async () => {
    await open();
    focus("Legacy score");
    await userEvent.keyboard(" ");
    await expect.element(button("Duplicate")).toHaveAttribute("aria-disabled", "true");
    await expectAccessible();
  });
});

describe("dragging", () => {
  test("drops where the line stands, as one step", async () => {
    const engine = await open();
    const handle = button("Drag contact_reason");
    await userEvent.dragAndDrop(handle, rowOf("Callback time"), { steps: 8 });
    await expect.poll(() => edits(engine)).toHaveLength(1);
    const [move] = edits(engine) as { kind: string; metric: string; to: number }[];
    expect(move?.kind).toBe("move");
    expect(move?.metric).toBe("m1");
    expect([2, 3]).toContain(move?.to);
    await expect.element(page.getByText(/^Contact reason, now [34] of 5\.$/)).toBeVisible();
    expect(page.getByRole("dialog").elements()).toHaveLength(0);
  });

  test("a press on the handle opens nothing and moves nothing", async () => {
    const engine = await open();
    await button("Drag contact_reason").click();
    await expect.element(rowOf("Contact reason")).toHaveFocus();
    expect(page.getByRole("dialog").elements()).toHaveLength(0);
    expect(edits(engine)).toEqual([]);
  });
});

describe("searching, filtering and sorting", () => {
  test("says what is left and that the order rests, and Clear brings all back", async () => {
    const engine = await open();
    await userEvent.keyboard("{Control>}f{/Control}");
    await expect.element(page.getByRole("searchbox", { name: "Search metrics" })).toHaveFocus();
    await userEvent.keyboard("human");
    await expect.element(page.getByText("1 of 6 metrics")).toBeVisible();
    expect(shown()).toEqual(["m3"]);
    expect(button("Drag asked_for_human").elements()).toHaveLength(0);
    focus("Asked for human");
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await expect
      .element(
        page.getByText("The order can be changed when nothing is searched, filtered or sorted.").first(),
      )
      .toBeVisible();
    expect(edits(engine)).toEqual([]);
    await page.getByRole("searchbox", { name: "Search metrics" }).fill("zebra");
    await expect.element(page.getByText("No metric about “zebra”")).toBeVisible();
    await expectAccessible();
    await button("Clear").click();
    await expect.element(rowOf("Contact reason")).toBeVisible();
    expect(shown()).toHaveLength(6);
    await expect.element(page.getByRole("searchbox", { name: "Search metrics" })).toHaveFocus();
  });

  test("where a copy stands is said as it is in the list that is shown", async () => {
    await open();
    const line = (words: string) => page.getByText(words, { exact: true });
    await button("Sort: As on Atoms").click();
    await page.getByRole("menuitemradio", { name: "Data type" }).click();
    await expect.element(button("Sort: Data type")).toBeVisible();
    await button("Duplicate asked_for_human").click({ force: true });
    // By type the copy comes right behind it as well.
    await expect.element(line("A copy of Asked for human stands right below it.")).toBeVisible();
    await button("Sort: Data type").click();
    await page.getByRole("menuitemradio", { name: "Changed first" }).click();
    await expect
      .element(line("A copy of Asked for human is made. In this view it does not stand right below."))
      .toBeVisible();
    await button("Filter").click();
    await page.getByRole("menuitemcheckbox", { name: "Live" }).click();
    await userEvent.keyboard("{Escape}");
    await expect.element(line("A copy of Asked for human is made. Search or filter hide it.")).toBeVisible();
    await expect
      .element(button("Undo: A copy of Asked for human is made. Search or filter hide it."))
      .toBeVisible();
  });

  test("of several copies, how many the filter hides", async () => {
    await open();
    await button("Filter").click();
    await page.getByRole("menuitemcheckbox", { name: "Live" }).click();
    await userEvent.keyboard("{Escape}");
    focus("Contact reason");
    await userEvent.keyboard(" {ArrowDown} ");
    await expect.element(page.getByText("2 selected", { exact: true })).toBeVisible();
    await button("Duplicate").click();
    await expect
      .element(page.getByText("2 copies are made. Search or filter hide them.", { exact: true }))
      .toBeVisible();
  });

  test("by type and state, in another order, kept while the app is open", async () => {
    const engine = await open();
    await button("Filter").click();
    await page.getByRole("menuitemcheckbox", { name: "Enum" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Edited" }).click();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByText("1 of 6 metrics")).toBeVisible();
    expect(shown()).toEqual(["m2"]);
    await renderScreen(<MetricsPage agentId={engine.agent.id} />);
    await expect.element(page.getByText("1 of 6 metrics").last()).toBeVisible();
  });

  test("sorted by name", async () => {
    await open();
    await button("Sort: As on Atoms").click();
    await page.getByRole("menuitemradio", { name: "Name" }).click();
    await expect.element(button("Sort: Name")).toBeVisible();
    expect(shown()).toEqual(["m3", "m4", "m6", "m1", "m2", "m5"]);
    await button("Clear filters").click();
    await expect.poll(shown).toEqual(["m1", "m2", "m3", "m4", "m5", "m6"]);
  });

  for (const theme of ["light", "dark"] as const)
    test(`no accessibility violation with a selection and with a filter, ${theme}`, async () => {
      await open(theme);
      focus("Contact reason");
      await userEvent.keyboard(" ");
      await expect.element(page.getByRole("toolbar")).toBeVisible();
      await expectAccessible();
      await button("Clear").click();
      await button("Filter").click();
      await settled();
      await expectAccessible();
    });
});

test("an agent that can only be looked at has no handles", async () => {
  const engine = new FakeEngine(
    agentView([row("m1", "call_outcome"), row("m2", "mood")], { id: "ro1", readOnly: "archived" }),
  );
  engine.install();
  await renderScreen(<MetricsPage agentId="ro1" />);
  await expect.element(rowOf("Call outcome")).toBeVisible();
  expect(button(/^Drag/).elements()).toHaveLength(0);
});
