import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { MetricFinding } from "../../host";
import type { FakeEngine } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { MetricsPage } from "../metrics/MetricsPage";
import { engineWithMetrics } from "../metrics/metricsFixtures";
import { notAChoice, note, withoutEnd } from "./lintFixtures";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const field = (name: string) => page.getByLabelText(name, { exact: true });
const said = "Your prompt tells the AI to answer none, but it is not one of the choices.";

let engine: FakeEngine;

async function openPanel() {
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />);
  await button("Add Metrics").click();
  await expect.element(field("Identifier")).toHaveFocus();
  await settled();
}

async function typeAnEnum() {
  await userEvent.fill(field("Identifier"), "wanted");
  await button("Data Type")
    .or(page.getByRole("combobox", { name: "Data Type" }))
    .click();
  await page.getByRole("option", { name: "Enum" }).click();
  await userEvent.fill(field("Choices"), "billing,");
  await userEvent.click(field("Prompt"));
  await userEvent.keyboard("What was wanted? If nothing, answer none.");
}

beforeEach(() => {
  engine = engineWithMetrics();
});

describe("in the panel", () => {
  beforeEach(() => {
    engine.lint = (cards) =>
      cards.flatMap((card, index) => {
        const { prompt, choices, dataType } = card.fields;
        const isMissing = dataType === "enum" && prompt.includes("none") && !choices.includes("none");
        return isMissing ? [notAChoice(prompt, "none", index)] : [];
      });
  });

  test("a danger shows once the prompt was left, marked at its words, and one button mends it", async () => {
    await openPanel();
    await typeAnEnum();
    await settled();
    expect(page.getByText(said).query()).toBeNull();
    await userEvent.keyboard("{Tab}");
    await expect.element(page.getByText(said)).toBeVisible();
    await expect.element(page.getByText("1 problem to fix before you publish.")).toBeVisible();
    const marked = () => document.querySelector("[data-mark=error]")?.textContent;
    expect(marked()).toBe("none");
    await expectAccessible();

    // Words before the mark move it at once, before the next check.
    await userEvent.click(field("Prompt"));
    await userEvent.keyboard("{Home}Listen. ");
    expect(marked()).toBe("none");

    await button("Add none").click();
    await expect.element(page.getByText(said)).not.toBeInTheDocument();
    await expect.element(page.getByText("Done: Add none.")).toBeVisible();
    await expect.element(page.getByText("none", { exact: true })).toBeVisible();
    await button("Undo").click();
    await expect.element(page.getByText(said)).toBeVisible();
  });

  test("by keyboard: F8 goes to the problem, Ctrl with a full stop mends it, and Save takes it before as well", async () => {
    await openPanel();
    await typeAnEnum();
    await userEvent.keyboard("{Tab}");
    await expect.element(page.getByText(said)).toBeVisible();
    await userEvent.keyboard("{F8}");
    expect(document.activeElement?.getAttribute("data-finding")).toBe("danger");
    await userEvent.keyboard("{Control>}.{/Control}");
    await expect.element(page.getByText("Done: Add none.")).toBeVisible();
    await button("Undo").click();
    await expect.element(page.getByText(said)).toBeVisible();
    await button("Save").click();
    await expect
      .element(page.getByRole("dialog", { name: "Set up post call metrics" }))
      .not.toBeInTheDocument();
  });
});

describe("with two problems in one card", () => {
  test("Ctrl with a full stop mends the one in whose words somebody types", async () => {
    engine.lint = (cards) =>
      cards.flatMap(({ fields: { prompt, dataType } }, index) =>
        dataType === "enum" && prompt.includes("none")
          ? [withoutEnd(index), notAChoice(prompt, "none", index)]
          : [],
      );
    await openPanel();
    await typeAnEnum();
    await userEvent.keyboard("{Tab}");
    await expect.element(page.getByText(said)).toBeVisible();
    // The other one stands first, at the prompt.
    const places = [...document.querySelectorAll("[data-finding]")].map((line) => line.textContent);
    expect(places.findIndex((text) => text?.includes(said))).toBe(1);
    await userEvent.click(field("Prompt"));
    await userEvent.keyboard("{End}{ArrowLeft}{ArrowLeft}");
    await userEvent.keyboard("{Control>}.{/Control}");
    await expect.element(page.getByText("Done: Add none.")).toBeVisible();
  });
});

