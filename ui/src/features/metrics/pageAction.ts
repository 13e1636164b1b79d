import type { MetricFields } from "../../host";
import { createRequest } from "../shell/request";
import type { BeyondAction } from "./useBeyond";

/** What another place, such as "Find anything", asks the page of an agent's metrics to do. */
export type PageAction =
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "settings" }
  | { kind: "template"; fields: MetricFields }
  | { kind: "beyond"; action: BeyondAction };

const actions = createRequest<PageAction>();

export const requestAction = actions.ask;
export const takeAction = actions.take;
export const usePageAction = actions.useAsked;
