import type { ReactNode } from "react";
import type { AgentView, MetricRow } from "../../host";

/**
 * What can be done with metrics beyond this list: the one place where copying, exporting, importing and own templates
 * are joined to it. An action that is not there is null, and neither the selection bar, nor a row's menu, nor
 * "Find anything" offers it.
 */
export interface BeyondActions {
  copyToAgents: ((rows: MetricRow[]) => void) | null;
  exportMetrics: ((rows: MetricRow[]) => void) | null;
  importMetrics: (() => void) | null;
  saveAsTemplates: ((rows: MetricRow[]) => void) | null;
}

export type BeyondAction = keyof BeyondActions;

/** What "Find anything" may offer without the page being there. */
export const offeredBeyond: readonly BeyondAction[] = [];

/** The actions for one agent, and the dialogs they open. */
export function useBeyond(_agent: AgentView): { actions: BeyondActions; dialogs: ReactNode } {
  return {
    actions: { copyToAgents: null, exportMetrics: null, importMetrics: null, saveAsTemplates: null },
    dialogs: null,
  };
}
