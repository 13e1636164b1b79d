import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { CopyMetric, CopyState, ImportState } from "../../host";
import { wireError } from "../../test/app";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { notAChoice, withoutEnd } from "../lint/lintFixtures";
import {
  answers,
  batch,
  box,
  button,
  change,
  choose,
  dialog,
  held,
  install,
  of,
  ofExports,
  open,
  Screen,
  shortened,
  tell,
  themes,
} from "./movingBench";

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

let states = stateOn;
beforeEach(() => {
  install();
  states = stateOn;
});

async function toPreview(theme: "light" | "dark" = "light") {
  answers.copy_preview = ({ target }) => ({
    agentId: target,
    agentName: `Agent ${String(target).slice(1)}`,
    state: states[String(target)],
  });
  await open("copy", ["m1", "m2"], theme);
  for (const name of ["Agent 2", "Agent 3", "Agent 4"]) await box(name).click();
  // The agent that they come from is no place to copy them to.
  await expect.element(box("Order Support")).not.toBeInTheDocument();
  await button("See what changes").click();
  await expect.element(dialog()).toHaveTextContent(/made of several agents/);
}

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
    held.batches = [batch("going", [{ kind: "running" }, { kind: "waiting" }])];
    return held.batches[0];
  };
  answers.drive_batch = () => held.batches[0];
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
  held.batches = [
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
  states = {
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
    states = {
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
