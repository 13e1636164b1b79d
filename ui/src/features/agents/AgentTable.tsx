import { ArrowDown, CircleDashed } from "lucide-react";
import { useMemo } from "react";
import {
  Cell,
  Collection,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from "react-aria-components";
import { AgentMark } from "../../components/AgentMark";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import { Time } from "../../components/Time";
import type { AgentRow } from "../../host";
import { agentsText } from "../../text/agents";
import { common } from "../../text/common";
import { agentKindNames } from "../../text/names";
import { agentHref, goTo } from "../shell/route";
import styles from "./AgentTable.module.css";
import { useMetricCount } from "./useMetricCount";

type Props = {
  agents: AgentRow[];
  /** Just read from Atoms, so that what is missing in a row may be asked for as well. */
  isFresh: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
};

/** Only the rows in sight are in the page, however many agents there are. */
export function AgentTable({ agents, isFresh, isLoadingMore, onLoadMore }: Props) {
  const layout = useMemo(() => new TableLayout({ rowHeight: 48, headingHeight: 32 }), []);
  return (
    <Virtualizer layout={layout}>
      <Table
        aria-label={agentsText.table}
        className={styles.table ?? ""}
        onRowAction={(id) => goTo(agentHref(String(id)))}
      >
        <TableHeader className={styles.header ?? ""}>
          <Column id="agent" isRowHeader className={styles.column ?? ""} width="4fr" minWidth={240}>
            {agentsText.columns.agent}
          </Column>
          <Column id="notLive" className={styles.column ?? ""} width="2fr" minWidth={150}>
            {agentsText.columns.notLive}
          </Column>
          <Column id="metrics" className={`${styles.column} ${styles.number}`} width="1fr" minWidth={90}>
            {agentsText.columns.metrics}
          </Column>
          <Column id="calls" className={`${styles.column} ${styles.number}`} width="1fr" minWidth={90}>
            {agentsText.columns.calls}
          </Column>
          <Column id="changed" className={`${styles.column} ${styles.last}`} width="2fr" minWidth={160}>
            {agentsText.columns.changed}
            <Icon of={ArrowDown} size={12} />
            <span className={styles.spoken}>{agentsText.newestFirst}</span>
          </Column>
        </TableHeader>
        <TableBody>
          <Collection items={agents} dependencies={[isFresh]}>
            {(agent) => (
              <Row id={agent.id} textValue={agent.name} className={styles.row ?? ""}>
                <Cell className={styles.cell ?? ""} textValue={agent.name}>
                  <AgentMark id={agent.id} />
                  <span className={styles.who}>
                    <span className={styles.name}>{agent.name}</span>
                    <span className={styles.kind}>{agentKindNames[agent.kind]}</span>
                  </span>
                </Cell>
                <Cell className={styles.cell ?? ""}>
                  <State agent={agent} />
                </Cell>
                <Cell className={`${styles.cell} ${styles.number}`}>
                  <MetricCount agent={agent} isFresh={isFresh} />
                </Cell>
                <Cell className={`${styles.cell} ${styles.number}`}>
                  {agent.totalCalls === null ? <NoValue /> : agent.totalCalls.toLocaleString("en-GB")}
                </Cell>
                <Cell className={`${styles.cell} ${styles.last} ${styles.when}`}>
                  {agent.updatedAt === null ? <NoValue /> : <Time at={agent.updatedAt} />}
                </Cell>
              </Row>
            )}
          </Collection>
          <TableLoadMoreItem onLoadMore={onLoadMore} isLoading={isLoadingMore} className={styles.more ?? ""}>
            <Spinner />
            {agentsText.loadingMore}
          </TableLoadMoreItem>
        </TableBody>
      </Table>
    </Virtualizer>
  );
}

function State({ agent }: { agent: AgentRow }) {
  if (agent.unpublished > 0)
    return (
      <Chip tone="you" dot small>
        {agentsText.unpublished(agent.unpublished)}
      </Chip>
    );
  if (!agent.hasLiveVersion)
    return (
      <Chip tone="draft" icon={CircleDashed} small>
        {agentsText.neverPublished}
      </Chip>
    );
  return null;
}

/** Rows in sight ask for what the list does not tell. */
function MetricCount({ agent, isFresh }: { agent: AgentRow; isFresh: boolean }) {
  const looked = useMetricCount(agent, isFresh);
  if (looked === undefined) return null;
  return looked === null ? <NoValue /> : looked.toLocaleString("en-GB");
}

function NoValue() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className={styles.spoken}>{common.noValue}</span>
    </>
  );
}
