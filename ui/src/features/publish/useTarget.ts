import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type BranchReview, branchNames, branchReview, type MergeChoice, type Side } from "../../host";
import { keys } from "../../host/queries";
import { mergeText } from "../../text/merge";
import { targetText } from "../../text/target";
import { conflictName } from "./useGuard";

type Chosen = { of: string; choices: readonly MergeChoice[] };

/** An open draft that is not ours alone, or that is being published: publishing there would ship it, or be turned away. */
export function draftInTheWay({ branch: { draft } }: BranchReview) {
  return draft !== null && (draft.publishing || draft.owner !== "ours") ? draft : null;
}

/** What stands between a branch that is not live and a publish to it. */
function whyNot(view: BranchReview, choices: readonly MergeChoice[]): string | null {
  const draft = draftInTheWay(view);
  const { name } = view.branch;
  if (draft !== null)
    return draft.publishing ? targetText.draft.publishing(name) : targetText.draft.off(name);
  const open = view.conflicts.length - choices.length;
  return open > 0 ? mergeText.choose(open) : null;
}

/** Where a publish leads: the live branch, or another one with what is on it. Both are read anew for every opening. */
export function useTarget(agentId: string, opening: number, isShown: boolean, target: string | null) {
  const branches = useQuery({
    queryKey: [...keys.branchNames(agentId), opening],
    queryFn: () => branchNames(agentId),
    enabled: isShown,
    gcTime: 0,
    staleTime: 0,
  });
  const [chosen, setChosen] = useState<Chosen>({ of: "", choices: [] });
  const about = `${opening} ${target}`;
  // The answer tells to which head the choices belong; another one is chosen about anew.
  const choices = chosen.of.startsWith(`${about} `) ? chosen.choices : [];
  const review = useQuery({
    queryKey: ["branchReview", agentId, opening, target, choices],
    queryFn: () => branchReview(agentId, target ?? "", [...choices]),
    enabled: isShown && target !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  // What could not be read anew is not what to say yes to.
  const isOther = target === null || review.isError || review.data?.branch.id !== target;
  const view = isOther ? undefined : review.data;
  const of = `${about} ${view?.branch.head?.version.id}`;
  if (view !== undefined && choices.length > 0 && chosen.of !== of) setChosen({ of, choices: [] });
  const sides = new Map(choices.map(({ key, side }) => [conflictName(key), side]));

  return {
    id: target,
    branches,
    /** Those that can be published to. */
    names: (branches.data ?? []).filter((branch) => branch.isLive || branch.head !== null),
    review,
    view,
    sides,
    choices,
    choose: (key: MergeChoice["key"], side: Side) =>
      setChosen({
        of,
        choices: [...choices.filter((each) => conflictName(each.key) !== conflictName(key)), { key, side }],
      }),
    blocked: view === undefined || review.isFetching ? targetText.loading : whyNot(view, choices),
  };
}

export type TargetWork = ReturnType<typeof useTarget>;
