import { type ComponentProps, useMemo } from "react";
import type { AgentView } from "../../host";
import { TemplatesTab } from "../templates/TemplatesTab";
import { usePanelWork } from "./usePanel";

type Props = Omit<ComponentProps<typeof TemplatesTab>, "here"> & { agent: AgentView };

/** The templates; what the agent or a card has already is marked. */
export function PanelTemplates({ agent, ...props }: Props) {
  const { cards } = usePanelWork().state;
  const here = useMemo(
    () =>
      new Set([
        ...agent.metrics.filter((row) => row.change !== "removed").map((row) => row.identifier),
        ...cards.map((card) => card.fields.identifier),
      ]),
    [agent.metrics, cards],
  );
  return <TemplatesTab here={here} {...props} />;
}
