import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentPages, connection, startView } from "../../test/sample";

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await openApp({ start: () => ({ ...startView, appearance: theme }) });
    await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
    await expect.element(screen.getByText("12 agents, 3 unpublished changes in 1 of them")).toBeVisible();
    await expectNoViolations();
  });

test("a click opens the metrics of an agent, and the list closes it again", async () => {
  const { screen, of } = await openApp();
  await screen.getByRole("row", { name: "Order Support" }).click();
  await expect.element(screen.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  expect(window.location.hash).toBe("#/agent/a1/metrics");
  expect(of("open_agent")[0]).toEqual({ agentId: "a1", refresh: false });
  const before = of("close_agent").length;
  await screen.getByRole("link", { name: "Agents", exact: true }).click();
  await expect.element(screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
  expect(of("close_agent")).toHaveLength(before + 1);
});

test("arrows walk the rows and Enter opens one; the focus is never lost", async () => {
  const { screen } = await openApp();
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  await screen.getByRole("searchbox", { name: "Search agents" }).click();
  // "Show archived" and "Refresh" stand between the two.
  for (let presses = 0; presses < 3; presses++) await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(screen.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  expect(window.location.hash).toBe("#/agent/a2/metrics");
  expect(document.activeElement).not.toBe(document.body);
});

test("further pages load while one scrolls, and only rows in sight are in the page", async () => {
  const list = agentPages(180);
  const { screen, of } = await openApp({
    list_agents: ({ search, page }) => list(String(search), Number(page)),
  });
  await expect.element(screen.getByText("180 agents", { exact: false })).toBeVisible();
  const grid = screen.getByRole("grid").element();
  await expect
    .poll(
      () => {
        grid.scrollTop = grid.scrollHeight;
        return of("list_agents").map((args) => args.page);
      },
      { timeout: 10_000 },
    )
    .toEqual([1, 2, 3, 4]);
  await expect
    .poll(
      () => {
        grid.scrollTop = grid.scrollHeight;
        return screen.getByRole("row", { name: "Agent 180" }).elements().length;
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  expect(screen.getByRole("row").elements().length).toBeLessThan(40);
});

test("the search waits for a pause, starts with Ctrl F and says what it did not find", async () => {
  const { screen, of } = await openApp();
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  await userEvent.keyboard("/");
  await expect.element(screen.getByRole("searchbox", { name: "Search agents" })).not.toHaveFocus();
  await userEvent.keyboard("{Control>}f{/Control}");
  await userEvent.keyboard("order");
  await expect.element(screen.getByText("1 agent for “order”", { exact: false })).toBeVisible();
  expect(of("list_agents").map((args) => args.search)).toEqual(["", "order"]);
  await userEvent.keyboard("zz");
  await expect.element(screen.getByRole("heading", { name: "No agent matches “orderzz”" })).toBeVisible();
  await screen.getByRole("button", { name: "Show all agents" }).click();
  await expect.element(screen.getByRole("row", { name: "Agent 12" })).toBeVisible();
  await expect.element(screen.getByRole("searchbox", { name: "Search agents" })).toHaveFocus();
});

test("archived agents are a list of their own, and it says when there are none", async () => {
  const { screen, of } = await openApp({
    list_agents: ({ search, page, archived }) =>
      agentPages(archived ? (search === "" ? 2 : 0) : 12)(String(search), Number(page)),
  });
  await expect.element(screen.getByText("12 agents", { exact: false })).toBeVisible();
  await screen.getByRole("button", { name: "Show archived" }).click();
  await expect.element(screen.getByText("2 archived agents", { exact: false })).toBeVisible();
  expect(of("list_agents").at(-1)).toEqual({ search: "", page: 1, archived: true });
  const back = screen.getByRole("button", { name: "Back to current agents" });
  await expect.element(back).toHaveFocus();
  await screen.getByRole("searchbox").fill("x");
  await expect.element(screen.getByRole("heading", { name: "No archived agent matches “x”" })).toBeVisible();
  await screen.getByRole("searchbox").fill("");
  await back.click();
  await expect.element(screen.getByText("12 agents", { exact: false })).toBeVisible();
});

test("rows that were read stay when the next read fails", async () => {
  let fail = false;
  const list = agentPages(60);
  const { screen } = await openApp({
    list_agents: ({ search, page }) => {
      if (fail) throw wireError("offline");
      return list(String(search), Number(page));
    },
  });
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  fail = true;
  const grid = screen.getByRole("grid").element();
  grid.scrollTop = grid.scrollHeight;
  await expect.element(screen.getByText(/^No network since \d\d:\d\d\.$/)).toBeVisible();
  expect(screen.getByRole("row").elements().length).toBeGreaterThan(5);
  fail = false;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => screen.getByText(/^No network since \d\d:\d\d\.$/).elements().length).toBe(0);
});

test("a workspace without agents says so", async () => {
  const { screen } = await openApp({ list_agents: () => agentPages(0)("", 1) });
  await expect
    .element(screen.getByRole("heading", { name: "This workspace has no agents yet" }))
    .toBeVisible();
  await expectNoViolations();
});

test("a key that is no longer accepted leads back to Connect, for the same address", async () => {
  const { screen } = await openApp({
    list_agents: () => {
      throw wireError("keyRefused");
    },
  });
  await screen.getByRole("button", { name: "Enter a new key" }).click();
  await expect.element(screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
  await screen.getByRole("button", { name: "Advanced" }).click();
  await expect
    .element(screen.getByRole("textbox", { name: "API address" }))
    .toHaveValue("https://api.smallest.ai/atoms/v1");
  await screen.getByRole("button", { name: "Back to where I was" }).click();
  await expect.element(screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
});

test("without a network the list is the one that was kept, with its age", async () => {
  const kept = { ...agentPages(3)("", 1), readAt: "2026-11-20T09:10:00Z" };
  let online = false;
  const { screen } = await openApp({
    list_agents: () => {
      if (!online) throw wireError("offline");
      return agentPages(4)("", 1);
    },
    kept_agents: () => kept,
  });
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  await expect.element(screen.getByText("3 agents", { exact: false })).toBeVisible();
  await expect.element(screen.getByText(/^As of .*, kept here$/)).toBeVisible();
  await expect.element(screen.getByText(/^No network since \d\d:\d\d\.$/)).toBeVisible();
  await expectNoViolations();
  online = true;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(screen.getByText("4 agents", { exact: false })).toBeVisible();
  expect(screen.getByText(/^As of .*, kept here$/).elements()).toHaveLength(0);
});

test("a row asks how many metrics are live when nobody knows, and stops asking after a failure", async () => {
  const page = agentPages(4)("", 1);
  const agents = page.agents.map((agent) => ({ ...agent, metrics: null }));
  const { screen, of } = await openApp({
    list_agents: () => ({ ...page, agents }),
    look_at_agent: ({ agentId }) => {
      if (agentId === "a1") return 6;
      throw wireError("rateLimited");
    },
  });
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  const row = () => screen.getByRole("row", { name: "Order Support" }).element().textContent;
  await expect.poll(row).toContain("Single prompt3 unpublished6");
  const asked = of("look_at_agent").length;
  expect(asked).toBeLessThanOrEqual(3);
  await new Promise((later) => setTimeout(later, 700));
  expect(of("look_at_agent")).toHaveLength(asked);
});

test("a refused key can be put aside: what is kept is read, publishing waits, nothing is lost", async () => {
  let reading = false;
  const view = () => ({ ...connection, readingOnly: reading });
  const { screen } = await openApp({
    start: () => ({ ...startView, connection: view(), connections: [view()] }),
    list_agents: () => {
      throw wireError(reading ? "readingOnly" : "keyRefused");
    },
    kept_agents: () => agentPages(3)("", 1),
    read_only_for_now: () => {
      reading = true;
      return null;
    },
  });
  const words =
    "The key of Larkfield Home that ends in q7Wd was deleted or replaced. Your 4 unpublished changes are kept.";
  await expect.element(screen.getByText(words)).toBeVisible();
  await screen.getByRole("button", { name: "Read only for now" }).click();
  await expect.element(screen.getByText("Read only for now.")).toBeVisible();
  await expect.poll(() => screen.getByText(words).elements().length).toBe(0);
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Enter a new key" }).elements()).toHaveLength(1);
  await expectNoViolations();

  await screen.getByRole("row", { name: "Order Support" }).click();
  const publish = screen.getByRole("button", { name: "Review and publish" });
  await expect.element(publish).toHaveAttribute("aria-disabled", "true");
  await expect.element(publish).toHaveAccessibleDescription("Publishing waits for a new key.");
});

test.each([
  "keychainMissing",
  "keychainNotSetUp",
  "keychainLocked",
  "keychainWaiting",
  "keychainRefused",
] as const)("%s at the start: the kept list, and a key for this session only", async (code) => {
  let connected = false;
  const { screen, of } = await openApp({
    list_agents: () => {
      if (!connected) throw wireError(code);
      return agentPages(3)("", 1);
    },
    kept_agents: () => agentPages(3)("", 1),
    connect_for_session: () => {
      connected = true;
      return { ...connection, keyPlace: "session" };
    },
  });
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  await screen.getByRole("button", { name: "Keep for this session only" }).click();
  await expect
    .element(screen.getByText("Debrief forgets the key when it closes.", { exact: false }))
    .toBeVisible();
  await userEvent.fill(screen.getByLabelText("API key", { exact: true }), "sk_session");
  await screen.getByRole("button", { name: "Connect", exact: true }).click();
  await expect.element(screen.getByRole("row", { name: "Order Support" })).toBeVisible();
  expect(of("connect_for_session")).toEqual([{ address: connection.address, key: "sk_session" }]);
  expect(of("connect")).toEqual([]);
});

test.each(["forbidden", "noSuchApi"] as const)("%s: one can try again, or with another key", async (code) => {
  const { screen, of } = await openApp({
    list_agents: () => {
      throw wireError(code);
    },
  });
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => of("list_agents").length).toBe(2);
  await screen.getByRole("button", { name: "Enter a new key" }).click();
  await expect.element(screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
});
