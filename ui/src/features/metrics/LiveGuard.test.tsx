import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { LiveChange } from "../../host";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { ConsentDialog } from "./ConsentDialog";
import { MetricsPage } from "./MetricsPage";
import { engineWithMetrics } from "./metricsFixtures";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const asked: LiveChange[] = [
  {
    metric: "m3",
    identifier: "asked_for_human",
    consequences: [
      { kind: "renamed", from: "asked_for_human", to: "human" },
      { kind: "typeChanged", from: "boolean", to: "string" },
    ],
  },
];
const dialog = () =>
  page.getByRole("alertdialog", { name: "This changes what exports and webhooks receive" });

async function openEdit(theme: "light" | "dark" = "light") {
  const engine = engineWithMetrics();
  engine.asks = asked;
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />, theme);
  await button("Edit asked_for_human").click();
  await expect.element(page.getByLabelText("Identifier")).toHaveValue("asked_for_human");
  await settled();
  await page.getByLabelText("Identifier").fill("human");
  await userEvent.keyboard("{Control>}s{/Control}");
  await expect.element(dialog()).toBeVisible();
  return engine;
}
const consents = (engine: ReturnType<typeof engineWithMetrics>) =>
  engine.named("save_panel").map((call) => call.args.consent);

for (const theme of ["light", "dark"] as const)
  test(`says what changes and what depends on it, ${theme}`, async () => {
    await openEdit(theme);
    for (const words of [
      "Identifier: asked_for_human → human",
      "Data type: Boolean → String",
      "Exports and webhooks look for asked_for_human. They will find human, and whoever reads them has to know.",
      "Old calls keep their old values.",
    ])
      await expect.element(dialog().getByText(words)).toBeVisible();
    await expect.element(dialog().getByText(/^Trends break/)).toBeVisible();
    await expect.element(button("Add a new metric instead")).toHaveFocus();
    await expectAccessible();
  });

test("Cancel and Esc save nothing and keep what was typed", async () => {
  const engine = await openEdit();
  await button("Cancel").last().click();
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByLabelText("Identifier")).toHaveValue("human");
  expect(consents(engine)).toEqual([{ kind: "ask" }]);
  expect(engine.agent.metrics.some((row) => row.identifier === "human")).toBe(false);
});

test("while it fades out it still says what was asked", async () => {
  const slow = document.createElement("style");
  slow.textContent = "* { animation-duration: 3s !important; }";
  document.head.append(slow);
  try {
    const ask = (changes: LiveChange[] | null) => (
      <ConsentDialog changes={changes} onAnswer={() => undefined} onCancel={() => undefined} />
    );
    const screen = await render(ask(asked));
    await expect.element(dialog()).toBeInTheDocument();
    const before = dialog().element().textContent;
    expect(before).toContain("1 metric is live.");
    await screen.rerender(ask(null));
    const fading = document.querySelector('[data-exiting] [role="alertdialog"]');
    expect(fading?.textContent).toBe(before);
  } finally {
    slow.remove();
  }
});

test("the change is saved with what was read", async () => {
  const engine = await openEdit();
  await button("Save the change").click();
  await expect.element(page.getByText("Human changed in your unpublished changes.")).toBeVisible();
  expect(consents(engine)).toEqual([{ kind: "ask" }, { kind: "agreed", changes: asked }]);
});

test("a new metric is added instead, and that is said", async () => {
  const engine = await openEdit();
  await userEvent.keyboard("{Enter}");
  await expect
    .element(page.getByText("Human 2 added as a new metric. What is live stays as it is."))
    .toBeVisible();
  expect(consents(engine)).toEqual([{ kind: "ask" }, { kind: "addInstead" }]);
  await expect.element(page.getByRole("row", { name: "Human 2" })).toBeVisible();
  // Back where it came from.
  await expect.element(page.getByRole("row", { name: "Asked for human" })).toHaveFocus();
});
