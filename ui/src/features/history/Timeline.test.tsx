import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { ReadingView, VersionFilter, VersionRow, WireError } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { agentView, startView, versionRow } from "../../test/sample";
import { FOUND_PER_PAGE } from "./timelineQueries";

const AUTHORS = ["Mei Tanaka", "Tomás Herrera"];

/** A history of so many versions, listed by the hundred and searched by label and author as Rust does it. */
function history(total: number, more: Parameters<typeof openApp>[0] = {}) {
  const all: VersionRow[] = Array.from({ length: total }, (_, index) => ({
    ...versionRow(total - index),
    author: AUTHORS[index % 2] ?? null,
    metrics: index % 5 === 0 ? { kind: "changed", counts: { ...counts, reworded: 1 } } : { kind: "same" },
  }));
  return {
    list_versions: ({ skip, limit }: Record<string, unknown>) => ({
      versions: all.slice(Number(skip), Number(skip) + Number(limit)),
      total,
      readAt: "2026-11-22T10:00:00Z",
    }),
    open_version: ({ versionId }: Record<string, unknown>) => ({
      version: versionRow(Number(String(versionId).slice(1))),
      metrics: agentView.metrics,
      settings: agentView.settings,
    }),
    search_versions: ({ filter }: Record<string, unknown>) => {
      const { text, author, onlyMetricChanges, skip, limit } = filter as VersionFilter;
      const found = all.filter(
        (row) =>
          row.label?.toLowerCase().includes(text.toLowerCase()) &&
          (author === null || row.author === author) &&
          (!onlyMetricChanges || row.metrics.kind === "changed"),
      );
      const versions = found.slice(skip, skip + limit);
      return { versions, found: found.length, read: total, total, authors: AUTHORS };
    },
    ...more,
  };
}

