import { createRequest } from "../shell/request";

/** A metric that another screen asks to be edited on the page of its metrics; the slot of new ones for a new one. */
const edits = createRequest<string>();

export const requestEdit = edits.ask;
export const takeEditRequest = edits.take;
export const useEditRequest = edits.useAsked;
