import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type FakeEngine, ownTemplate, wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { MetricsPage } from "../metrics/MetricsPage";
import { engineWithMetrics } from "../metrics/metricsFixtures";
import { SaveTemplate } from "./SaveTemplate";
import { typedNew, typedSetNames, typedTemplates } from "./typed";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByLabelText(name, { exact: true });
const card = (name: string) => page.getByRole("checkbox", { name, exact: true });
const search = () => page.getByRole("searchbox", { name: "Search templates" });
const dialog = (name: string) => page.getByRole("dialog", { name, exact: true });
const group = (name: RegExp) =>
  page.getByRole("navigation", { name: "Groups of templates" }).getByRole("button", { name });

let engine: FakeEngine;

async function openTemplates(theme: "light" | "dark" = "light") {
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />, theme);
  await button("Add Metrics").click();
  await expect.element(field("Identifier")).toHaveFocus();
  await page.getByRole("tab", { name: "Templates" }).click();
  await expect.element(card("Effort score")).toBeVisible();
  await settled();
}

async function openMine() {
  await openTemplates();
  await group(/My templates/).click();
}

const reason = (name: string) => ({
  name,
  whenToUse: "Every line of ours",
  fields: {
    identifier: name.toLowerCase().replaceAll(" ", "_"),
    dataType: "string" as const,
    prompt: "What did the caller of {company} want?",
    choices: [],
  },
});

beforeEach(() => {
  for (const typed of [typedNew, typedSetNames, typedTemplates]) typed.clear();
  engine = engineWithMetrics();
});

describe("Blanks", () => {
  test("each is asked for once, the prompts read along, and only then is it added", async () => {
    await openTemplates();
    await card("Repeat contact").click({ force: true });
    await card("Promised date").click({ force: true });
    await card("Effort score").click({ force: true });
    await button("Add (3)").click();
    const front = dialog("Fill in the blanks");
    await expect.element(field("Company")).toHaveFocus();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await expect.element(field("Time zone")).toHaveValue(zone);
    await userEvent.keyboard("Larkfield");
    await expect.poll(() => front.getByText("Larkfield", { exact: true }).elements().length).toBe(2);
    await settled();
    await expectAccessible();
    await front.getByRole("button", { name: "Add (3)" }).click();
    await expect
      .element(field("Prompt"))
      .toHaveValue("Did the caller say they had already contacted Larkfield about this?");
    await button(/^2 Promised date/).click();
    await expect
      .element(field("Prompt"))
      .toHaveValue(`On which date did the caller promise Larkfield to pay? In ${zone}.`);
  });

  test("an empty one is not skipped; Cancel keeps the selection and what was typed", async () => {
    await openTemplates();
    await card("Promised date").click({ force: true });
    await button("Add (1)").click();
    await userEvent.fill(field("Time zone"), " ");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByText(/^Write the company, or go back/)).toBeVisible();
    await expect.element(page.getByText(/^Write the time zone, or go back/)).toBeVisible();
    await expect.element(field("Company")).toHaveFocus();
    await userEvent.keyboard("Larkfield");
    await dialog("Fill in the blanks").getByRole("button", { name: "Cancel" }).click();
    await expect.element(page.getByText("1 selected")).toBeVisible();
    await button("Add (1)").click();
    await expect.element(field("Company")).toHaveValue("Larkfield");
    await userEvent.fill(field("Time zone"), "Europe/Paris");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await expect
      .element(field("Prompt"))
      .toHaveValue("On which date did the caller promise Larkfield to pay? In Europe/Paris.");
  });
});

