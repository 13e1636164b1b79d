import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { registerFlush } from "../../host/flush";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentView, connection, startView, versionRow } from "../../test/sample";
import { draftWait, runView, stoppedAtDraft } from "../publish/publishFixtures";

const untouched = { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 };

/** What had it is gone: the list of the page has it. */
const expectFocusInList = () =>
  expect.poll(() => document.activeElement?.closest("main [role=grid]") ?? null).not.toBeNull();

test("after a restart the agent last open is there", async () => {
  const { screen, of } = await openApp({ start: () => ({ ...startView, lastAgentId: "a1" }) });
  await expect.element(screen.getByRole("heading", { name: "Post Call Metrics" })).toBeVisible();
  expect(document.title).toBe("• Order Support, Debrief");
  expect(of("close_agent")).toEqual([]);
});

test("an answer from this computer is followed by one question to Atoms", async () => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen, of } = await openApp({
    open_agent: ({ refresh }) => ({
      ...agentView,
      name: refresh ? "Order Support" : "Order Support, kept",
      fromCache: !refresh,
    }),
  });
  await expect.element(screen.getByText("Order Support", { exact: true }).first()).toBeVisible();
  await expect.poll(() => of("open_agent").map((args) => args.refresh)).toEqual([false, true]);
});

test("the header discards once asked, offers them back and keeps the focus", async () => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen, of } = await openApp({
    edit_metrics: ({ edit }) =>
      (edit as { kind: string }).kind === "undo"
        ? agentView
        : { ...agentView, changes: untouched, canUndo: true },
  });
  await expect.element(screen.getByText("3 unpublished changes", { exact: true })).toBeVisible();
  await screen.getByRole("button", { name: "Discard changes" }).click();
  await expect.element(screen.getByRole("alertdialog")).toHaveTextContent("You can undo this.");
  await screen.getByRole("button", { name: "Discard", exact: true }).click();
  await expect.element(screen.getByText("Your changes are discarded.", { exact: false })).toBeVisible();
  const back = screen.getByRole("button", { name: "Bring them back" });
  await expect.element(back).toHaveFocus();
  const review = screen.getByRole("button", { name: "Review and publish" });
  await expect.element(review).toHaveAttribute("aria-disabled", "true");
  await expect.element(review).toHaveAccessibleDescription(/Nothing to publish/);
  await expectNoViolations();
  await back.click();
  await expect.element(screen.getByText("3 unpublished changes", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Undo", exact: true })).toHaveFocus();
  expect(of("edit_metrics").map((args) => args.edit)).toEqual([{ kind: "discardChanges" }, { kind: "undo" }]);
});

test.each([
  ["diskFull", "This computer’s disk is full."],
  ["diskReadOnly", "Debrief may not write to its folder."],
  ["storeDamaged", "Debrief cannot read its own file."],
  ["diskProblem", "This computer could not keep it."],
] as const)("a failed edit is told and leaves the list as it was: %s", async (code, words) => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen } = await openApp({
    edit_metrics: () => {
      throw wireError(code);
    },
  });
  await screen.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.element(screen.getByText(words)).toBeVisible();
  await expect.element(screen.getByText("Not everything is kept yet")).toBeVisible();
  await expect.element(screen.getByText("3 unpublished changes", { exact: true })).toBeVisible();
});

test("Appearance changes the theme at once and goes back when it cannot be kept", async () => {
  let fail = false;
  const { screen, of } = await openApp({
    set_appearance: () => {
      if (fail) throw wireError("diskProblem");
      return null;
    },
  });
  await screen.getByRole("button", { name: "Settings" }).click();
  await expect.element(screen.getByRole("radiogroup", { name: "Appearance" })).toBeVisible();
  await screen.getByRole("radio", { name: "Dark" }).click();
  await expect.poll(() => document.documentElement.dataset.theme).toBe("dark");
  await expect.poll(() => of("set_appearance")).toEqual([{ appearance: "dark" }]);
  await expectNoViolations();
  fail = true;
  await screen.getByRole("radio", { name: "Light" }).click();
  await expect.element(screen.getByText("This computer could not keep it.")).toBeVisible();
  expect(document.documentElement.dataset.theme).toBe("dark");
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("button", { name: "Settings" })).toHaveFocus();
});

