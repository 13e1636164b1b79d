import { useState } from "react";
import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type {
  BatchOutcome,
  BatchView,
  Consequence,
  CopyMetric,
  CopyState,
  ImportRow,
  ImportState,
  ImportView,
  IncomingChange,
  Notice,
} from "../../host";
import { emit, mockIPC } from "../../host/mock";
import { wireError } from "../../test/app";
import { agentView, row } from "../../test/fakeEngine";
import { agentPages } from "../../test/sample";
import { expectAccessible, renderScreen, settled } from "../../test/withQueries";
import { notAChoice, withoutEnd } from "../lint/lintFixtures";
import { OpenRuns } from "../shell/OpenRuns";
import { useNotices } from "../shell/useNotices";
import { CopyDialog } from "./CopyDialog";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";
import { typedLabels, typedPicks, typedSearches } from "./typed";

type Handler = (args: Record<string, unknown>) => unknown;

const agent = agentView([row("m1", "issue_resolution"), row("m2", "caller_mood"), row("m3", "next_step")]);
const button = (name: string) => page.getByRole("button", { name, exact: true });
const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
const radio = (name: string) => page.getByRole("radio", { name, exact: true });
const choose = async (name: string, option: string) => {
  await page.getByRole("combobox", { name, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
};
const dialog = () => page.getByRole("dialog");

let calls: { command: string; args: Record<string, unknown> }[] = [];
let answers: Record<string, Handler> = {};
let kept: BatchView[] = [];
const of = (command: string) => calls.filter((call) => call.command === command).map((call) => call.args);
const tell = (notice: Notice) => emit("notified", notice);

beforeEach(() => {
  calls = [];
  kept = [];
  for (const typed of [typedSearches, typedPicks, typedLabels]) typed.clear();
  answers = {
    batches: () => kept,
    open_runs: () => [],
    kept_agents: () => null,
    drop_import: () => null,
    show_saved_file: () => null,
    list_agents: ({ search, page: at }) => agentPages(4)(String(search), Number(at)),
  };
  mockIPC(
    (command, args) => {
      const given = (args ?? {}) as Record<string, unknown>;
      calls.push({ command, args: structuredClone(given) });
      const answer = answers[command];
      if (!answer) throw new Error(`No answer for ${command}`);
      return answer(given);
    },
    { shouldMockEvents: true },
  );
});

const themes = ["light", "dark"] as const;

function Screen({ of: which, chosen }: { of: "export" | "import" | "copy"; chosen: string[] }) {
  useNotices();
  const [isOpen, setOpen] = useState(true);
  const props = { agent, chosen, isOpen, onClose: () => setOpen(false) };
  if (which === "export") return <ExportDialog {...props} />;
  if (which === "import") return <ImportDialog agentId="a1" isOpen={isOpen} onClose={props.onClose} />;
  return <CopyDialog {...props} />;
}

async function open(
  which: "export" | "import" | "copy",
  chosen: string[] = [],
  theme: "light" | "dark" = "light",
) {
  await renderScreen(<Screen of={which} chosen={chosen} />, theme);
  await expect.element(dialog()).toBeVisible();
}

describe("export", () => {
  for (const theme of themes)
    test(`says where the file is until one leaves, and leads to its folder, ${theme}`, async () => {
      answers.export_metrics = () => ({ id: "f1", name: "Order Support metrics.csv" });
      await open("export", [], theme);
      await button("Choose where to save").click();
      await expect.element(dialog()).toHaveTextContent("Saved to “Order Support metrics.csv”.");
      expect(of("export_metrics")).toEqual([
        {
          agentId: "a1",
          chosen: null,
          format: "csv",
          words: { title: "Export metrics", kind: "Table (CSV)" },
        },
      ]);
      // The filled button is the one that leaves; saving once more is still there, and on.
      const again = button("Choose where to save");
      await expect.element(again).not.toHaveAttribute("aria-disabled");
      await settled();
      const look = (name: string) => getComputedStyle(button(name).element());
      expect(look("Choose where to save").borderTopColor).not.toBe("rgba(0, 0, 0, 0)");
      expect(look("Done").borderTopColor).toBe("rgba(0, 0, 0, 0)");
      await button("Show in folder").click();
      expect(of("show_saved_file")).toEqual([{ fileId: "f1" }]);
      await expectAccessible();
      await button("Done").click();
      await expect.element(dialog()).not.toBeInTheDocument();
    });

  test("of a selection that alone, as JSON, unless all is chosen", async () => {
    answers.export_metrics = () => null;
    await open("export", ["m3", "m1"]);
    await radio("JSON, as Atoms takes it").click();
    await button("Choose where to save").click();
    expect(of("export_metrics")[0]).toMatchObject({ chosen: ["m1", "m3"], format: "json" });
    await radio("All 3 metrics").click();
    await button("Choose where to save").click();
    expect(of("export_metrics")[1]).toMatchObject({ chosen: null });
    // A cancelled dialog says nothing.
    await expect.element(button("Show in folder")).not.toBeInTheDocument();
  });

  test("a full disk names the file", async () => {
    answers.export_metrics = () => {
      throw wireError("fileNoRoom", { field: "out.csv" });
    };
    await open("export");
    await button("Choose where to save").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(/“out.csv” was not written/);
  });
});

const change: IncomingChange = {
  difference: { fields: ["prompt", "choices"], other: false },
  typeBefore: "enum",
  prompt: [
    { kind: "same", text: "How did the " },
    { kind: "added", text: "caller" },
  ],
  choicesBefore: ["good"],
  choices: ["good", "bad"],
};

const fields = { identifier: "x", dataType: "enum", prompt: "How?", choices: ["good", "bad"] } as const;

function entry(at: number, found: string, state: ImportState): ImportRow {
  const taken = state.kind === "refused" ? null : { ...fields, choices: [...fields.choices] };
  return { at, found, fields: taken, state, findings: [], consequences: [] };
}

const read: ImportView = {
  kind: "rows",
  token: "t1",
  fileName: "metrics.csv",
  rows: [
    entry(2, "visit_day", { kind: "new" }),
    entry(3, "caller_mood", { kind: "different", change }),
    entry(4, "next_step", { kind: "identical" }),
    entry(6, "score", {
      kind: "refused",
      problems: [{ code: "typeUnknown", word: "float" }, { code: "promptMissing" }],
    }),
  ],
  unusedColumns: ["Owner"],
};

const retyped: Consequence[] = [{ kind: "typeChanged", from: "boolean", to: "enum" }];
const shortened: Consequence[] = [{ kind: "choiceRemoved", choice: "unclear" }];
const ofExports = "This changes what exports and webhooks receive";

describe("import", () => {
  for (const theme of themes)
    test(`shows every row and its reasons before anything changes, ${theme}`, async () => {
      answers.read_import = () => read;
      await open("import", [], theme);
      await expectAccessible();
      await button("Choose a file").click();
      await expect.element(dialog()).toHaveTextContent("4 entries in “metrics.csv”");
      await expect.element(dialog()).toHaveTextContent("The column Owner is not used.");
      await expect.element(dialog()).toHaveTextContent(/scoreRow 6Not taken.*“float” is no data type/);
      await expect.element(dialog()).toHaveTextContent("The prompt is missing.");
      await expect.element(dialog()).toHaveTextContent("Prompt and choices differ");
      expect(document.querySelector("ins")?.textContent).toBe("caller");
      await expect.element(box("Import next_step")).not.toBeInTheDocument();
      await expectAccessible();
      expect(of("apply_import")).toEqual([]);
    });

  test("names stand below each other, and what is said of them below the names", async () => {
    answers.read_import = () => read;
    await open("import");
    await button("Choose a file").click();
    const left = (words: string) =>
      page.getByText(words, { exact: true }).element().getBoundingClientRect().left;
    await expect.element(page.getByText("visit_day", { exact: true })).toBeVisible();
    await settled();
    for (const words of [
      "caller_mood",
      "next_step",
      "score",
      "The prompt is missing.",
      "Prompt and choices differ",
    ])
      expect(Math.abs(left(words) - left("visit_day"))).toBeLessThan(1);
  });

  test("takes the ticked rows, each its way, and says so until one leaves", async () => {
    answers.read_import = () => read;
    answers.apply_import = () => agent;
    await open("import");
    await button("Choose a file").click();
    await box("Import visit_day").click();
    await choose("What to do with caller_mood", "Add beside yours");
    await button("Import 1 metric").click();
    await expect.element(dialog()).toHaveTextContent("1 metric imported here.");
    expect(of("apply_import")).toEqual([{ agentId: "a1", token: "t1", chosen: [{ at: 3, way: "beside" }] }]);
    await expectAccessible();
    await button("Done").click();
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test("with nothing ticked there is nothing to import, and leaving forgets what was read", async () => {
    answers.read_import = () => read;
    await open("import");
    await button("Choose a file").click();
    await box("Import visit_day").click();
    await box("Import caller_mood").click();
    await expect.element(button("Import")).toHaveAttribute("aria-disabled", "true");
    await button("Cancel").click();
    expect(of("drop_import")).toEqual([{ token: "t1" }]);
  });

  test("what depends on a live metric is said while it is the one that is replaced", async () => {
    const rows: ImportRow[] = [
      { ...entry(2, "visit_day", { kind: "new" }), consequences: retyped },
      { ...entry(3, "caller_mood", { kind: "different", change }), consequences: shortened },
      entry(4, "next_step", { kind: "different", change }),
    ];
    answers.read_import = () => ({ ...read, rows });
    await open("import");
    await button("Choose a file").click();
    await expect.element(dialog()).toHaveTextContent(`${ofExports} 2 metrics are live.`);
    await expect.element(dialog()).toHaveTextContent("Old calls keep their old values.");
    const mood = page.getByRole("listitem").filter({ has: box("Import caller_mood") });
    await expect.element(mood).toHaveTextContent("Choice removed: unclear");
    await expect.element(mood).toHaveTextContent(/No new call is answered unclear\..*Trends break/);
    await expectAccessible();
    await choose("What to do with caller_mood", "Add beside yours");
    await expect.element(mood).not.toHaveTextContent("Choice removed");
    await expect.element(dialog()).toHaveTextContent(`${ofExports} 1 metric is live.`);
    const day = page.getByRole("listitem").filter({ has: box("Import visit_day") });
    await expect.element(day).toHaveTextContent("Data type: Boolean → Enum");
    await box("Import visit_day").click();
    await expect.element(dialog()).not.toHaveTextContent(ofExports);
    expect(of("apply_import")).toEqual([]);
  });

  test("where the working copy changed meanwhile the file is chosen again, and what was ticked stays", async () => {
    const rows = [...read.rows, entry(7, "greeting", { kind: "different", change })];
    answers.read_import = () => ({ ...read, rows });
    answers.apply_import = () => {
      throw wireError("conflict");
    };
    await open("import");
    await button("Choose a file").click();
    await box("Import visit_day").click();
    await choose("What to do with caller_mood", "Add beside yours");
    await button("Import 2 metrics").click();
    await expect
      .element(dialog())
      .toHaveTextContent(
        "Your working copy changed meanwhile. Nothing was imported. Choose “metrics.csv” again",
      );
    await expectAccessible();
    const again = button("Choose the file again");
    await expect.element(again).toHaveFocus();
    // A cancelled dialog leaves all as it is.
    answers.read_import = () => null;
    await again.click();
    await expect.poll(() => of("read_import").length).toBe(2);
    await expect.element(box("Import caller_mood")).toBeChecked();
    // By now one is as in the file and one is not any more, and the file has another row and one less.
    answers.read_import = () => ({
      ...read,
      token: "t2",
      rows: [
        entry(2, "visit_day", { kind: "new" }),
        entry(3, "next_step", { kind: "different", change }),
        entry(4, "caller_mood", { kind: "different", change }),
        entry(5, "greeting", { kind: "identical" }),
        entry(8, "refund_asked", { kind: "new" }),
      ],
    });
    answers.apply_import = () => agent;
    await again.click();
    await expect
      .element(dialog())
      .toHaveTextContent(
        "Your working copy changed meanwhile: this is what would change now, ticked as you left it.",
      );
    await expectAccessible();
    await expect.element(box("Import visit_day")).not.toBeChecked();
    await expect.element(box("Import next_step")).not.toBeChecked();
    await expect.element(page.getByRole("combobox")).toHaveTextContent("Add beside yours");
    await button("Import 2 metrics").click();
    await expect.element(dialog()).toHaveTextContent("2 metrics imported here.");
    await expect.element(dialog()).not.toHaveTextContent("meanwhile");
    expect(of("apply_import")[1]).toEqual({
      agentId: "a1",
      token: "t2",
      chosen: [
        { at: 4, way: "beside" },
        { at: 8, way: "replace" },
      ],
    });
  });

  test("another file is ticked as a new one, whatever became of the one before", async () => {
    answers.read_import = () => read;
    answers.apply_import = () => {
      throw wireError("conflict");
    };
    await open("import");
    await button("Choose a file").click();
    await box("Import visit_day").click();
    await button("Import 1 metric").click();
    answers.read_import = () => ({ ...read, fileName: "other.csv" });
    await button("Choose the file again").click();
    await expect.element(dialog()).toHaveTextContent("4 entries in “other.csv”");
    await expect.element(box("Import visit_day")).toBeChecked();
    await expect.element(dialog()).not.toHaveTextContent("meanwhile");
  });

  test("a file with too many entries says how many and how many are read", async () => {
    answers.read_import = () => ({
      kind: "unreadable",
      fileName: "calls.csv",
      problem: { code: "tooMany", found: 100_000, limit: 1000 },
    });
    await open("import");
    await button("Choose a file").click();
    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(/It has 100,000 entries\. Debrief reads at most 1,000 of one file:/);
  });

  test("a file with no metrics says why and offers another", async () => {
    answers.read_import = () => ({
      kind: "unreadable",
      fileName: "notes.txt",
      problem: { code: "noIdentifierColumn", columns: ["Day", "Note"] },
    });
    await open("import");
    await button("Choose a file").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(/The first row says: Day and Note/);
    await expectAccessible();
    await expect.element(button("Choose another file")).toBeVisible();
  });
});

const copied = (metric: string, identifier: string, state: ImportState): CopyMetric => ({
  metric,
  identifier,
  state,
  findings: [],
  consequences: [],
});

const stateOn: Record<string, CopyState> = {
  a2: {
    kind: "ready",
    metrics: [
      copied("m1", "issue_resolution", { kind: "new" }),
      copied("m2", "caller_mood", { kind: "different", change }),
    ],
    otherChanges: 0,
    seen: "s2",
    source: "from1",
  },
  a3: {
    kind: "ready",
    metrics: [
      copied("m1", "issue_resolution", { kind: "new" }),
      copied("m2", "caller_mood", { kind: "identical" }),
    ],
    otherChanges: 2,
    seen: "s3",
    source: "from1",
  },
  a4: { kind: "readOnly", reason: "multiAgent" },
};

let stateNow = stateOn;
beforeEach(() => {
  stateNow = stateOn;
});

function batch(state: BatchView["state"], outcomes: BatchOutcome[]): BatchView {
  return {
    id: "b1",
    label: "Mood counted",
    startedAt: "2026-11-22T10:00:00Z",
    state,
    targets: outcomes.map((outcome, index) => ({
      agentId: `a${index + 2}`,
      agentName: `Agent ${index + 2}`,
      otherChanges: index === 1 ? 2 : 0,
      outcome,
    })),
  };
}

async function toPreview(theme: "light" | "dark" = "light") {
  answers.copy_preview = ({ target }) => ({
    agentId: target,
    agentName: `Agent ${String(target).slice(1)}`,
    state: stateNow[String(target)],
  });
  await open("copy", ["m1", "m2"], theme);
  for (const name of ["Agent 2", "Agent 3", "Agent 4"]) await box(name).click();
  // The agent that they come from is no place to copy them to.
  await expect.element(box("Order Support")).not.toBeInTheDocument();
  await button("See what changes").click();
  await expect.element(dialog()).toHaveTextContent(/made of several agents/);
}

describe("copy to other agents", () => {
  for (const theme of themes)
    test(`shows what would change on each before anything does, ${theme}`, async () => {
      await toPreview(theme);
      await expect.element(dialog()).toHaveTextContent("2 other changes here are unpublished");
      await expectAccessible();
      await expect.element(button("Copy to 2 agents")).toBeVisible();
      expect(of("copy_apply")).toEqual([]);
    });

  test("copies what was looked at, then publishes one after another what was ticked", async () => {
    await toPreview();
    answers.copy_apply = () => [
      {
        agentId: "a2",
        agentName: "Agent 2",
        outcome: { kind: "copied", metrics: 2, otherChanges: 0, seen: "t2" },
      },
      {
        agentId: "a3",
        agentName: "Agent 3",
        outcome: { kind: "copied", metrics: 1, otherChanges: 2, seen: "t3" },
      },
    ];
    await choose("Caller mood on Agent 2", "Replace");
    await button("Copy to 2 agents").click();
    expect(of("copy_apply")).toEqual([
      {
        agentId: "a1",
        metrics: ["m1", "m2"],
        orders: [
          {
            agentId: "a2",
            seen: "s2",
            source: "from1",
            ways: [
              { metric: "m1", way: "keep" },
              { metric: "m2", way: "replace" },
            ],
          },
          {
            agentId: "a3",
            seen: "s3",
            source: "from1",
            ways: [
              { metric: "m1", way: "keep" },
              { metric: "m2", way: "keep" },
            ],
          },
        ],
      },
    ]);
    await expect.element(page.getByRole("dialog", { name: "Copied" })).toBeVisible();
    await expectAccessible();
    await expect.element(button("Publish 1 agent")).toBeVisible();
    await box("Also publish the 2 other changes of Agent 3").click();
    await page.getByRole("textbox", { name: "Version label" }).fill(" Mood counted ");
    answers.start_batch = () => {
      kept = [batch("going", [{ kind: "running" }, { kind: "waiting" }])];
      return kept[0];
    };
    answers.drive_batch = () => kept[0];
    await button("Publish 2 agents one after another").click();
    expect(of("start_batch")).toEqual([
      {
        orders: [
          { agentId: "a2", seen: "t2", otherChanges: 0, withOthers: false },
          { agentId: "a3", seen: "t3", otherChanges: 2, withOthers: true },
        ],
        label: "Mood counted",
      },
    ]);
    expect(of("drive_batch")).toEqual([{ batchId: "b1" }]);
    await expect.element(page.getByRole("dialog", { name: "Publishing one after another" })).toBeVisible();
    await expectAccessible();
    kept = [
      batch("done", [
        { kind: "live", number: 9 },
        { kind: "needsYou", why: { kind: "changed" } },
      ]),
    ];
    await tell({ kind: "batchMoved" });
    await expect.element(dialog()).toHaveTextContent("Version 9 is live, read back from Atoms");
    await expect.element(dialog()).toHaveTextContent("It was edited after you looked at it.");
    await expectAccessible();
  });

  test("what was typed and ticked is there again after Esc, until it is used", async () => {
    answers.copy_preview = ({ target }) => ({ agentId: target, agentName: "Agent 2", state: stateOn.a2 });
    answers.copy_apply = () => [
      {
        agentId: "a2",
        agentName: "Agent 2",
        outcome: { kind: "copied", metrics: 1, otherChanges: 0, seen: "t2" },
      },
    ];
    const openAgain = async (times: number) => {
      const screen = await renderScreen(<Screen of="copy" chosen={["m3"]} key={times} />);
      await expect.element(dialog()).toBeVisible();
      return screen;
    };
    const search = page.getByRole("searchbox", { name: "Search agents" });
    const first = await openAgain(1);
    await box("Agent 2").click();
    await search.fill("Agent");
    await userEvent.keyboard("{Escape}{Escape}");
    await first.unmount();
    const second = await openAgain(2);
    await expect.element(box("Agent 2")).toBeChecked();
    await button("See what changes").click();
    await button("Copy to 1 agent").click();
    const label = page.getByRole("textbox", { name: "Version label" });
    await label.fill("Next steps");
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog()).not.toBeInTheDocument();
    await second.unmount();
    await openAgain(3);
    // The ticks were used, the label was not.
    await expect.element(box("Agent 2")).not.toBeChecked();
    await box("Agent 2").click();
    await button("See what changes").click();
    await button("Copy to 1 agent").click();
    await expect.element(label).toHaveValue("Next steps");
  });

  test("says what lint finds in what would arrive there, and what depends on what it replaces", async () => {
    const { metrics, ...a2 } = stateOn.a2 as Extract<CopyState, { kind: "ready" }>;
    const [first, second] = metrics as [CopyMetric, CopyMetric];
    stateNow = {
      ...stateOn,
      a2: {
        ...a2,
        metrics: [
          { ...first, findings: [withoutEnd()] },
          { ...second, findings: [notAChoice("Else answer unclear.", "unclear")], consequences: shortened },
        ],
      },
    };
    await toPreview();
    const there = page.getByRole("region", { name: "Agent 2" });
    await expect.element(there).toHaveTextContent(/New.*Warning: /);
    // Theirs is kept at first: nothing of it arrives.
    await expect.element(there).not.toHaveTextContent("Can void whole calls");
    await expect.element(dialog()).not.toHaveTextContent(ofExports);
    await choose("Caller mood on Agent 2", "Replace");
    await expect
      .element(there)
      .toHaveTextContent(/Can void whole calls: Your prompt tells the AI to answer unclear/);
    await expect.element(there).toHaveTextContent("Choice removed: unclear");
    await expect.element(there).toHaveTextContent(/What depends on it.*No new call is answered unclear/);
    await expect.element(dialog()).toHaveTextContent(`${ofExports} 1 metric is live.`);
    await expectAccessible();
    await choose("Caller mood on Agent 2", "Add beside");
    await expect.element(there).toHaveTextContent("Can void whole calls");
    await expect.element(dialog()).not.toHaveTextContent(ofExports);
    expect(of("copy_apply")).toEqual([]);
  });

  test("metrics that changed meanwhile are not copied, and what would change is read again", async () => {
    await toPreview();
    const { metrics, ...a2 } = stateOn.a2 as Extract<CopyState, { kind: "ready" }>;
    const [first, second] = metrics as [CopyMetric, CopyMetric];
    answers.copy_apply = () => {
      stateNow = {
        ...stateOn,
        a2: {
          ...a2,
          source: "from2",
          metrics: [first, { ...second, state: { kind: "identical" } }],
        },
      };
      throw wireError("sourceMoved");
    };
    await button("Copy to 2 agents").click();
    await expect.element(dialog()).toHaveTextContent("These metrics changed after you looked");
    await expect.element(page.getByRole("region", { name: "Agent 2" })).toHaveTextContent("Identical");
    await expectAccessible();
    answers.copy_apply = () => [];
    await button("Copy to 2 agents").click();
    expect(of("copy_apply")[1]?.orders).toMatchObject([{ source: "from2" }, { source: "from1" }]);
  });

  test("stays until it is known what came of copying", async () => {
    let finish: (results: unknown[]) => void = () => undefined;
    await toPreview();
    answers.copy_apply = () => new Promise((resolve) => (finish = resolve));
    await button("Copy to 2 agents").click();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog()).toBeVisible();
    finish([
      {
        agentId: "a2",
        agentName: "Agent 2",
        outcome: { kind: "copied", metrics: 1, otherChanges: 0, seen: "t2" },
      },
    ]);
    await expect.element(dialog()).toHaveTextContent("Agent 2");
    await expect.element(button("Done")).toBeVisible();
  });

  test("an agent that cannot be read says so, and the others go on", async () => {
    answers.copy_preview = ({ target }) => {
      if (target === "a3") throw wireError("offline");
      return { agentId: target, agentName: "Agent 2", state: stateOn.a2 };
    };
    await open("copy", ["m1", "m2"]);
    for (const name of ["Agent 2", "Agent 3"]) await box(name).click();
    await button("See what changes").click();
    await expect.element(page.getByRole("region", { name: "Agent 3" })).toHaveTextContent(/No network/);
    await expect.element(button("Copy to 1 agent")).toBeVisible();
  });
});

function Sidebar() {
  useNotices();
  return <OpenRuns onFollow={() => undefined} />;
}

describe("a batch in the sidebar", () => {
  test("one that was interrupted goes on only when the person says so", async () => {
    kept = [batch("paused", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
    answers.drive_batch = () => {
      kept = [batch("going", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
      return new Promise(() => undefined);
    };
    await renderScreen(<Sidebar />);
    await page.getByRole("button", { name: /Publishing 3 agents.*Waits for you, 1 of 3/ }).click();
    await expect.element(page.getByRole("dialog", { name: "Publishing was interrupted" })).toBeVisible();
    expect(of("drive_batch")).toEqual([]);
    await expectAccessible();
    await button("Continue publishing").click();
    expect(of("drive_batch")).toEqual([{ batchId: "b1" }]);
    answers.stop_batch = () => {
      kept = [{ ...(kept[0] as BatchView), state: "stopping" }];
      return kept[0];
    };
    await button("Stop after this one").click();
    await expect.element(page.getByRole("dialog", { name: "Stopping after this one" })).toBeVisible();
  });

  test("one that came to a halt says why, what is safe and what to do", async () => {
    kept = [batch("paused", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
    answers.drive_batch = () => {
      throw wireError("diskFull");
    };
    await renderScreen(<Sidebar />);
    await page.getByRole("button", { name: /Publishing 3 agents/ }).click();
    await button("Continue publishing").click();
    const alert = page.getByRole("alert");
    await expect.element(alert).toHaveTextContent("This computer’s disk is full. Publishing came to a halt.");
    await expect.element(alert).toHaveTextContent("What is live stays live");
    await expect.element(alert).toHaveTextContent("continue publishing: Debrief first looks how far it got");
    // The usual reason for a pause would not be true.
    await expect.element(dialog()).not.toHaveTextContent("Debrief was closed");
    await expectAccessible();
    // Closed and opened again it still stands there, until the batch goes on.
    await button("Keep working").click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await page.getByRole("button", { name: /Publishing 3 agents/ }).click();
    await expect.element(alert).toBeVisible();
    answers.drive_batch = () => new Promise(() => undefined);
    await button("Continue publishing").click();
    await expect.element(alert).not.toBeInTheDocument();
  });

  test("outcomes stay until they are put away, and lead to the agent that needs one", async () => {
    kept = [
      batch("done", [
        { kind: "live", number: 9 },
        {
          kind: "needsYou",
          why: {
            kind: "stopped",
            reason: {
              kind: "openDraft",
              draft: "d",
              author: "Daniel Okafor",
              since: null,
              sections: [],
              joined: false,
              metricsReplaced: false,
            },
          },
        },
        { kind: "skipped", why: "otherChanges" },
      ]),
    ];
    answers.dismiss_batch = () => {
      kept = [];
      return null;
    };
    await renderScreen(<Sidebar />, "dark");
    const there = page.getByRole("button", { name: /Publishing 3 agents.*1 needs you/ });
    await there.click();
    await expect.element(dialog()).toHaveTextContent("Daniel Okafor’s draft is in the way.");
    await expect.element(dialog()).toHaveTextContent("Its other changes were not to be published.");
    await expectAccessible();
    await page.getByRole("link", { name: "Open Agent 3" }).click();
    expect(window.location.hash).toBe("#/agent/a3/metrics");
    await there.click();
    await button("Dismiss").click();
    await expect.element(there).not.toBeInTheDocument();
  });
});
