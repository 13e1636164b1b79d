import { createRequest } from "../shell/request";

/** A branch whose history another place asks to be shown. */
const branches = createRequest<string>();

export const requestBranch = branches.ask;
export const takeBranchRequest = branches.take;
export const useBranchRequest = branches.useAsked;
