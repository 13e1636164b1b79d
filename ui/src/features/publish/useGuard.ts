import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  type AgentView,
  answerDraft,
  type DraftWay,
  type MergeChoice,
  type OpenDraftView,
  type PublishView,
  type Side,
  toHostError,
  waitForDraft,
} from "../../host";
import { keys } from "../../host/queries";
import { guardText, type Way } from "../../text/guard";
import { mergeText } from "../../text/merge";
import { named } from "./DangerList";
import { useOpenDraft, useRunCommand, useShowRun } from "./publishQueries";

type Choice = { of: string; isRead: boolean; isAnyway: boolean; sides: ReadonlyMap<string, Side> };

export const conflictName = (key: MergeChoice["key"]) => JSON.stringify(key);

const unanswered = (of: string): Choice => ({ of, isRead: false, isAnyway: false, sides: new Map() });

const stateOf = ({ seen }: OpenDraftView) => `${seen.id} ${seen.revision}`;

/** The run that stopped at somebody else's draft and was not answered yet. */
export function atDraft(run: PublishView | null) {
  // What is in the way on a branch that is not live is told, and not asked about.
  if (run?.target !== null) return null;
  return run.state.kind === "stopped" && run.state.reason.kind === "openDraft" && run.state.waiting === null
    ? run.state.reason
    : null;
}

/** Somebody else's draft, what the person answers about it, and what stands between that and the one button. */
export function useGuard(agentId: string, run: PublishView | null, opening: number, isOpen: boolean) {
  const client = useQueryClient();
  const reason = atDraft(run);
  const isShown = isOpen && reason !== null;
  const read = useOpenDraft(agentId, `${run?.runId} ${opening}`, isShown);
  const draft = read.data ?? null;
  // What the person ticked and chose is about one state of the draft; another one is answered anew.
  const [turn, setTurn] = useState(0);
  const about = `${run?.runId} ${opening} ${turn}`;
  const of = `${about} ${draft === null ? "" : stateOf(draft)}`;
  const [choice, setChoice] = useState<Choice>(() => unanswered(of));
  const [first, setFirst] = useState<{ of: string; state: string } | null>(null);
  if (draft !== null && first?.of !== `${run?.runId} ${opening}`)
    setFirst({ of: `${run?.runId} ${opening}`, state: stateOf(draft) });

  const only =
    draft === null
      ? read.isError
        ? guardText.unread(reason?.author ?? null)
        : guardText.reading(reason?.author ?? null)
      : draft.publishing
        ? guardText.publishing
        : draft.readable
          ? null
          : guardText.hidden;
  const now: Choice = choice.of === of ? choice : unanswered(of);
  const change = (part: Partial<Choice>) => setChoice({ ...now, ...part });

  const show = useShowRun(agentId);
  const answer = useMutation({
    mutationFn: (way: DraftWay) => {
      if (draft === null) throw new Error("no draft to answer about");
      const choices = draft.conflicts.flatMap(({ key }) => {
        const side = now.sides.get(conflictName(key));
        return side === undefined ? [] : [{ key, side }];
      });
      const anyway = now.isAnyway ? [...named(draft.dangers).values()] : [];
      return answerDraft(agentId, { way, seen: draft.seen, choices, anyway });
    },
    onSuccess: (next) => {
      show(next);
      void client.invalidateQueries({ queryKey: keys.agent(agentId) });
    },
    onError: (thrown) => {
      if (toHostError(thrown).code !== "conflict") return;
      setTurn((before) => before + 1);
      void read.refetch();
    },
  });
  const wait = useRunCommand(agentId, waitForDraft);
  // What went wrong with an answer belongs to the opening in which it was given.
  const { reset: resetAnswer } = answer;
  const { reset: resetWait } = wait;
  const shownAs = `${run?.runId} ${opening}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each run and opening anew
  useEffect(() => {
    resetAnswer();
    resetWait();
  }, [shownAs, resetAnswer, resetWait]);

  const open = (draft?.conflicts ?? []).filter(({ key }) => !now.sides.has(conflictName(key)));
  /** Why this answer cannot be given at the moment. Waiting always can. */
  const blocked = (way: Way): string | null => {
    if (way === "wait") return null;
    if (only !== null) return only;
    if (read.isFetching) return guardText.reading(reason?.author ?? null);
    if (open.length > 0) return mergeText.choose(open.length);
    if (way !== "everything") return null;
    if (!now.isRead) return guardText.readFirst;
    return (draft?.dangers.length ?? 0) > 0 && !now.isAnyway ? guardText.anywayFirst : null;
  };
  const pending: Way | null = wait.isPending ? "wait" : answer.isPending ? answer.variables : null;
  const answered = answer.error === null ? null : toHostError(answer.error);
  const agent = client.getQueryData<AgentView>(keys.agent(agentId));

  return {
    reason,
    read,
    draft,
    author: draft === null ? (reason?.author ?? null) : draft.author,
    agentName: agent?.name ?? guardText.anAgent,
    unpublished: agent?.changes.total ?? 0,
    isGone: read.isSuccess && draft === null,
    hasMoved:
      answered?.code === "conflict" || (draft !== null && first !== null && first.state !== stateOf(draft)),
    only,
    isRead: now.isRead,
    setRead: (isRead: boolean) => change({ isRead }),
    isAnyway: now.isAnyway,
    setAnyway: (isAnyway: boolean) => change({ isAnyway }),
    sides: now.sides,
    choose: (name: string, side: Side) => change({ sides: new Map(now.sides).set(name, side) }),
    blocked,
    pending,
    error: wait.error ?? (answered?.code === "conflict" ? null : answer.error),
    dismissError: () => {
      wait.reset();
      answer.reset();
    },
    press: (way: Way) => {
      if (blocked(way) !== null || pending !== null) return;
      if (way === "wait") wait.mutate();
      else answer.mutate(way);
    },
  };
}

export type GuardWork = ReturnType<typeof useGuard>;
