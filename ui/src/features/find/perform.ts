import type { Appearance } from "../../host";
import { requestEdit } from "../metrics/editRequest";
import { requestAction } from "../metrics/pageAction";
import { NEW_SLOT } from "../metrics/usePanel";
import { requestReview } from "../publish/reviewRequest";
import { agentHref, goTo } from "../shell/route";
import type { Doing } from "./actions";

interface AppDoes {
  onAction: (action: "settings" | "shortcuts") => void;
  onAppearance: (appearance: Appearance) => void;
}

/** Goes where an action belongs, and asks the page there to do it. */
export function perform(doing: Doing, { onAction, onAppearance }: AppDoes): void {
  if (doing.on === "app") {
    if (doing.action === "settings" || doing.action === "shortcuts") onAction(doing.action);
    else onAppearance(doing.action);
    return;
  }
  const { agentId } = doing;
  const isHistory = doing.on === "here" && doing.action === "history";
  goTo(agentHref(agentId, isHistory ? "history" : "metrics"));
  if (doing.on === "template") requestAction(agentId, { kind: "template", fields: doing.fields });
  else if (doing.action === "add") requestEdit(agentId, NEW_SLOT);
  else if (doing.action === "review") requestReview(agentId);
  else if (doing.action === "undo" || doing.action === "redo") requestAction(agentId, { kind: doing.action });
  else if (doing.action === "analysis") requestAction(agentId, { kind: "settings" });
  else if (doing.action !== "history") requestAction(agentId, { kind: "beyond", action: doing.action });
}
