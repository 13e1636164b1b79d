import type { AgentView } from "../../host";
import { draftsText } from "../../text/drafts";
import { headerText, shellText } from "../../text/shell";

/** Why nothing can be saved to a draft now. */
export function whyNoDraft(agent: AgentView, readingOnly: boolean): string | null {
  if (readingOnly) return shellText.reading.publish;
  if (agent.readOnly) return headerText.readOnly[agent.readOnly];
  return agent.changes.total === 0 ? draftsText.save.nothing : null;
}
