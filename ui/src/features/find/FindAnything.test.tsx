import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { KnownAgent } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { startView } from "../../test/sample";

const known: KnownAgent[] = [
  {
    id: "a1",
    name: "Order Support",
    kind: "singlePrompt",
    archived: false,
    unpublished: 3,
    opened: true,
    read: true,
    metrics: [
      { id: "m1", identifier: "contact_reason", dataType: "enum", change: "same" },
      { id: "m2", identifier: "talk_ratio", dataType: null, change: "same" },
    ],
  },
  {
    id: "a2",
    name: "Returns Desk",
    kind: "singlePrompt",
    archived: false,
    unpublished: 0,
    opened: true,
    read: true,
    metrics: [],
  },
];

async function open(more: Parameters<typeof openApp>[0] = {}) {
  const app = await openApp({ known_agents: () => known, ...more });
  await expect.element(app.screen.getByRole("button", { name: "Find anything" })).toBeVisible();
  return app;
}

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await open({ start: () => ({ ...startView, appearance: theme }) });
    await userEvent.keyboard("{Control>}k{/Control}");
    await screen.getByRole("searchbox", { name: "Find anything" }).fill("re");
    await expect.element(screen.getByRole("menuitem", { name: /^Contact reason/ })).toBeVisible();
    await expectNoViolations();
  });

test("Ctrl+K, a few letters and Enter lead to an agent, and Esc gives the focus back", async () => {
  const { screen, of } = await open();
  await screen.getByRole("searchbox", { name: "Search agents" }).click();
  await userEvent.keyboard("{Control>}k{/Control}");
  const field = screen.getByRole("searchbox", { name: "Find anything" });
  await expect.element(field).toHaveFocus();
  await expect.element(screen.getByText("Recent agents").last()).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("searchbox", { name: "Search agents" })).toHaveFocus();

  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("returns");
  await expect.element(screen.getByRole("menuitem", { name: /^Returns Desk/ })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => window.location.hash).toBe("#/agent/a2/metrics");
  expect(of("list_agents")).toHaveLength(1);
});

test("a metric opens for editing, also with the pointer", async () => {
  const { screen } = await open();
  await screen.getByRole("button", { name: "Find anything" }).click();
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("contact");
  await screen.getByRole("menuitem", { name: /^Contact reason/ }).click();
  await expect.element(screen.getByRole("dialog", { name: "Edit metric" })).toBeVisible();
  await expect.element(screen.getByLabelText("Identifier")).toHaveValue("contact_reason");
});

test("actions of the page one is on are there, and those of the app everywhere", async () => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen } = await open();
  await expect.element(screen.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("add m");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("dialog", { name: "Set up post call metrics" })).toBeVisible();
  await screen.getByRole("button", { name: "Close" }).click();
  await userEvent.keyboard("{Control>}k{/Control}");
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("keyboard");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("what is not there is said, and a store that cannot be read as well", async () => {
  let fails = false;
  const { screen } = await open({
    known_agents: () => {
      if (fails) throw wireError("diskProblem");
      return known;
    },
  });
  await userEvent.keyboard("{Control>}k{/Control}");
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("zebra");
  await expect.element(screen.getByText("Nothing on this computer is called “zebra”.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => screen.getByRole("dialog").elements().length).toBe(0);
  fails = true;
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(screen.getByText("This computer could not keep it")).toBeVisible();
});

test("Ctrl+/ shows every key, and neither opens over another dialog", async () => {
  const { screen } = await open();
  await userEvent.keyboard("{Control>}/{/Control}");
  await expect.element(screen.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expect.element(screen.getByText("Review and publish")).toBeVisible();
  const keysOf = (words: string) => screen.getByText(words).element().nextElementSibling?.textContent;
  expect(keysOf("Next problem; Shift F8 the one before")).toBe("F8");
  expect(keysOf("Mend the problem at hand")).toBe("Ctrl.");
  await expectNoViolations();
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(screen.getByRole("searchbox", { name: "Find anything" }).elements()).toHaveLength(0);
});

test("Tab keeps one kind, the next one gives all back", async () => {
  const { screen } = await open();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("re");
  await expect.element(screen.getByRole("menuitem", { name: /^Contact reason/ })).toBeVisible();
  await expect.element(screen.getByRole("menuitem", { name: /^Returns Desk/ })).toBeVisible();
  const first = screen.getByRole("menuitem").first().element().textContent ?? "";
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByText(/^Only /)).toBeVisible();
  await expect.element(screen.getByRole("menuitem").first()).toHaveTextContent(first);
  expect(screen.getByRole("group").elements()).toHaveLength(1);
  await expect.element(screen.getByRole("searchbox", { name: "Find anything" })).toHaveFocus();
  await expectNoViolations();
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("menuitem", { name: /^Returns Desk/ })).toBeVisible();
});

test("an action that cannot run now says why and does nothing; others are done where they belong", async () => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen } = await open();
  await expect.element(screen.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("redo");
  await expect.element(screen.getByText("Nothing to do again.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("dialog", { name: "Find anything" })).toBeVisible();
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("analysis");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("switch", { name: "Reasoning model" })).toBeVisible();
});

test("the appearance is chosen by name", async () => {
  const { screen, of } = await open({ set_appearance: () => null });
  await userEvent.keyboard("{Control>}k{/Control}");
  await screen.getByRole("searchbox", { name: "Find anything" }).fill("dark");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => of("set_appearance")).toEqual([{ appearance: "dark" }]);
  await expect.poll(() => document.documentElement.dataset.theme).toBe("dark");
});