test("words that become a problem while somebody types in them are at hand at once", async () => {
  engine.lint = (cards) =>
    cards.flatMap(({ fields: { prompt } }, index) =>
      prompt.endsWith("answer zilch") ? [withoutEnd(index), notAChoice(prompt, "zilch", index)] : [],
    );
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />);
  await button("Edit contact_reason").click();
  await userEvent.click(field("Prompt"));
  await userEvent.keyboard("{Control>}{End}{/Control} If nothing, answer zilch");
  // The caret has not moved since the check spoke.
  await expect.element(page.getByText(/answer zilch, but/)).toBeVisible();
  await expect.poll(() => document.querySelector("[data-at-hand]")?.textContent ?? "").toContain("zilch");
});

describe("on the page", () => {
  const about = (metric: string, finding: MetricFinding["finding"], isLive: boolean): MetricFinding => ({
    metric,
    isLive,
    finding,
  });

  beforeEach(() => {
    engine.agent = {
      ...engine.agent,
      findings: [
        about("m1", notAChoice("If nothing, answer none.", "none"), true),
        about("m2", notAChoice("Else answer unclear.", "unclear", 1), false),
        about("m2", withoutEnd(1), false),
        about("m3", note(2), true),
      ],
    };
  });

  test("one line says how many can void calls and how many of them are live", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await expect.element(page.getByText("2 problems can void whole calls")).toBeVisible();
    await expect.element(page.getByText(/1 of them is live now\./)).toBeVisible();
    await expect.element(page.getByText(/1 warning besides\./)).toBeVisible();
    // One sentence after the other, for the eye and as it is read.
    await expect
      .element(page.getByRole("region", { name: "Checks" }))
      .toHaveTextContent("2 problems can void whole calls. 1 of them is live now. One answer");
    await expectAccessible();
  });

  test("the list can show the metrics with problems alone", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await button("Show problems").click();
    await expect.element(button("Edit contact_reason")).toBeInTheDocument();
    expect(button("Edit asked_for_human").query()).toBeNull();
    await button("Show all metrics").click();
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
  });

  test("a row shows its worst problem with its repair, and the rest when asked", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await expect.element(button("Add unclear: issue_resolution")).toBeVisible();
    expect(button("Add a sentence: issue_resolution").query()).toBeNull();
    await button("1 more: issue_resolution").click();
    await expect.element(button("Add a sentence: issue_resolution")).toBeVisible();
    await button("Add unclear: issue_resolution").click();
    await expect
      .element(page.getByText("Issue resolution is mended here. Not live until you publish."))
      .toBeVisible();
    expect(engine.named("edit_metrics").at(-1)?.args.edit).toEqual({
      kind: "repair",
      metric: "m2",
      repair: { safe: true, steps: [{ kind: "addChoices", choices: ["unclear"] }] },
    });
  });

  test("all safe ones are mended by one button", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await button("Fix all safe ones").click();
    await expect.element(page.getByText("3 problems mended here. Not live until you publish.")).toBeVisible();
    expect(engine.named("edit_metrics").at(-1)?.args.edit).toEqual({ kind: "repairSafe" });
    // The button is gone: the first row that it mended has its focus.
    await expect.element(button("Fix all safe ones")).not.toBeInTheDocument();
    await expect.element(page.getByRole("row", { name: "Contact reason" })).toHaveFocus();
  });

  test("with the last problem mended and no row left to show, the search has the focus", async () => {
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await button("Show problems").click();
    await expect.element(button("Edit asked_for_human")).not.toBeInTheDocument();
    await button("Fix all safe ones").click();
    await expect.element(page.getByText("No metric matches")).toBeVisible();
    const search = page.getByRole("searchbox", { name: "Search metrics" });
    await expect.element(search).toHaveFocus();
    await button("Clear").click();
    await expect.element(button("Edit asked_for_human")).toBeInTheDocument();
    await expect.element(search).toHaveFocus();
  });

  test("who can only look sees the problems without buttons", async () => {
    engine.agent = { ...engine.agent, readOnly: "archived" };
    engine.install();
    await renderScreen(<MetricsPage agentId="a1" />);
    await expect.element(page.getByText("2 problems can void whole calls")).toBeVisible();
    expect(button("Fix all safe ones").query()).toBeNull();
    expect(button(/^Add unclear/).query()).toBeNull();
  });
});
