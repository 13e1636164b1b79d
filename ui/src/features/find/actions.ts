import type { Appearance, KnownAgent, MetricFields } from "../../host";
import { findText } from "../../text/find";
import { readableName } from "../../text/names";
import type { BeyondAction } from "../metrics/useBeyond";

/** What is done with the agent whose page is open. */
export type HereAction = "add" | "review" | "undo" | "redo" | "analysis" | "history" | BeyondAction;
/** What is done anywhere. */
export type AppAction = "settings" | "shortcuts" | Appearance;

export type Doing =
  | { on: "here"; action: HereAction; agentId: string }
  | { on: "app"; action: AppAction }
  | { on: "template"; fields: MetricFields; agentId: string };

export interface ActionFound {
  kind: "action";
  key: string;
  label: string;
  note: string;
  doing: Doing;
  /** Why it cannot run now; it stays listed. */
  offReason: string | null;
}

/** What is known of the agent whose page is open, beyond its name. */
export interface HereFacts {
  canUndo: boolean;
  canRedo: boolean;
  /** Why nothing can be edited. */
  noEdit: string | null;
  /** Why there is nothing to review. */
  noReview: string | null;
  identifiers: ReadonlySet<string>;
}

export interface ActionContext {
  here: HereFacts | null;
  beyond: readonly BeyondAction[];
  templates: readonly MetricFields[];
}

export const noContext: ActionContext = { here: null, beyond: [], templates: [] };

function hereActions(agent: KnownAgent, { here, beyond }: ActionContext): ActionFound[] {
  const of = (action: HereAction, note: string, offReason: string | null): ActionFound => ({
    kind: "action",
    key: `action:${action}`,
    label: findText.actions[action],
    note,
    doing: { on: "here", action, agentId: agent.id },
    offReason,
  });
  const add = of("add", findText.actionNote(agent.name), here?.noEdit ?? null);
  if (here === null) return [add];
  const { canUndo, canRedo, noEdit, noReview } = here;
  return [
    add,
    of("review", agent.name, noReview),
    of("undo", agent.name, noEdit ?? (canUndo ? null : findText.nothingToUndo)),
    of("redo", agent.name, noEdit ?? (canRedo ? null : findText.nothingToRedo)),
    of("analysis", agent.name, null),
    of("history", agent.name, null),
    ...beyond.map((action) => of(action, agent.name, beyondOff(action, agent, noEdit))),
  ];
}

/** Why an action on the metrics as a whole does nothing at the moment. */
function beyondOff(action: HereAction, agent: KnownAgent, noEdit: string | null): string | null {
  if (action === "importMetrics") return noEdit;
  const isEmpty = agent.metrics.every((metric) => metric.change === "removed");
  return (action === "copyToAgents" ? noEdit : null) ?? (isEmpty ? findText.noMetrics : null);
}

function appActions(): ActionFound[] {
  const actions: AppAction[] = ["settings", "shortcuts", "light", "dark", "system"];
  return actions.map((action) => ({
    kind: "action",
    key: `action:${action}`,
    label: findText.actions[action],
    note: "",
    doing: { on: "app", action },
    offReason: null,
  }));
}

/** Everything that can be done; templates go to the agent that is open, or that was open before. */
export function allActions(
  here: KnownAgent | undefined,
  before: KnownAgent | undefined,
  context: ActionContext,
): ActionFound[] {
  const target = here ?? before;
  const noEdit = here === undefined ? null : (context.here?.noEdit ?? null);
  const templates =
    target === undefined
      ? []
      : context.templates.map((fields): ActionFound => {
          const isThere =
            here === undefined
              ? target.metrics.some((metric) => metric.identifier === fields.identifier)
              : context.here?.identifiers.has(fields.identifier) === true;
          return {
            kind: "action",
            key: `template:${fields.identifier}`,
            label: findText.addTemplate(readableName(fields.identifier)),
            note: findText.templateNote(target.name, here === undefined),
            doing: { on: "template", fields, agentId: target.id },
            offReason: noEdit ?? (isThere ? findText.isThere(target.name) : null),
          };
        });
  return [...(here === undefined ? [] : hereActions(here, context)), ...appActions(), ...templates];
}

/** Without words: what one likely wants to do here. */
export function likely(found: readonly ActionFound[]): ActionFound[] {
  const first = new Set([
    "action:add",
    "action:review",
    "action:undo",
    "action:settings",
    "action:shortcuts",
  ]);
  return found.filter(
    (each) => first.has(each.key) && (each.offReason === null || each.key !== "action:undo"),
  );
}
