import { useQueryClient } from "@tanstack/react-query";
import type { AgentView } from "../../host";
import { keys } from "../../host/queries";
import { headerText } from "../../text/shell";
import { offeredBeyond } from "../metrics/useBeyond";
import { useShell } from "../shell/shellContext";
import { whyOff } from "../shell/whyOff";
import { useLibraryTemplates } from "../templates/templateQueries";
import type { ActionContext } from "./actions";

/** What the actions depend on, as it stands on this computer. */
export function useActionContext(agentId: string | null): ActionContext {
  const agent = useQueryClient().getQueryData<AgentView>(keys.agent(agentId ?? ""));
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const library = useLibraryTemplates(true);
  return {
    templates: (library.data ?? []).map((template) => template.fields),
    beyond: offeredBeyond,
    here:
      agent === undefined
        ? null
        : {
            canUndo: agent.canUndo,
            canRedo: agent.canRedo,
            noEdit: agent.readOnly === null ? null : headerText.readOnly[agent.readOnly],
            noReview: whyOff(agent, readingOnly),
            identifiers: new Set(
              agent.metrics.filter((row) => row.change !== "removed").map((row) => row.identifier),
            ),
          },
  };
}
