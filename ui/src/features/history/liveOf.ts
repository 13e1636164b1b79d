import type { AgentView, CompareSource } from "../../host";

/** What is live on the agent; what was never published has nothing live, and Atoms is asked. */
export const liveOf = (agent: AgentView): CompareSource =>
  agent.live === null ? { kind: "liveOf", agentId: agent.id } : { kind: "version", id: agent.live.id };
