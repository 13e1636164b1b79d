import { expect, test } from "vitest";
import { openApp } from "../../test/app";
import { agentView, versionRow } from "../../test/sample";

/** A history of 250 versions, one more of which is published once its first page was read. */
function growing({ isTold = true }: { isTold?: boolean } = {}) {
  const all = Array.from({ length: 250 }, (_, index) => versionRow(250 - index));
  return {
    list_versions: ({ skip, limit }: Record<string, unknown>) => {
      const page = {
        versions: all.slice(Number(skip), Number(skip) + Number(limit)),
        total: isTold ? all.length : 250,
        readAt: "2026-11-22T10:00:00Z",
      };
      if (all.length === 250) all.unshift(versionRow(251));
      return page;
    },
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
  await expect.element(app.screen.getByRole("option", { name: /^Version 250/ })).toBeVisible();
  const list = app.screen.getByRole("listbox").element();
  const skips = () => app.of("list_versions").map(({ skip }) => skip);
  await expect
    .poll(() => {
      list.scrollTop = list.scrollHeight;
      return skips();
    })
    .toContain(100);
  return { ...app, list, skips };
}

test("a row that moved onto the next page stands in the list once", async () => {
  const { screen, list } = await open(growing({ isTold: false }));
  const row = screen.getByRole("option", { name: /^Version 151/ });
  const others = screen.getByRole("option", { name: /^Version 1(49|50|52|53) / });
  await expect
    .poll(() => {
      list.scrollTop = 104 * 72 - list.clientHeight / 2;
      return others.elements().length;
    })
    .toBe(4);
  expect(row.elements().length).toBe(1);
});

test("what was published between two pages is read, once", async () => {
  const { screen, list, skips } = await open(growing());
  await expect.element(screen.getByText("251 versions", { exact: true })).toBeVisible();
  list.scrollTop = 0;
  await expect.element(screen.getByRole("option", { name: /^Version 251/ })).toBeVisible();
  expect(skips().filter((skip) => skip === 0)).toHaveLength(2);
});

test("a version is searched by the number that its row shows", async () => {
  const { screen, of } = await openHistory();
  const search = screen.getByRole("searchbox", { name: "Search versions" });
  for (const [typed, number] of [
    ["Version 12", 12],
    ["12", 12],
    ["12 refunds", null],
    ["version", null],
  ] as const) {
    await search.fill(typed);
    await expect.poll(() => of("search_versions").at(-1)?.filter).toMatchObject({ text: typed, number });
  }
});

async function openHistory() {
  window.location.hash = "#/agent/a1/history";
  const app = await openApp(growing());
  await expect.element(app.screen.getByRole("option").first()).toBeVisible();
  return app;
}