test("Text size changes in the settings and with Ctrl and +, - or 0, and says when it cannot be kept", async () => {
  let fail = false;
  const { screen, of } = await openApp({
    set_text_size: () => {
      if (fail) throw wireError("diskProblem");
      return null;
    },
  });
  await screen.getByRole("button", { name: "Settings" }).click();
  await screen.getByRole("radio", { name: "Larger", exact: true }).click();
  await expect.poll(() => of("set_text_size")).toEqual([{ size: "larger" }]);
  await userEvent.keyboard("{Escape}");
  await userEvent.keyboard("{Control>}={/Control}");
  await userEvent.keyboard("{Control>}={/Control}");
  await userEvent.keyboard("{Control>}-{/Control}");
  await userEvent.keyboard("{Control>}0{/Control}");
  await expect
    .poll(() => of("set_text_size").map((args) => args.size))
    .toEqual(["larger", "largest", "larger", "normal"]);
  fail = true;
  await userEvent.keyboard("{Control>}={/Control}");
  await expect.element(screen.getByText("This computer could not keep it.")).toBeVisible();
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(screen.getByText("This computer could not keep it.")).not.toBeInTheDocument();
  await expectFocusInList();
});

test("dismissing what the header could not do leaves the keyboard in the page", async () => {
  window.location.hash = "#/agent/a1/metrics";
  const { screen } = await openApp({
    open_agent: () => ({ ...agentView, canUndo: true }),
    edit_metrics: () => {
      throw wireError("diskProblem");
    },
  });
  await screen.getByRole("button", { name: "Undo", exact: true }).click();
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(screen.getByRole("button", { name: "Dismiss" })).not.toBeInTheDocument();
  await expectFocusInList();
});

