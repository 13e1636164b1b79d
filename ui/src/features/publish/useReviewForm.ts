import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type BranchReview, publish, publishToBranch, type ReviewDanger, toHostError } from "../../host";
import { keys } from "../../host/queries";
import { lintText } from "../../text/lint";
import { publishText } from "../../text/publish";
import { targetText } from "../../text/target";
import { described } from "./description";
import { LABEL_LIMIT } from "./LabelFields";
import { publishKey, useReview } from "./publishQueries";
import { useLabel } from "./useLabel";
import { useTarget } from "./useTarget";

type Accepted = { about: string; problems: ReadonlySet<string> };

const problemOf = ({ metric, finding }: ReviewDanger) => JSON.stringify([metric, finding.rule, finding.what]);

/** Nothing is left to publish: everywhere, or on this branch alone. */
export function nothingWords(branch: BranchReview | undefined) {
  return branch?.changed
    ? { title: targetText.nothing.title(branch.branch.name), body: targetText.nothing.body }
    : publishText.nothing;
}

/** The review with its label, and what stands between it and Publish. */
export function useReviewForm(agentId: string, opening: number, isShown: boolean, to: string | null) {
  const client = useQueryClient();
  const live = useReview(agentId, opening, isShown);
  const target = useTarget(agentId, opening, isShown, to);
  const branch = target.view;
  const about = `${opening} ${to}`;
  const review = to === null ? live : target.review;
  const view = to === null ? live.data : branch?.review;
  const label = useLabel(agentId, opening, view);
  const [asksForLabel, setAsksForLabel] = useState(false);
  // What was accepted is accepted in this opening, for this branch and these very problems: any other one asks anew.
  const [anyway, setAnyway] = useState<Accepted>({ about, problems: new Set() });
  const dangers = view?.dangers ?? [];
  const inDanger = [...new Set(dangers.map((danger) => danger.metric))];
  const isAccepted =
    inDanger.length === 0 ||
    (anyway.about === about && dangers.every((danger) => anyway.problems.has(problemOf(danger))));
  const accepted = isAccepted ? inDanger : [];
  const labelRef = useRef<HTMLInputElement | null>(null);

  const { flush } = label;
  useEffect(() => {
    if (!isShown) void flush();
  }, [isShown, flush]);

  const start = useMutation({
    mutationFn: async () => {
      await flush();
      if (to !== null) {
        if (branch === undefined) throw new Error("a branch that was not read");
        return publishToBranch(agentId, {
          branch: to,
          seenHead: branch.branch.head?.version.id ?? "",
          label: label.label.trim(),
          choices: [...target.choices],
          anyway: accepted,
        });
      }
      return publish(agentId, label.label.trim(), described(label.description.trim(), view), accepted);
    },
    onSuccess: (run) => {
      client.setQueryData(publishKey(agentId), run);
      void client.invalidateQueries({ queryKey: keys.agent(agentId) });
      label.forget();
      setAsksForLabel(false);
    },
    onError: (thrown) => {
      // It went live, or has another head: it is shown as it is now.
      if (to === null || toHostError(thrown).code !== "conflict") return;
      void target.branches.refetch();
      void target.review.refetch();
    },
  });

  // What went wrong belongs to where it was to go.
  const { reset } = start;
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each opening and branch anew
  useEffect(reset, [about, reset]);

  const isEmpty = view !== undefined && view.counts.total === 0 && (branch?.conflicts.length ?? 0) === 0;
  const blocked =
    view === undefined
      ? publishText.loading
      : isEmpty
        ? nothingWords(branch).title
        : view.problems.length > 0
          ? publishText.problems(view.problems.length)
          : !isAccepted
            ? lintText.review.blocked
            : to === null
              ? null
              : (target.blocked ??
                (view.counts.total === 0 && branch ? targetText.nothing.title(branch.branch.name) : null));
  const tooLong = [...label.label].length > LABEL_LIMIT;

  const press = () => {
    if (blocked !== null || start.isPending) return;
    if (label.label.trim() === "" || tooLong) {
      setAsksForLabel(true);
      labelRef.current?.focus();
      return;
    }
    start.mutate();
  };

  return {
    review,
    view,
    target,
    branch,
    isEmpty,
    label,
    labelRef,
    asksForLabel,
    start,
    blocked,
    press,
    isAnyway: inDanger.length > 0 && isAccepted,
    setAnyway: (isOn: boolean) => setAnyway({ about, problems: new Set(isOn ? dangers.map(problemOf) : []) }),
  };
}

export type ReviewWork = ReturnType<typeof useReviewForm>;
