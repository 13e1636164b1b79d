import { useQuery, useQueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type {
  LabelsOutcome,
  LabelsView,
  TypedLabels,
  VersionLabels,
  VersionRow,
  VersionView,
} from "../../host";
import { flushAll } from "../../host/flush";
import { mockIPC } from "../../host/mock";
import { keys } from "../../host/queries";
import { wireError } from "../../test/app";
import { agentView, versionRow } from "../../test/sample";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { VersionNotes } from "./VersionNotes";

const row: VersionRow = { ...versionRow(9), label: "Shorter greeting", description: "As asked by Mei" };
const seen: VersionLabels = { label: "Shorter greeting", description: "As asked by Mei", isPinned: false };
const view: VersionView = { version: row, metrics: agentView.metrics, settings: agentView.settings };

/** The version as the page has it: what changes in the cache is shown. */
function Page({ version, here }: { version: VersionRow; here: { set: (row: VersionRow) => unknown } }) {
  const client = useQueryClient();
  here.set = (row) => client.setQueryData(keys.version("a1", version.id), { ...view, version: row });
  const query = useQuery<VersionView>({
    queryKey: keys.version("a1", version.id),
    queryFn: () => client.getQueryData<VersionView>(keys.version("a1", version.id)) ?? view,
    initialData: { ...view, version },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div>
      <h1>{query.data.version.label ?? "Without a label"}</h1>
      <VersionNotes agentId="a1" row={query.data.version} />
    </div>
  );
}

interface Rust {
  onAtoms?: boolean;
  typed?: TypedLabels | null;
  version?: VersionRow;
  edit?: (seen: VersionLabels, labels: VersionLabels) => LabelsOutcome;
  keepNote?: () => void;
}

/** Rust as it keeps what is typed, with an answer of the test's own to Save. */
async function open(rust: Rust = {}, theme: "light" | "dark" = "light") {
  const state = { typed: rust.typed ?? null, onAtoms: rust.onAtoms ?? true };
  const calls: { command: string; args: Record<string, unknown> }[] = [];
  mockIPC(
    (command, given) => {
      const args = (given ?? {}) as Record<string, unknown>;
      calls.push({ command, args });
      switch (command) {
        case "version_labels":
          return { onAtoms: state.onAtoms, typed: state.typed } satisfies LabelsView;
        case "keep_version_labels":
          state.typed = args.typed as TypedLabels | null;
          return null;
        case "keep_note":
          return rust.keepNote?.() ?? null;
        case "edit_version_labels":
          return rust.edit?.(args.seen as VersionLabels, args.labels as VersionLabels);
        default:
          throw new Error(`No answer for ${command}`);
      }
    },
    { shouldMockEvents: true },
  );
  const client = { set: (_: VersionRow): unknown => undefined };
  const screen = await renderScreen(<Page version={rust.version ?? row} here={client} />, theme);
  const of = (command: string) => calls.filter((call) => call.command === command).map((call) => call.args);
  const edit = async () => {
    await screen.getByRole("button", { name: "Edit label" }).click();
    await expect.element(screen.getByRole("dialog", { name: "Edit label of Version 9" })).toBeVisible();
  };
  return { screen, of, edit, client, label: screen.getByRole("textbox", { name: "Version label" }) };
}

const saved = (labels: VersionLabels): VersionRow => ({
  ...row,
  label: labels.label,
  description: labels.description,
  isPinned: labels.isPinned,
});

for (const theme of ["light", "dark"] as const) {
  test(`the form breaks no rule of accessibility, ${theme}`, async () => {
    const { screen, edit, label } = await open({}, theme);
    await edit();
    await label.fill("Another one");
    await expect.element(screen.getByText(/^Not saved on Atoms/)).toBeVisible();
    await expectAccessible();
  });

  test(`a note breaks no rule of accessibility, ${theme}`, async () => {
    const { screen } = await open({ onAtoms: false, version: { ...row, note: "Ask Mei" } }, theme);
    await expect.element(screen.getByRole("textbox", { name: "Note" })).toHaveValue("Ask Mei");
    await expectAccessible();
  });
}

test("another label, description and pin are sent with what one began from, and show at once", async () => {
  const { screen, of, edit, label } = await open({
    edit: (_, labels) => ({ kind: "saved", version: saved(labels) }),
  });
  await edit();
  await expect.element(label).toHaveFocus();
  await expect
    .element(screen.getByRole("button", { name: "Save label" }))
    .toHaveAccessibleDescription("Nothing is changed.");
  await label.fill("Greeting, one sentence");
  await screen.getByRole("checkbox", { name: "Pinned on Atoms" }).click({ force: true });
  await screen.getByRole("button", { name: "Save label" }).click();
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("heading", { name: "Greeting, one sentence" })).toBeVisible();
  expect(of("edit_version_labels")).toEqual([
    {
      agentId: "a1",
      versionId: "v9",
      seen: { label: "Shorter greeting", description: "As asked by Mei", isPinned: false },
      labels: { label: "Greeting, one sentence", description: "As asked by Mei", isPinned: true },
    },
  ]);
  await expect.element(screen.getByText("Typed, not saved")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Edit label" })).toHaveFocus();
});

test("what was typed and not saved is kept, says so, and can be put back", async () => {
  const { screen, of, edit, label } = await open();
  await edit();
  await label.fill("Half a th");
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByText("Typed, not saved")).toBeVisible();
  expect(of("keep_version_labels").at(-1)).toMatchObject({
    versionId: "v9",
    typed: { labels: { label: "Half a th" } },
  });
  await edit();
  await expect.element(label).toHaveValue("Half a th");
  await screen.getByRole("button", { name: "Put back what is on Atoms" }).click();
  await expect.element(label).toHaveValue("Shorter greeting");
  await screen.getByRole("button", { name: "Cancel" }).click();
  await expect.element(screen.getByText("Typed, not saved")).not.toBeInTheDocument();
  expect(of("keep_version_labels").at(-1)).toMatchObject({ typed: null });
});

test("what was typed in an earlier start is there again", async () => {
  const { screen, edit, label } = await open({
    typed: { seen, labels: { label: "From before", description: "", isPinned: true } },
  });
  await expect.element(screen.getByText("Typed, not saved")).toBeVisible();
  await edit();
  await expect.element(label).toHaveValue("From before");
  await expect.element(screen.getByRole("checkbox", { name: "Pinned on Atoms" })).toBeChecked();
});

test("a colleague's label is shown first, and replaced only when one saves again", async () => {
  let theirs = true;
  const { screen, of, edit, label } = await open({
    edit: (_, labels) => {
      if (!theirs) return { kind: "saved", version: saved(labels) };
      theirs = false;
      return { kind: "moved", version: { ...row, label: "Theirs", description: "Why" } };
    },
  });
  await edit();
  await label.fill("Mine");
  await userEvent.keyboard("{Enter}");
  await expect
    .element(screen.getByText("On Atoms it is called “Theirs” now.", { exact: false }))
    .toBeVisible();
  await expect.element(label).toHaveValue("Mine");
  await screen.getByRole("button", { name: "Save label" }).click();
  await expect.element(screen.getByRole("heading", { name: "Mine" })).toBeVisible();
  // Their other words are not taken back.
  expect(of("edit_version_labels").map((args) => [args.seen, args.labels])).toEqual([
    [seen, { ...seen, label: "Mine" }],
    [
      { label: "Theirs", description: "Why", isPinned: false },
      { label: "Mine", description: "Why", isPinned: false },
    ],
  ]);
});

test("a form that nothing was typed into follows what the version is called", async () => {
  const { edit, label, client } = await open();
  await edit();
  client.set({ ...row, label: "Theirs" });
  await expect.element(label).toHaveValue("Theirs");
});

test("what Atoms refuses or does not take stays in the form", async () => {
  let fails = true;
  const { screen, edit, label } = await open({
    edit: () => {
      if (fails) throw wireError("timedOut");
      return { kind: "notTaken", version: row };
    },
  });
  await edit();
  await label.fill("Mine");
  await screen.getByRole("button", { name: "Save label" }).click();
  await expect.element(screen.getByText("Atoms did not answer in time")).toBeVisible();
  fails = false;
  await screen.getByRole("button", { name: "Save label" }).click();
  await expect.element(screen.getByText("Atoms did not take it.")).toBeVisible();
  await expect.element(label).toHaveValue("Mine");
});

test("a label that is too long is said and not sent", async () => {
  const { screen, of, edit, label } = await open();
  await edit();
  await label.fill("x".repeat(201));
  await expect.element(screen.getByText("Atoms takes at most 200 letters.").first()).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(of("edit_version_labels")).toEqual([]);
});

test("an agent that has branches by now keeps the words in the note", async () => {
  const { screen, edit, label } = await open({
    edit: (_, labels) => ({ kind: "inNote", version: { ...row, note: labels.label } }),
  });
  await edit();
  await label.fill("Mine");
  await screen.getByRole("button", { name: "Save label" }).click();
  await expect.element(screen.getByRole("textbox", { name: "Note" })).toHaveValue("Mine");
  await expect.element(screen.getByText(/What you typed is in your note\.$/)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Edit label" })).not.toBeInTheDocument();
});

test("a note is kept as it is typed, and before the window goes", async () => {
  const { screen, of } = await open({ onAtoms: false });
  await screen.getByRole("button", { name: "Add a note" }).click();
  const note = screen.getByRole("textbox", { name: "Note" });
  await expect.element(note).toHaveFocus();
  await expect.element(note).toHaveAccessibleDescription(/^Only on this computer\./);
  await userEvent.keyboard("Ask Mei");
  await flushAll();
  expect(of("keep_note").at(-1)).toEqual({ agentId: "a1", versionId: "v9", note: "Ask Mei" });
  await note.fill("");
  await expect.poll(() => of("keep_note").at(-1)?.note).toBe("");
  await expect.element(note).toBeVisible();
});

test("a note that cannot be kept says so and is kept by another try", async () => {
  let fails = true;
  const { screen, of } = await open({
    onAtoms: false,
    keepNote: () => {
      if (fails) throw wireError("diskFull");
    },
  });
  await screen.getByRole("button", { name: "Add a note" }).click();
  await screen.getByRole("textbox", { name: "Note" }).fill("Ask Mei");
  const again = screen.getByRole("button", { name: "Try again" });
  await expect.element(again).toBeVisible();
  fails = false;
  const before = of("keep_note").length;
  await again.click();
  await expect.element(again).not.toBeInTheDocument();
  expect(of("keep_note").slice(before)).toEqual([{ agentId: "a1", versionId: "v9", note: "Ask Mei" }]);
});
