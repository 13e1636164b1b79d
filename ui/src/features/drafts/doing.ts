import { useSyncExternalStore } from "react";
import type { DraftRow, DraftSeen } from "../../host";
import type { SaidWords } from "../../text/drafts";

export type What = "save" | "continue" | "rename" | "discard" | "live";

/** What came of the last thing that was done with a draft or a branch of an agent. */
export type News =
  | {
      kind: "said";
      what: What;
      said: SaidWords;
      /** Somebody wrote to it since it was left: it can be discarded in this state. */
      changed: { draft: DraftRow; seen: DraftSeen } | null;
      /** Words that are true only while the working copy stands so. */
      of: string | null;
    }
  | { kind: "failed"; what: What; error: unknown };

type Doing = {
  /** What runs now, and on what. One thing at a time for each agent. */
  running: { what: What; id: string } | null;
  news: News | null;
};

const idle: Doing = { running: null, news: null };
let all: ReadonlyMap<string, Doing> = new Map();
const listeners = new Set<() => void>();

function set(agentId: string, next: Doing): void {
  all = new Map(all).set(agentId, next);
  for (const listener of listeners) listener();
}

/** Does one thing, whatever page one is on then; what came of it stays until it is dismissed. */
export async function perform(
  agentId: string,
  running: { what: What; id: string },
  action: () => Promise<News>,
): Promise<void> {
  if ((all.get(agentId) ?? idle).running !== null) return;
  set(agentId, { running, news: null });
  let news: News;
  try {
    news = await action();
  } catch (error) {
    news = { kind: "failed", what: running.what, error };
  }
  set(agentId, { running: null, news });
}

export function dismissNews(agentId: string): void {
  set(agentId, { ...(all.get(agentId) ?? idle), news: null });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useDoing = (agentId: string): Doing =>
  useSyncExternalStore(subscribe, () => all.get(agentId) ?? idle);

let watched: string | null = null;

/** While a dialog tells what came of it, the page behind does not tell the same. */
export function watchNews(agentId: string | null): void {
  watched = agentId;
  for (const listener of listeners) listener();
}

export const useIsNewsWatched = (agentId: string): boolean =>
  useSyncExternalStore(subscribe, () => watched === agentId);

/** For tests: nothing was done with any agent. */
export function forgetDoing(): void {
  all = new Map();
  watched = null;
  for (const listener of listeners) listener();
}
