import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { wireError } from "../../test/fakeEngine";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { MetricsPage } from "./MetricsPage";
import { engineWithMetrics } from "./metricsFixtures";

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const dialog = () => page.getByRole("dialog", { name: "Preview: Contact Reason" });

async function open(theme: "light" | "dark" = "light") {
  const engine = engineWithMetrics();
  engine.install();
  await renderScreen(<MetricsPage agentId="a1" />, theme);
  await expect.element(page.getByRole("row", { name: "Contact reason" })).toBeVisible();
  return engine;
}

async function openFromMenu() {
  (page.getByRole("row", { name: "Contact reason" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Tab}{Tab}{Tab}{Tab}{Enter}");
  await expect.element(page.getByRole("menuitem", { name: "Preview" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog()).toBeVisible();
}

for (const theme of ["light", "dark"] as const)
  test(`an answer in the log, the webhook and an export, by keyboard, ${theme}`, async () => {
    await open(theme);
    await openFromMenu();
    await expect.element(dialog().getByText("Contact Reason", { exact: true })).toBeVisible();
    await expect.element(dialog().getByText("order_status")).toBeVisible();
    await expectAccessible();
    await page.getByRole("tab", { name: "Webhook" }).click();
    await expect.element(dialog().getByText(/"identifier": "contact_reason"/)).toBeVisible();
    await expect.element(dialog().getByText(/sends every answer as text/)).toBeVisible();
    await expectAccessible();
    await page.getByRole("tab", { name: "Export" }).click();
    await expect.element(dialog().getByRole("columnheader", { name: "contact_reason" })).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog()).not.toBeInTheDocument();
  });

test("the webhook's example is copied to the letter, and that is said until it is dismissed", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await open();
  await openFromMenu();
  await page.getByRole("tab", { name: "Webhook" }).click();
  await dialog().getByRole("button", { name: "Copy", exact: true }).click();
  expect(write.mock.calls).toEqual([
    [JSON.stringify({ identifier: "contact_reason", value: "order_status" }, null, 2)],
  ]);
  const said = dialog().getByText("Copied. The webhook’s example is on the clipboard.");
  await expect.element(said).toBeVisible();
  await dialog().getByRole("button", { name: "Dismiss" }).click();
  await expect.element(said).not.toBeInTheDocument();
  write.mockRejectedValue(new Error("no"));
  await dialog().getByRole("button", { name: "Copy", exact: true }).click();
  await expect.element(dialog().getByText(/did not let Debrief use the clipboard/)).toBeVisible();
});

test("a card says what an answer will look like as it is typed", async () => {
  await open();
  await button("Add Metrics").click();
  await expect.element(page.getByText("An answer will look like")).toHaveTextContent("A lid broke.");
  await page.getByRole("combobox", { name: "Data Type" }).click();
  await page.getByRole("option", { name: "Enum" }).click();
  await expect
    .element(page.getByText("An answer will look like"))
    .toHaveTextContent("one of your choices, once there are some");
  await settled();
  await button("Preview in logs, export and webhook").click();
  // The keys of the panel rest while something is in front of it.
  await expect.element(page.getByRole("dialog", { name: /^Preview/ })).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await userEvent.keyboard("{Escape}");
  await expect.element(button(/^1 Metric 1/)).toBeVisible();
  expect(button(/^2 Metric 2/).elements()).toHaveLength(0);
});

test("an example that cannot be made says so", async () => {
  const engine = await open();
  engine.failing.set("preview_metric", wireError("internal"));
  await openFromMenu();
  await expect.element(dialog().getByRole("button", { name: "Try again" })).toBeVisible();
});
