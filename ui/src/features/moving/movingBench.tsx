import { useState } from "react";
import { expect } from "vitest";
import { page } from "vitest/browser";
import type { BatchOutcome, BatchView, Consequence, IncomingChange, Notice } from "../../host";
import { emit, mockIPC } from "../../host/mock";
import { agentView, row } from "../../test/fakeEngine";
import { agentPages } from "../../test/sample";
import { renderScreen } from "../../test/withQueries";
import { useNotices } from "../shell/useNotices";
import { CopyDialog } from "./CopyDialog";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";
import { typedLabels, typedPicks, typedSearches } from "./typed";

type Handler = (args: Record<string, unknown>) => unknown;

export const agent = agentView([
  row("m1", "issue_resolution"),
  row("m2", "caller_mood"),
  row("m3", "next_step"),
]);
export const button = (name: string) => page.getByRole("button", { name, exact: true });
export const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
export const radio = (name: string) => page.getByRole("radio", { name, exact: true });
export const choose = async (name: string, option: string) => {
  await page.getByRole("combobox", { name, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
};
export const dialog = () => page.getByRole("dialog");

let calls: { command: string; args: Record<string, unknown> }[] = [];
/** What Rust answers, by command. */
export const answers: Record<string, Handler> = {};
/** The batches that Rust has. */
export const held: { batches: BatchView[] } = { batches: [] };
export const of = (command: string) =>
  calls.filter((call) => call.command === command).map((call) => call.args);
export const tell = (notice: Notice) => emit("notified", notice);

/** Before each test. */
export function install(): void {
  calls = [];
  held.batches = [];
  for (const typed of [typedSearches, typedPicks, typedLabels]) typed.clear();
  for (const command of Object.keys(answers)) delete answers[command];
  Object.assign(answers, {
    batches: () => held.batches,
    open_runs: () => [],
    kept_agents: () => null,
    drop_import: () => null,
    show_saved_file: () => null,
    list_agents: ({ search, page: at }) => agentPages(4)(String(search), Number(at)),
  } satisfies Record<string, Handler>);
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
}

export const themes = ["light", "dark"] as const;

type Which = "export" | "import" | "copy";

export function Screen({ of: which, chosen }: { of: Which; chosen: string[] }) {
  useNotices();
  const [isOpen, setOpen] = useState(true);
  const props = { agent, chosen, isOpen, onClose: () => setOpen(false) };
  if (which === "export") return <ExportDialog {...props} />;
  if (which === "import") return <ImportDialog agentId="a1" isOpen={isOpen} onClose={props.onClose} />;
  return <CopyDialog {...props} />;
}

export async function open(which: Which, chosen: string[] = [], theme: "light" | "dark" = "light") {
  await renderScreen(<Screen of={which} chosen={chosen} />, theme);
  await expect.element(dialog()).toBeVisible();
}

export const change: IncomingChange = {
  difference: { fields: ["prompt", "choices"], other: false },
  typeBefore: "enum",
  prompt: [
    { kind: "same", text: "How did the " },
    { kind: "added", text: "caller" },
  ],
  choicesBefore: ["good"],
  choices: ["good", "bad"],
};

export function batch(state: BatchView["state"], outcomes: BatchOutcome[]): BatchView {
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

export const shortened: Consequence[] = [{ kind: "choiceRemoved", choice: "unclear" }];
export const ofExports = "This changes what exports and webhooks receive";
