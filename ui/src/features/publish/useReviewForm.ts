import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { publish, type ReviewDanger } from "../../host";
import { keys } from "../../host/queries";
import { lintText } from "../../text/lint";
import { publishText } from "../../text/publish";
import { described } from "./description";
import { LABEL_LIMIT } from "./LabelFields";
import { publishKey, useReview } from "./publishQueries";
import { useLabel } from "./useLabel";

type Accepted = { opening: number; problems: ReadonlySet<string> };

const problemOf = ({ metric, finding }: ReviewDanger) => JSON.stringify([metric, finding.rule, finding.what]);

/** The review with its label, and what stands between it and Publish. */
export function useReviewForm(agentId: string, opening: number, isShown: boolean) {
  const client = useQueryClient();
  const review = useReview(agentId, opening, isShown);
  const view = review.data;
  const label = useLabel(agentId, opening, view);
  const [asksForLabel, setAsksForLabel] = useState(false);
  // What was accepted is accepted in this opening and for these very problems: another one that comes in asks anew.
  const [anyway, setAnyway] = useState<Accepted>({ opening, problems: new Set() });
  const dangers = view?.dangers ?? [];
  const inDanger = [...new Set(dangers.map((danger) => danger.metric))];
  const isAccepted =
    inDanger.length === 0 ||
    (anyway.opening === opening && dangers.every((danger) => anyway.problems.has(problemOf(danger))));
  const accepted = isAccepted ? inDanger : [];
  const labelRef = useRef<HTMLInputElement | null>(null);

  const { flush } = label;
  useEffect(() => {
    if (!isShown) void flush();
  }, [isShown, flush]);

  const start = useMutation({
    mutationFn: async () => {
      await flush();
      return publish(agentId, label.label.trim(), described(label.description.trim(), view), accepted);
    },
    onSuccess: (run) => {
      client.setQueryData(publishKey(agentId), run);
      void client.invalidateQueries({ queryKey: keys.agent(agentId) });
      label.forget();
      setAsksForLabel(false);
    },
  });

  const isEmpty = view !== undefined && view.counts.total === 0;
  const blocked =
    view === undefined
      ? publishText.loading
      : isEmpty
        ? publishText.nothing.title
        : view.problems.length > 0
          ? publishText.problems(view.problems.length)
          : !isAccepted
            ? lintText.review.blocked
            : null;
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
    isEmpty,
    label,
    labelRef,
    asksForLabel,
    start,
    blocked,
    press,
    isAnyway: inDanger.length > 0 && isAccepted,
    setAnyway: (isOn: boolean) =>
      setAnyway({ opening, problems: new Set(isOn ? dangers.map(problemOf) : []) }),
  };
}

export type ReviewWork = ReturnType<typeof useReviewForm>;
