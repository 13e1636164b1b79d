import type { AgentView } from "../../host";
import { headerText, shellText } from "../../text/shell";

/** A publish is shown even when nothing is left to publish after it. */
export function whyOff(agent: AgentView, readingOnly: boolean): string | null {
  if (agent.publish) return null;
  if (readingOnly) return shellText.reading.publish;
  if (agent.readOnly) return headerText.readOnly[agent.readOnly];
  return agent.changes.total === 0 ? headerText.nothingToPublish : null;
}
