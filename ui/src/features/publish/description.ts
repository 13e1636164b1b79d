import type { ReviewView } from "../../host";
import { listed } from "../../text/common";
import { lintText } from "../../text/lint";

/** Atoms: description of a version. */
export const DESCRIPTION_LIMIT = 2000;

/** The description as typed, followed by what is published with known problems, where Atoms keeps one and it fits. */
export function described(typed: string, view: ReviewView | undefined): string {
  const identifiers = [...new Set(view?.dangers.map((danger) => danger.identifier) ?? [])];
  if (identifiers.length === 0 || !view?.takesDescription) return typed;
  const noted = [typed, lintText.review.noted(listed(identifiers))]
    .filter((each) => each !== "")
    .join("\n\n");
  return [...noted].length <= DESCRIPTION_LIMIT ? noted : typed;
}