const counts = {
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

const plan = (read: number, more: Partial<ReadingView> = {}): ReadingView => ({
  read,
  total: 5000,
  requests: 5000 - read,
  exact: false,
  going: false,
  error: null,
  ...more,
});

async function open(handlers: Parameters<typeof openApp>[0]) {
  window.location.hash = "#/agent/a1/history";
  const app = await openApp(handlers);
  const { screen } = app;
  await expect.element(screen.getByRole("option").first()).toBeVisible();
  const filters = () =>
    app
      .of("search_versions")
      .map(({ filter }) => filter as VersionFilter)
      .filter(({ limit }) => limit > 0);
  return { ...app, filters, search: screen.getByRole("searchbox", { name: "Search versions" }) };
}

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility while it is searched and read, ${theme}`, async () => {
    const { screen, search } = await open(
      history(30, {
        start: () => ({ ...startView, appearance: theme }),
        reading_plan: () => plan(412, { going: true }),
      }),
    );
    await search.fill("label 1");
    await expect.element(screen.getByText("11 versions found")).toBeVisible();
    await expectNoViolations();
    await search.fill("nowhere");
    await expect.element(screen.getByRole("heading", { name: "No version found" })).toBeVisible();
    await expectNoViolations();
  });

test("a search waits for a pause, begins with Ctrl F, and ends where the field is emptied", async () => {
  const { screen, search, filters } = await open(history(30));
  await userEvent.keyboard("{Control>}f{/Control}");
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard("label 2");
  await expect.element(screen.getByText("11 versions found")).toBeVisible();
  expect(filters()).toEqual([
    { text: "label 2", number: null, author: null, onlyMetricChanges: false, skip: 0, limit: FOUND_PER_PAGE },
  ]);
  await expect.element(screen.getByRole("heading", { name: "Version 29" })).toBeVisible();
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByText("30 versions", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Version 30" })).toBeVisible();
});

test("the author and what changed metrics narrow the list, alone and together", async () => {
  const { screen, filters } = await open(history(30));
  await screen.getByRole("switch", { name: "Only versions that changed metrics" }).click({ force: true });
  await expect.element(screen.getByText("6 versions found")).toBeVisible();
  await screen.getByRole("combobox", { name: "Author" }).click();
  await screen.getByRole("option", { name: "Tomás Herrera", exact: true }).click();
  await expect.element(screen.getByText("3 versions found")).toBeVisible();
  expect(filters().at(-1)).toMatchObject({ text: "", author: "Tomás Herrera", onlyMetricChanges: true });
  await screen.getByRole("switch", { name: "Only versions that changed metrics" }).click({ force: true });
  await expect.element(screen.getByText("15 versions found")).toBeVisible();
  await screen.getByRole("combobox", { name: "Author" }).click();
  await screen.getByRole("option", { name: "Anyone", exact: true }).click();
  await expect.element(screen.getByText("30 versions", { exact: true })).toBeVisible();
});

test("thousands that were found come in pages, and only those in sight are in the page", async () => {
  const { screen, search, filters } = await open(history(1700));
  await search.fill("label");
  await expect.element(screen.getByText("1,700 versions found")).toBeVisible();
  const list = screen.getByRole("listbox").element();
  const toTheEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  await expect
    .poll(() => {
      toTheEnd();
      return filters().map(({ skip }) => skip);
    })
    .toEqual([0, 500, 1000, 1500]);
  await expect
    .poll(() => {
      toTheEnd();
      return screen.getByRole("option", { name: /^Version 1 / }).elements().length;
    })
    .toBe(1);
  expect(screen.getByRole("option").elements().length).toBeLessThan(60);
  // Another search begins at the top.
  await search.fill("label 16");
  await expect.element(screen.getByText("111 versions found")).toBeVisible();
  await expect.element(screen.getByRole("option", { name: /^Version 1699 / })).toBeVisible();
});

test("what is not found says what was searched, and the way out leads back to the field", async () => {
  const { screen, search } = await open(
    history(30, {
      reading_plan: () => plan(412),
      search_versions: () => ({ versions: [], found: 0, read: 412, total: 5000, authors: [] }),
    }),
  );
  await search.fill("refund");
  await expect
    .element(screen.getByText(/^Only what was read is searched: the metrics of 412 of 5,000/))
    .toBeVisible();
  // What one looked at stays.
  await expect.element(screen.getByRole("heading", { name: "Version 30" })).toBeVisible();
  await screen.getByRole("button", { name: "Show all versions" }).click();
  await expect.element(screen.getByRole("option", { name: /^Version 30/ })).toBeVisible();
  await expect.element(search).toHaveValue("");
  await expect.element(search).toHaveFocus();
});

test("a search that fails says so and can be tried again", async () => {
  let fails = true;
  const answers = history(30);
  const { screen, search } = await open({
    ...answers,
    search_versions: (args) => {
      if (fails && (args.filter as VersionFilter).limit > 0) throw wireError("diskProblem");
      return answers.search_versions(args);
    },
  });
  await search.fill("label 2");
  const again = screen.getByRole("button", { name: "Try again" });
  await expect.element(again).toBeVisible();
  fails = false;
  await again.click();
  await expect.element(screen.getByText("11 versions found")).toBeVisible();
});

test("what was found stays when the rest of it cannot be read", async () => {
  let fails = false;
  const answers = history(700);
  const { screen, search } = await open({
    ...answers,
    search_versions: (args) => {
      if (fails) throw wireError("diskProblem");
      return answers.search_versions(args);
    },
  });
  await search.fill("label");
  await expect.element(screen.getByText("700 versions found")).toBeVisible();
  fails = true;
  const list = screen.getByRole("listbox").element();
  const again = screen.getByRole("button", { name: "Try again" });
  await expect
    .poll(() => {
      list.scrollTop = list.scrollHeight;
      return again.elements().length;
    })
    .toBe(1);
  fails = false;
  await again.click();
  await expect
    .poll(() => {
      list.scrollTop = list.scrollHeight;
      return screen.getByRole("option", { name: /^Version 1 / }).elements().length;
    })
    .toBe(1);
});

/** Rust while it reads: `read` and `error` are what the plan tells, `end` lets the reading come to its end. */
function reading(answers: Parameters<typeof openApp>[0]) {
  const state = { read: 412, going: false, error: null as WireError | null, end: () => undefined as unknown };
  const view = () => plan(state.read, { going: state.going, error: state.error });
  const handlers = {
    ...answers,
    reading_plan: view,
    read_all: () => {
      state.going = true;
      state.error = null;
      return new Promise<ReadingView>((resolve) => {
        state.end = () => {
          state.going = false;
          resolve(view());
        };
      });
    },
    stop_reading: () => null,
  };
  return { state, handlers };
}

test("reading all says how much there is and how far it is, and can be stopped", async () => {
  const { state, handlers } = reading(history(30));
  const { screen, of, notice } = await open(handlers);
  await expect.element(screen.getByText("412 of 5,000 read")).toBeVisible();
  await expect.element(screen.getByText("The rest takes at most 4,588 requests.")).toBeVisible();
  await screen.getByRole("button", { name: "Read all" }).click();
  const bar = screen.getByRole("progressbar", { name: "Reading the history" });
  await expect.element(bar).toHaveAttribute("aria-valuenow", "412");
  state.read = 1300;
  await notice({ kind: "historyRead", agentId: "a1" });
  await expect.element(screen.getByText("1,300 of 5,000 read")).toBeVisible();
  const stop = screen.getByRole("button", { name: "Stop reading" });
  await expect.element(stop).toHaveFocus();
  await stop.click();
  await expect.element(screen.getByRole("button", { name: "Stopping…" })).toBeVisible();
  expect(of("stop_reading")).toEqual([{ agentId: "a1" }]);
  state.end();
  await expect.element(screen.getByRole("button", { name: "Read all" })).toHaveFocus();
  await expect.element(bar).not.toBeInTheDocument();

  await screen.getByRole("button", { name: "Read all" }).click();
  state.read = 5000;
  state.end();
  await expect.element(screen.getByText("All 5,000 versions are read.")).toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: /Read all|Stop/ })).not.toBeInTheDocument();
  await expect.element(screen.getByRole("searchbox", { name: "Search versions" })).toHaveFocus();
  expect(of("read_all")).toHaveLength(2);
});

test("what ended a reading is said, and the next one goes on", async () => {
  const { state, handlers } = reading(history(30));
  const { screen, notice } = await open(handlers);
  await screen.getByRole("button", { name: "Read all" }).click();
  state.read = 900;
  state.error = wireError("timedOut");
  state.end();
  const alert = screen.getByRole("alert");
  await expect.element(alert).toHaveTextContent("Atoms did not answer in time. What was read is kept.");
  await expect.element(screen.getByText("900 of 5,000 read")).toBeVisible();
  await screen.getByRole("button", { name: "Read all" }).click();
  await notice({ kind: "historyRead", agentId: "a1" });
  await expect.element(alert).not.toBeInTheDocument();
});

test("what is read meanwhile is found", async () => {
  let read = 10;
  const answers = history(30);
  const { screen, search, notice } = await open({
    ...answers,
    reading_plan: () => plan(read, { going: true }),
    search_versions: (args) => {
      const all = answers.search_versions(args);
      return { ...all, versions: all.versions.slice(0, read), found: Math.min(read, all.found) };
    },
  });
  await search.fill("label");
  await expect.element(screen.getByText("10 versions found")).toBeVisible();
  read = 20;
  await notice({ kind: "historyRead", agentId: "a1" });
  await expect.element(screen.getByText("20 versions found")).toBeVisible();
});

test("without a key nothing more is read, and the button says why", async () => {
  const connection = startView.connection;
  if (connection === null) throw new Error("the sample has one");
  const { screen, of } = await open(
    history(30, {
      start: () => ({ ...startView, connection: { ...connection, readingOnly: true } }),
      reading_plan: () => plan(412),
    }),
  );
  const button = screen.getByRole("button", { name: "Read all" });
  await expect.element(button).toHaveAccessibleDescription("Atoms is not asked until you enter a new key.");
  (button.element() as HTMLElement).click();
  expect(of("read_all")).toEqual([]);
});

test("the chosen version says its exact time, the others theirs on hover and to a screen reader", async () => {
  const row = (number: number): VersionRow => ({
    ...versionRow(number),
    publishedAt: "2026-02-03T09:05:00Z",
  });
  const { screen } = await open({
    ...history(2),
    list_versions: () => ({ versions: [row(2), row(1)], total: 2, readAt: "2026-11-22T10:00:00Z" }),
  });
  const at = new Date("2026-02-03T09:05:00Z");
  const zone = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  const clock = at.toLocaleTimeString("en-GB", zone);
  const option = (number: number) => screen.getByRole("option", { name: new RegExp(`^Version ${number}`) });
  const shown = (number: number) => option(number).element().querySelector("time [aria-hidden]")?.textContent;
  await expect.poll(() => shown(2)).toBe(`3 Feb 2026, ${clock}`);
  expect(shown(1)).not.toContain("2026");
  const time = option(1).element().querySelector("time");
  expect(time?.title).toMatch(/^Tuesday,? 3 February 2026 at /);
  expect(time?.title).toContain(clock);
  await expect.element(option(1)).toHaveTextContent(time?.title ?? "");
  await option(2).click();
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => shown(1)).toBe(`3 Feb 2026, ${clock}`);
  expect(shown(2)).not.toContain("2026");
});
