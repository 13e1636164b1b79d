import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { DiffCounts, VersionRow } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentView, startView, versionRow } from "../../test/sample";
import { requestBranch } from "./branchRequest";

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
    await screen.getByRole("radio", { name: "All its metrics" }).click();
    await expect.element(screen.getByRole("heading", { name: "Contact reason" })).toBeVisible();
    await expectNoViolations();
  });

test("shows the newest first and opens what one walks to, read-only", async () => {
  const { screen, of } = await open(versions(14));
  await expect.element(screen.getByRole("heading", { name: "Version 14" })).toBeVisible();
  await screen.getByRole("radio", { name: "All its metrics" }).click();
  await expect.element(screen.getByText("Unknown type (FLOAT)")).toBeVisible();
  await screen.getByRole("option", { name: /^Version 14/ }).click();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(screen.getByRole("heading", { name: "Version 12" })).toBeVisible();
  await expect.element(screen.getByRole("option", { selected: true })).toHaveTextContent("Live");
  expect(of("open_version").map((args) => args.versionId)).toEqual(["v14", "v13", "v12"]);
  expect(
    screen.getByRole("button", { name: /^(Edit (?!from|label)|Delete|Duplicate)/ }).elements(),
  ).toHaveLength(0);
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
  await screen.getByRole("radio", { name: "All its metrics" }).click();
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

test("a list that is read again after all leaves the keyboard in the page", async () => {
  let isThere = true;
  const { list_versions, ...more } = versions(14);
  const { screen } = await open({
    ...more,
    list_versions: (args) => {
      if (isThere) return list_versions(args);
      throw wireError("timedOut");
    },
  });
  await expect.element(screen.getByRole("option", { name: /^Version 14/ })).toBeVisible();
  isThere = false;
  await screen.getByRole("button", { name: "Refresh" }).click();
  const again = screen.getByRole("button", { name: "Try again" });
  await expect.element(again).toBeVisible();
  isThere = true;
  await again.click();
  await expect.element(again).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", { name: "Chosen version" })).toHaveFocus();
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

const counts: DiffCounts = {
  added: 0,
  removed: 0,
  changed: 0,
  renamed: 0,
  reworded: 0,
  retyped: 0,
  choices: 0,
  other: 0,
  moved: 0,
  flags: 0,
  rest: 0,
};

function page(rows: VersionRow[]) {
  return {
    ...versions(rows.length),
    list_versions: () => ({ versions: rows, total: rows.length, readAt: "" }),
  };
}

test("each version says what it changed in the metrics, and what else of the agent", async () => {
  const changed: DiffCounts = { ...counts, added: 2, changed: 1, reworded: 1 };
  const { screen, of } = await open(
    page([
      {
        ...versionRow(14),
        metrics: { kind: "changed", counts: changed },
        sections: ["workflow_prompt", "voice"],
      },
      { ...versionRow(13), sections: ["llm"], restoredFrom: { number: 9, label: "Label 9" } },
      { ...versionRow(12), restoredFrom: { number: null, label: "Label 9" } },
      { ...versionRow(11), restoredFrom: { number: null, label: null } },
      { ...versionRow(2), isPinned: true, note: "Ask Mei" },
      { ...versionRow(1), metrics: { kind: "first" } },
    ]),
  );
  const row = (name: RegExp) => screen.getByRole("option", { name });
  await expect
    .element(row(/^Version 14/))
    .toHaveTextContent("2 added, 1 reworded · also Agent prompt and Voice");
  await expect.element(row(/^Version 13/)).toHaveTextContent("Only Language model changed");
  await expect.element(row(/^Version 13/)).toHaveTextContent("Restored from Version 9");
  await expect.element(row(/^Version 12/)).toHaveTextContent("Restored from Label 9");
  await expect.element(row(/^Version 11/)).toHaveTextContent("Restored from an older version");
  await expect.element(row(/^Version 2 /)).toHaveTextContent("PinnedWith a note of yours");
  await expect.element(row(/^Version 2 /)).toHaveTextContent("Metrics unchanged");
  await expect.element(row(/^Version 1 /)).toHaveTextContent("The first version");
  expect(of("read_rows")).toEqual([]);
});

test("what is not known is read when it is in sight, together, and says so where that fails", async () => {
  const unread = (number: number): VersionRow => ({
    ...versionRow(number),
    metrics: { kind: "notRead" },
    sections: null,
  });
  const rows = Array.from({ length: 60 }, (_, index) => unread(60 - index));
  const { screen, of } = await open({
    ...page(rows),
    read_rows: ({ versionIds }: Record<string, unknown>) =>
      (versionIds as string[]).map((id) =>
        id === "v59"
          ? { id, metrics: { kind: "notRead" }, error: wireError("atomsProblem") }
          : { id, metrics: { kind: "changed", counts: { ...counts, removed: 1 } }, error: null },
      ),
  });
  const row = (name: RegExp) => screen.getByRole("option", { name });
  await expect.element(row(/^Version 60/)).toHaveTextContent("1 removed");
  await expect.element(row(/^Version 59/)).toHaveTextContent("What changed could not be read");
  const asked = of("read_rows").map((args) => args.versionIds as string[]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.[0]).toBe("v60");
  expect(asked[0]?.length).toBeLessThan(30);
});

test("a branch whose history was asked for elsewhere is shown, whatever was searched", async () => {
  const branches = [
    { id: "b1", name: "Main", isLive: true },
    { id: "b2", name: "Experiment", isLive: false },
  ];
  window.location.hash = "#/agent/a1/history";
  const { screen, of } = await openApp({
    list_versions: () => ({ branches, versions: [versionRow(12)], total: 1, readAt: agentView.readAt }),
    open_version: () => agentView,
  });
  const search = screen.getByRole("searchbox", { name: "Search versions" });
  await search.fill("nothing is called that");
  requestBranch("a1", "b2");
  await expect.element(screen.getByRole("combobox", { name: "Branch" })).toHaveTextContent("Experiment");
  await expect.poll(() => of("list_versions").at(-1)?.branchId).toBe("b2");
  await expect.element(search).toHaveValue("");
});
