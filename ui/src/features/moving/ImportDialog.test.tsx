import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Consequence, ImportRow, ImportState, ImportView } from "../../host";
import { wireError } from "../../test/app";
import { expectAccessible, settled } from "../../test/withQueries";
import {
  agent,
  answers,
  box,
  button,
  change,
  choose,
  dialog,
  install,
  of,
  ofExports,
  open,
  shortened,
  themes,
} from "./movingBench";

beforeEach(install);

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