test("removing a connection asks, then shows Connect", async () => {
  let gone = false;
  const { screen, of } = await openApp({
    start: () => (gone ? { ...startView, connection: null, connections: [], recentAgents: [] } : startView),
    remove_connection: () => {
      gone = true;
      return null;
    },
  });
  await screen.getByRole("button", { name: /^Connection/ }).click();
  await expectNoViolations();
  await screen.getByRole("menuitem", { name: /^Remove this connection/ }).click();
  await expect.element(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await screen.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.element(screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
  expect(of("remove_connection")).toEqual([{ id: connection.id }]);
});

test("a closing window keeps what is on its way, then lets go", async () => {
  const order: string[] = [];
  const app = await openApp({
    close_window: () => {
      order.push("closed");
      return null;
    },
  });
  await expect.element(app.screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
  const takeOff = registerFlush(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push("kept");
  });
  const takeOffFailing = registerFlush(async () => {
    throw new Error("disk full");
  });
  await app.notice({ kind: "windowClosing" });
  await expect.poll(() => order).toEqual(["kept", "closed"]);
  takeOff();
  takeOffFailing();
});

test("says when the window is driven by automation", async () => {
  const { screen } = await openApp({ start: () => ({ ...startView, automation: true }) });
  await expect.element(screen.getByText("Controlled by automation")).toBeVisible();
});

test("the steps of a publish are read from this computer, not from Atoms", async () => {
  window.location.hash = "#/agent/a1/history";
  let live = 12;
  const { screen, of, notice } = await openApp({
    open_agent: () => ({ ...agentView, live: { id: `v${live}`, number: live, label: null } }),
    list_versions: () => ({ versions: [], total: 0, readAt: "2026-11-22T10:00:00Z" }),
  });
  await expect.element(screen.getByText("Version 12 · live")).toBeVisible();
  live = 13;
  await notice({ kind: "publishMoved", agentId: "a1" });
  await expect.element(screen.getByText("Version 13 · live")).toBeVisible();
  expect(of("open_agent").map((args) => args.refresh)).toEqual([false, false]);
  await expect.poll(() => of("list_versions").length).toBe(2);
});

test("publishes of other agents stand in the sidebar and lead to their dialog", async () => {
  const waiting = stoppedAtDraft(draftWait());
  const run = { ...runView(5, { kind: "running" }), agentId: "a1" };
  const { screen, of, notice } = await openApp({
    open_runs: () => [
      { agentId: "a1", agentName: "Order Support", publish: run },
      { agentId: "a2", agentName: "Returns Desk", publish: { ...waiting, agentId: "a2" } },
    ],
    open_agent: () => ({ ...agentView, publish: run }),
    publish_state: () => run,
  });
  const rows = screen.getByRole("region", { name: "Publishing" });
  await expect.element(rows.getByRole("link", { name: "Order Support Publishing" })).toBeVisible();
  await expect
    .element(rows.getByRole("link", { name: "Returns Desk Waiting for Daniel Okafor’s draft" }))
    .toBeVisible();
  expect(of("look_after_runs")).toHaveLength(1);
  await expectNoViolations();
  const asked = of("open_runs").length;
  await notice({ kind: "publishMoved", agentId: "a2" });
  await expect.poll(() => of("open_runs").length).toBeGreaterThan(asked);
  await rows.getByRole("link", { name: "Order Support Publishing" }).click();
  await expect.element(screen.getByRole("dialog", { name: "Publishing Version 13" })).toBeVisible();
});

test("a look after publishes that fails is no error of its own", async () => {
  const { screen, of } = await openApp({
    look_after_runs: () => {
      throw wireError("offline");
    },
  });
  await expect.element(screen.getByText("Order Support", { exact: true }).first()).toBeVisible();
  await expect.poll(() => of("look_after_runs").length).toBe(1);
  expect(screen.getByText("No network").query()).toBeNull();
  expect(screen.getByRole("region", { name: "Publishing" }).query()).toBeNull();
});

test("many publishes fit into the sidebar of a small window", async () => {
  const { innerWidth, innerHeight } = window;
  await page.viewport(1024, 700);
  try {
    const { screen } = await openApp({
      open_runs: () =>
        Array.from({ length: 40 }, (_, index) => ({
          agentId: `x${index}`,
          agentName: `Returns Desk of store number ${index}`,
          publish: {
            ...runView(1, { kind: "running" }),
            agentId: `x${index}`,
            waitsForNetwork: index % 2 === 0,
          },
        })),
    });
    await expect
      .element(screen.getByRole("link", { name: /^Returns Desk of store number 0 Waiting for network/ }))
      .toBeVisible();
    await expectNoViolations();
    await expect.element(screen.getByRole("button", { name: "Settings" })).toBeInViewport();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
  } finally {
    await page.viewport(innerWidth, innerHeight);
  }
});

/** The smallest window at the largest text: 1024 × 700 at 200 %. */
test.each(["agents", "agent/a1/metrics", "agent/a1/history"])(
  "at the largest text every control of %s is within the window's width",
  async (place) => {
    const { innerWidth, innerHeight } = window;
    await page.viewport(512, 350);
    try {
      window.location.hash = `#/${place}`;
      const { screen } = await openApp({
        list_versions: () => ({ versions: [versionRow(1)], total: 1, readAt: "2026-11-22T10:00:00Z" }),
        open_version: () => ({
          version: versionRow(1),
          metrics: agentView.metrics,
          settings: agentView.settings,
        }),
      });
      await expect.element(screen.getByText(/Read from Atoms/).first()).toBeVisible();
      const cut = [
        ...document.querySelectorAll<HTMLElement>("main button, main h1, main input, header button"),
      ]
        .filter((each) => each.getClientRects().length > 0)
        .filter((each) => each.getBoundingClientRect().right > 512)
        .map((each) => each.getAttribute("aria-label") ?? each.textContent);
      expect(cut).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(512);
    } finally {
      await page.viewport(innerWidth, innerHeight);
    }
  },
);
