import { useQueryClient } from "@tanstack/react-query";
import {
  type AgentView,
  type BranchRow,
  continueDraft,
  type DraftRow,
  type DraftSeen,
  discardDraft,
  makeLive,
  renameDraft,
  saveDraft,
} from "../../host";
import { keys, useShowAgent } from "../../host/queries";
import { branchesText, draftsText, type SaidWords } from "../../text/drafts";
import { stateOf } from "../metrics/useMetricEdits";
import { type News, perform, type What } from "./doing";

const told = (what: What, said: SaidWords): News => ({ kind: "said", what, said, changed: null, of: null });

/** What can be done with the drafts and branches of an agent. Each goes on whatever page one is on then. */
export function useDraftActions(agent: Pick<AgentView, "id">) {
  const client = useQueryClient();
  const show = useShowAgent();
  const agentId = agent.id;
  const moved = () => {
    for (const queryKey of [keys.drafts(agentId), keys.branches(agentId), keys.leftovers(agentId)])
      void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: ["compare", agentId] });
  };
  const act = (what: What, id: string, action: () => Promise<News>) =>
    void perform(agentId, { what, id }, async () => {
      try {
        return await action();
      } finally {
        moved();
      }
    });

  return {
    /** `onSaved` is told whether the draft has the name that was typed. */
    save: (name: string, onSaved: (hasName: boolean) => void) =>
      act("save", "new", async () => {
        const outcome = await saveDraft(agentId, name, null);
        const hasName = outcome.kind !== "saved" || outcome.branch !== null || outcome.name === name;
        if (outcome.kind === "saved") onSaved(hasName);
        return told("save", draftsText.save.outcome(outcome, name));
      }),
    carryOn: (draft: DraftRow) =>
      act("continue", draft.seen.id, async () => {
        await client.cancelQueries({ queryKey: keys.agent(agentId) });
        const after = await continueDraft(agentId, draft.seen.id);
        show(after);
        const said = draftsText.continued(draftsText.name(draft));
        return { kind: "said", what: "continue", said, changed: null, of: stateOf(after) };
      }),
    rename: (draft: DraftRow, name: string, onRenamed: () => void) =>
      act("rename", draft.seen.id, async () => {
        const outcome = await renameDraft(agentId, draft.seen.id, name);
        if (outcome.kind === "renamed") onRenamed();
        return told("rename", draftsText.outcome.rename(outcome));
      }),
    discard: (draft: DraftRow, seen: DraftSeen, anyway: boolean) =>
      act("discard", draft.seen.id, async () => {
        const outcome = await discardDraft(agentId, seen, anyway);
        const changed = outcome.kind === "changed" ? { draft, seen: outcome.seen } : null;
        return {
          ...told("discard", draftsText.outcome.discard(outcome, draftsText.name(draft))),
          changed,
        } as News;
      }),
    makeLive: (branch: BranchRow, seenLive: string, seenHead: string) =>
      act("live", branch.id, async () => {
        try {
          const outcome = await makeLive(agentId, branch.id, seenLive, seenHead);
          return told("live", branchesText.outcome(outcome, branch.name));
        } finally {
          const stale = [
            keys.agent(agentId),
            keys.versions(agentId),
            keys.since(agentId),
            ["review", agentId],
            ["agents"],
          ];
          for (const queryKey of stale) void client.invalidateQueries({ queryKey });
        }
      }),
  };
}
