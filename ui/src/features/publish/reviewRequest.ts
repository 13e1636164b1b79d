import { createRequest } from "../shell/request";

/** The review of an agent that another place asks to be opened on the page of its metrics, and where it leads. */
const reviews = createRequest<{ target: string | null }>();

export const requestReview = (agentId: string, target: string | null = null) =>
  reviews.ask(agentId, { target });
export const takeReviewRequest = reviews.take;
export const dropReviewRequest = reviews.drop;
export const useReviewRequest = reviews.useAsked;
