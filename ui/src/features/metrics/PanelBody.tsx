import { useRef } from "react";
import { Skeleton } from "../../components/Skeleton";
import type { AgentView } from "../../host";
import { panelText } from "../../text/panel";
import { useFindingKeys } from "../lint/useFindingKeys";
import { ErrorState } from "../shell/ErrorState";
import { Disposition } from "./Disposition";
import styles from "./SetupPanel.module.css";
import { usePanelWork } from "./usePanel";

type Props = {
  agent: AgentView;
  isEdit: boolean;
  /** It is what one sees. */
  isOpen: boolean;
  onTemplate: (card: string) => void;
};

/** The cards, once what was kept of them is read. */
export function PanelBody({ agent, isEdit, isOpen, onTemplate }: Props) {
  const { state, phase, trouble, readAgain } = usePanelWork();
  const root = useRef<HTMLDivElement>(null);
  useFindingKeys(isOpen, root);
  const standing = agent.metrics.filter((row) => row.change !== "removed").length;
  const fresh = state.cards.filter((card) => card.metricId === null).length;
  return (
    <div ref={root} className={styles.scroll}>
      {phase === "loading" ? (
        <div className={styles.loading}>
          <Skeleton rows={1} height={200} label={panelText.loading} />
        </div>
      ) : phase === "unread" ? (
        <ErrorState error={trouble} onRetry={readAgain} />
      ) : (
        <Disposition
          metricsAfter={standing + fresh}
          agentId={agent.id}
          alone={isEdit}
          onTemplate={onTemplate}
        />
      )}
    </div>
  );
}