describe("By keys", () => {
  test("/ searches, arrows walk, Space chooses, P previews, Ctrl+Enter adds", async () => {
    await openTemplates();
    await userEvent.keyboard("/");
    await expect.element(search()).toHaveFocus();
    await userEvent.keyboard("caller a/b");
    await expect.element(search()).toHaveValue("caller a/b");
    await userEvent.fill(search(), "");
    await expect.element(card("Contact reason")).toBeVisible();
    card("Repeat contact").element().focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(card("Promised date")).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(card("Effort score")).toHaveFocus();
    await userEvent.keyboard(" p");
    const preview = dialog("Preview Effort score");
    await expect.element(preview.getByText("effort_score")).toBeVisible();
    await expect.element(preview.getByText("Effort without a survey")).toBeVisible();
    await expect.element(preview.getByText("2", { exact: true })).toBeVisible();
    await settled();
    await expectAccessible();
    await userEvent.keyboard("{Escape}");
    await expect.element(card("Effort score")).toHaveFocus();
    await expect.element(page.getByText("1 selected")).toBeVisible();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await expect.element(button(/^1 Effort score/)).toBeInTheDocument();
  });

  test("one card is a stop of Tab, and one that is here already can still be looked at", async () => {
    await openTemplates();
    card("Repeat contact").element().focus();
    await userEvent.keyboard("{Home}");
    await expect.element(button("Preview Contact reason")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(dialog("Preview Contact reason")).toBeVisible();
    await userEvent.keyboard("{Escape}{Tab}");
    expect(document.activeElement?.closest("[data-template]")).toBeNull();
  });
});

describe("Finding", () => {
  test("only one data type, and the way back from nothing", async () => {
    await openTemplates();
    await page.getByRole("combobox", { name: "Any data type" }).click();
    await page.getByRole("option", { name: "Datetime" }).click();
    await expect.element(page.getByText("No template here has the data type Datetime.")).toBeVisible();
    await expect.element(page.getByRole("combobox", { name: "Data type: Datetime" })).toBeVisible();
    await button("Show all templates").click();
    await expect.element(card("Effort score")).toBeVisible();
    await expect.element(search()).toHaveFocus();
  });

  test("what a template asks for can be read while its card has the focus", async () => {
    await openTemplates();
    card("Promised date").element().focus();
    const words = page.getByText("Asks for the company and the time zone", { exact: true });
    await expect.element(words).toBeVisible();
    const { left, right, top, bottom } = words.element().getBoundingClientRect();
    expect(words.element().scrollWidth).toBeLessThanOrEqual(words.element().clientWidth + 1);
    const beside = button("Preview Promised date").element().getBoundingClientRect();
    const overlaps = beside.left < right && beside.right > left && beside.top < bottom && beside.bottom > top;
    expect(overlaps).toBe(false);
  });

  for (const theme of ["light", "dark"] as const)
    test(`has no accessibility violation, ${theme}`, async () => {
      engine.own = [ownTemplate("o1", reason("Our reason"), "Order Support")];
      await openTemplates(theme);
      await card("Repeat contact").click({ force: true });
      await expectAccessible();
      await group(/My templates/).click();
      await expect.element(button("More for Our reason")).toBeVisible();
      await expectAccessible();
    });
});

describe("My templates", () => {
  test("says how one comes here, and that they cannot be read", async () => {
    await openMine();
    await expect.element(page.getByText("No templates of your own yet.")).toBeVisible();
    await expect.element(page.getByText(/choose “Save as template”/)).toBeVisible();
    await expectAccessible();
  });

  test("fail in their own place", async () => {
    engine.failing.set("own_templates", wireError("diskProblem"));
    await openTemplates();
    await expect
      .element(page.getByText("Your templates cannot be read now. The library works."))
      .toBeVisible();
    await expect.element(card("Effort score")).toBeVisible();
  });

  test("a card that is being written becomes one, under a name of its own", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await button("Add Metrics").click();
    await userEvent.fill(field("Identifier"), "call_result");
    await button("Save as template").click();
    const front = dialog("Save as template");
    await expect.element(front.getByLabelText("Name", { exact: true })).toHaveValue("Call result");
    await front.getByRole("button", { name: "Save" }).click();
    await expect
      .element(page.getByText("Call result: Write the question the AI answers after each call."))
      .toBeVisible();
    expect(engine.own).toEqual([]);
    await front.getByRole("button", { name: "Cancel" }).click();
    await userEvent.fill(field("Prompt"), "How did it end?");
    await button("Save as template").click();
    await userEvent.fill(front.getByLabelText("Name", { exact: true }), "How it ended");
    await expectAccessible();
    await front.getByRole("button", { name: "Save" }).click();
    await expect
      .element(page.getByText("1 template saved. You find it under Templates, My templates."))
      .toBeVisible();
    await button("Done").click();
    await page.getByRole("tab", { name: "Templates" }).click();
    await group(/My templates/).click();
    // The card itself has the identifier, so the template is here already.
    await expect.element(card("How it ended")).toBeDisabled();
    expect(engine.own[0]?.text.fields.prompt).toBe("How did it end?");
  });

  test("what was typed for a new one stays over Cancel and Esc until it is saved", async () => {
    const open = () =>
      renderScreen(<SaveTemplate agent={engine.agent} metrics={["m2"]} onClose={() => undefined} />);
    engine.install();
    const first = await open();
    await userEvent.fill(field("Name"), "How it went");
    await userEvent.fill(field("When to use"), "Support lines");
    await userEvent.fill(field("Set"), "Returns");
    await first.unmount();
    // What is not typed is offered as the metric stands now.
    const changed = engine.agent.metrics.map((each) =>
      each.id === "m2" ? { ...each, prompt: "Solved?" } : each,
    );
    engine.agent = { ...engine.agent, metrics: changed };
    const second = await open();
    await expect.element(field("Name")).toHaveValue("How it went");
    await expect.element(field("When to use")).toHaveValue("Support lines");
    await expect.element(field("Set")).toHaveValue("Returns");
    await button("Save").click();
    await expect.element(page.getByText(/^1 template saved in the set Returns/)).toBeVisible();
    expect(engine.own[0]?.text).toMatchObject({ name: "How it went", fields: { prompt: "Solved?" } });
    await second.unmount();
    await open();
    await expect.element(field("Name")).toHaveValue("Issue resolution");
    await expect.element(field("Set")).toHaveValue("");
  });

  test("all metrics of an agent become a set", async () => {
    engine.install();
    let closed = 0;
    await renderScreen(
      <SaveTemplate
        agent={engine.agent}
        metrics="all"
        onClose={() => {
          closed += 1;
        }}
      />,
    );
    await expect.element(dialog("Save all as templates")).toBeVisible();
    await expect.element(field("Set")).toHaveValue("Order Support");
    // One is removed and stays out; one has a type that Debrief does not know, and that is said.
    await expect.element(page.getByText("Legacy score cannot be saved")).toBeVisible();
    await settled();
    await expectAccessible();
    await button("Save").click();
    await expect.element(page.getByText(/^4 templates saved in the set Order Support/)).toBeVisible();
    await button("Done").click();
    expect(closed).toBe(1);
    expect(engine.own.map((each) => [each.text.name, each.set])).toEqual([
      ["Contact reason", "Order Support"],
      ["Issue resolution", "Order Support"],
      ["Asked for human", "Order Support"],
      ["Callback time", "Order Support"],
    ]);
  });

  test("one is edited, and what was typed is there again after Cancel", async () => {
    engine.own = [ownTemplate("o1", reason("Our reason"))];
    await openMine();
    await button("More for Our reason").click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await userEvent.fill(field("Name"), "Reason of ours");
    await dialog("Edit template").getByRole("button", { name: "Cancel" }).click();
    expect(engine.own[0]?.text.name).toBe("Our reason");
    await button("More for Our reason").click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await expect.element(field("Name")).toHaveValue("Reason of ours");
    await settled();
    await expectAccessible();
    await dialog("Edit template").getByRole("button", { name: "Save" }).click();
    await expect.element(page.getByText("Reason of ours is changed.")).toBeVisible();
    await expect.element(card("Reason of ours")).toBeVisible();
  });

  test("what was typed into one stays while one is on Disposition", async () => {
    engine.own = [ownTemplate("o7", reason("Our reason"))];
    await openMine();
    const edit = async () => {
      await button("More for Our reason").click();
      await page.getByRole("menuitem", { name: "Edit" }).click();
    };
    await edit();
    await userEvent.fill(field("When to use"), "Only at night");
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog("Edit template")).not.toBeInTheDocument();
    await page.getByRole("tab", { name: "Disposition" }).click();
    await expect.element(field("Identifier")).toBeVisible();
    await page.getByRole("tab", { name: "Templates" }).click();
    await group(/My templates/).click();
    await edit();
    await expect.element(field("When to use")).toHaveValue("Only at night");
    await dialog("Edit template").getByRole("button", { name: "Save" }).click();
    await expect.element(page.getByText("Our reason is changed.")).toBeVisible();
    expect(engine.own[0]?.text.whenToUse).toBe("Only at night");
  });

  test("the new name of a set stays over Esc, and over a rename that fails", async () => {
    engine.own = [ownTemplate("o1", reason("Our reason"), "Night")];
    await openMine();
    const rename = async () => {
      await button("More for the set Night").click();
      await page.getByRole("menuitem", { name: "Rename the set" }).click();
    };
    await rename();
    await userEvent.fill(field("Name of the set"), "Night shift");
    await userEvent.keyboard("{Escape}");
    await rename();
    await expect.element(field("Name of the set")).toHaveValue("Night shift");
    engine.failing.set("rename_template_set", wireError("diskFull"));
    await button("Rename").click();
    await expect.element(page.getByText(/Your templates are as they were\./)).toBeVisible();
    engine.failing.clear();
    await rename();
    await expect.element(field("Name of the set")).toHaveValue("Night shift");
    await button("Rename").click();
    await expect.element(page.getByText("The set is called Night shift now.")).toBeVisible();
  });

  test("deleting takes it out of the selection, and Undo puts it back", async () => {
    engine.own = [ownTemplate("o1", reason("Our reason")), ownTemplate("o2", reason("Our mood"))];
    await openMine();
    await card("Our reason").click({ force: true });
    await expect.element(page.getByText("1 selected")).toBeVisible();
    await button("More for Our reason").click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.element(page.getByText("Our reason deleted from your templates.")).toBeVisible();
    await expect.element(card("Our reason")).not.toBeInTheDocument();
    await expect.element(button("Add (0)")).toBeVisible();
    await button("Undo").click();
    await expect.element(card("Our reason")).toBeVisible();
    await expect.element(page.getByText("Our reason is back.")).toBeVisible();
  });

  test("a set is chosen as a whole, renamed and deleted", async () => {
    engine.own = [
      ownTemplate("o1", reason("Our reason"), "Returns"),
      ownTemplate("o2", reason("Our mood"), "Returns"),
    ];
    await openMine();
    await button("More for the set Returns").click();
    await page.getByRole("menuitem", { name: "Choose the whole set" }).click();
    await expect.element(button("Add (2)")).toBeVisible();
    await button("More for the set Returns").click();
    await page.getByRole("menuitem", { name: "Rename the set" }).click();
    await userEvent.fill(field("Name of the set"), "Returns desk");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByText("The set is called Returns desk now.")).toBeVisible();
    await button("More for the set Returns desk").click();
    await page.getByRole("menuitem", { name: "Delete the set" }).click();
    await expect.element(page.getByText("The set Returns desk is deleted, with 2 templates.")).toBeVisible();
    expect(engine.own).toEqual([]);
  });

  test("export says where it went", async () => {
    engine.own = [ownTemplate("o1", reason("Our reason"))];
    await openMine();
    await button("Export all").click();
    await expect
      .element(page.getByText("1 template exported to order-support-templates.json."))
      .toBeVisible();
    await button("Show in folder").click();
    expect(engine.named("show_saved_file")[0]?.args).toEqual({ fileId: "f1" });
  });

  test("a file is looked into first; what is there is left out or kept beside", async () => {
    engine.own = [ownTemplate("o1", reason("Our reason"))];
    engine.file = {
      kind: "read",
      fileName: "mine.json",
      entries: [
        { row: 1, set: null, text: reason("Our reason"), known: true },
        { row: 2, set: "Returns", text: reason("Our mood"), known: false },
      ],
      refused: [{ row: 3, name: "Bad", reason: { kind: "problem", code: "typeUnknown", value: "FLOAT" } }],
    };
    await openMine();
    await button("Import").click();
    await expect.element(page.getByText(/^mine.json holds 2 templates./)).toBeVisible();
    await expect
      .element(page.getByText("Entry 3, Bad: Debrief does not know the data type FLOAT."))
      .toBeVisible();
    await settled();
    await expectAccessible();
    await page.getByRole("radio", { name: "Keep both" }).click({ force: true });
    await expect.element(button("Import (2)")).toBeVisible();
    await page.getByRole("radio", { name: "Leave those out" }).click({ force: true });
    expect(engine.named("import_templates")).toEqual([]);
    await button("Import (1)").click();
    await expect
      .element(page.getByText("1 template imported. 1 template left out, because the name is taken."))
      .toBeVisible();
    await expect.element(card("Our mood")).toBeVisible();
  });

  test.each([
    [{ kind: "notTemplates", fileName: "x.json" }, /x.json is no file of templates/],
    [{ kind: "newer", fileName: "x.json" }, /x.json comes from a newer Debrief/],
  ] as const)("another file is told as what it is: %j", async (file, words) => {
    engine.file = file;
    await openMine();
    await button("Import").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(words);
  });

  test("many of them are laid out only where they are in sight", async () => {
    engine.own = Array.from({ length: 100 }, (_, index) =>
      ownTemplate(`o${index}`, reason(`Template number ${index}`)),
    );
    await openMine();
    const layout = (name: string) => {
      const place = card(name).element().closest("[data-template]");
      return place && getComputedStyle(place).contentVisibility;
    };
    await expect.element(card("Template number 99")).toBeInTheDocument();
    expect(layout("Template number 99")).toBe("auto");
    await userEvent.fill(search(), "number 99");
    await expect.element(card("Template number 1")).not.toBeInTheDocument();
    expect(layout("Template number 99")).toBe("visible");
  });
});
