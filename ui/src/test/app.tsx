import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "vitest-browser-react";
import { App } from "../App";
import { comparison } from "../features/history/compareFixtures";
import type { Card, ErrorCode, Notice, WireError } from "../host";
import { emit, mockIPC } from "../host/mock";
import { preview } from "./fakeEngine";
import { agentPages, agentView, startView } from "./sample";

type Handler = (args: Record<string, unknown>) => unknown;

/** What a command throws, in the form Rust sends it. */
export function wireError(code: ErrorCode, more: Partial<WireError> = {}): WireError {
  return {
    code,
    detail: "GET /agent",
    words: null,
    field: null,
    retryAfterSecs: null,
    requestId: "req-1",
    ...more,
  };
}

/** The whole app over a Rust that answers from `handlers`; every call is noted. */
export async function openApp(handlers: Record<string, Handler> = {}) {
  const calls: { command: string; args: Record<string, unknown> }[] = [];
  const list = agentPages(12);
  const answers: Record<string, Handler> = {
    start: () => startView,
    close_agent: () => null,
    list_agents: ({ search, page }) => list(String(search), Number(page)),
    kept_agents: () => null,
    kept_versions: () => null,
    branch_names: () => [],
    draft_names: () => [],
    list_drafts: () => ({ drafts: [], named: true, live: agentView.live, readAt: agentView.readAt }),
    compare: () => comparison(),
    since_when: () => [],
    search_versions: () => ({ versions: [], found: 0, read: 0, total: 0, authors: [] }),
    version_labels: () => ({ onAtoms: true, typed: null }),
    reading_plan: () => ({ read: 0, total: 0, requests: 0, exact: true, going: false, error: null }),
    look_at_agent: () => null,
    open_agent: () => agentView,
    known_agents: () => [],
    load_panel: () => null,
    publish_state: () => null,
    look_after_runs: () => null,
    open_runs: () => [],
    batches: () => [],
    leftovers: () => [],
    library_templates: () => [],
    preview_metric: ({ card }) => preview(card as Card),
    atoms_templates: () => [],
    own_templates: () => [],
    ...handlers,
  };
  mockIPC(
    (command, args) => {
      const given = (args ?? {}) as Record<string, unknown>;
      calls.push({ command, args: given });
      const answer = answers[command];
      if (!answer) throw new Error(`No answer for ${command}`);
      return answer(given);
    },
    { shouldMockEvents: true },
  );
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  const screen = await render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return {
    screen,
    of: (command: string) => calls.filter((call) => call.command === command).map((call) => call.args),
    notice: (notice: Notice) => emit("notified", notice),
  };
}
