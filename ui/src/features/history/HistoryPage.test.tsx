import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentView, startView, versionRow } from "../../test/sample";

function versions(total: number) {
  return {
    list_versions: ({ skip, limit }: Record<string, unknown>) => ({
      versions: Array.from({ length: Math.min(Number(limit), total - Number(skip)) }, (_, index) =>
        versionRow(total - Number(skip) - index),
      ),
      total,
      readAt: "2026-11-22T10:00:00Z",
    }),
    open_version: ({ versionId }: Record<string, unknown>) => ({
      version: versionRow(Number(String(versionId).slice(1))),
      metrics: agentView.metrics,
      settings: agentView.settings,
    }),
  };
}

async function open(handlers: Parameters<typeof openApp>[0]) {
  window.location.hash = "#/agent/a1/history";
  const app = await openApp(handlers);
  await expect.element(app.screen.getByRole("heading", { name: "Version history" })).toBeVisible();
  return app;
}

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await open({ ...versions(14), start: () => ({ ...startView, appearance: theme }) });
    await expect.element(screen.getByRole("heading", { name: "Contact reason" })).toBeVisible();
    await expectNoViolations();
  });

test("shows the newest first and opens what one walks to, read-only", async () => {
  const { screen, of } = await open(versions(14));
  await expect.element(screen.getByRole("heading", { name: "Version 14" })).toBeVisible();
  await expect.element(screen.getByText("Unknown type (FLOAT)")).toBeVisible();
  await screen.getByRole("option", { name: /^Version 14/ }).click();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(screen.getByRole("heading", { name: "Version 12" })).toBeVisible();
  await expect.element(screen.getByRole("option", { selected: true })).toHaveTextContent("Live");
  expect(of("open_version").map((args) => args.versionId)).toEqual(["v14", "v13", "v12"]);
  expect(screen.getByRole("button", { name: /^(Edit|Delete|Duplicate)/ }).elements()).toHaveLength(0);
});

test("walks through thousands in pages of a hundred without holding them all in the page", async () => {
  const { screen, of } = await open(versions(1050));
  await expect.element(screen.getByText("1,050 versions")).toBeVisible();
  const list = screen.getByRole("listbox").element();
  await expect
    .poll(
      () => {
        list.scrollTop = list.scrollHeight;
        return of("list_versions").map((args) => args.skip);
      },
      { timeout: 10_000 },
    )
    .toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  await expect
    .poll(
      () => {
        list.scrollTop = list.scrollHeight;
        return screen.getByRole("option", { name: /^Version 1 / }).elements().length;
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  expect(screen.getByRole("option").elements().length).toBeLessThan(60);
});

test("a version that cannot be read says so and can be tried again", async () => {
  let fail = true;
  const good = versions(3);
  const { screen } = await open({
    ...good,
    open_version: (args) => {
      if (fail) throw wireError("timedOut");
      return good.open_version(args);
    },
  });
  await expect.element(screen.getByRole("heading", { name: "Atoms did not answer in time" })).toBeVisible();
  fail = false;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(screen.getByRole("heading", { name: "Contact reason" })).toBeVisible();
});

test("without a network the versions seen before are there, with their age", async () => {
  const { screen } = await open({
    list_versions: () => {
      throw wireError("offline");
    },
    kept_versions: () => ({ versions: [versionRow(12)], total: 1, readAt: "2026-11-20T09:10:00Z" }),
    open_version: () => ({
      version: versionRow(12),
      metrics: agentView.metrics,
      settings: agentView.settings,
    }),
  });
  await expect.element(screen.getByRole("option", { name: /Label 12/ })).toBeVisible();
  await expect.element(screen.getByText(/^As of .*, kept here$/)).toBeVisible();
  await expect.element(screen.getByText(/^No network since \d\d:\d\d\.$/)).toBeVisible();
});

test("a history that tells of another live version makes the header look again", async () => {
  let live = 12;
  const { screen, of } = await open({
    ...versions(13),
    open_agent: () => ({ ...agentView, live: { id: `v${live}`, number: live, label: null } }),
    list_versions: () => {
      live = 13;
      const rows = [versionRow(13), versionRow(12)].map((row) => ({ ...row, isLive: row.number === 13 }));
      return { versions: rows, total: 2, readAt: "2026-11-22T10:00:00Z" };
    },
  });
  await expect.element(screen.getByText("Version 13 · live")).toBeVisible();
  expect(of("open_agent")).toHaveLength(2);
});
