import { AgentMark } from "../../components/AgentMark";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { LiveText } from "../../components/LiveText";
import { SearchField } from "../../components/SearchField";
import { Skeleton } from "../../components/Skeleton";
import { useAgents } from "../../host/queries";
import { useTyped } from "../../host/typed";
import { common } from "../../text/common";
import { copyText } from "../../text/moving";
import { useDebounced } from "../agents/useDebounced";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./Moving.module.css";
import { typedSearches } from "./typed";
import type { Copy } from "./useCopy";

const text = copyText.agents;

/** The agents of the workspace, to be ticked. What was ticked stays when the search changes. */
export function CopyAgents({ copy, source }: { copy: Copy; source: string }) {
  const [typed, setTyped] = useTyped(typedSearches, copy.typedAt, () => "");
  const search = useDebounced(typed.trim(), 200);
  const query = useAgents(search, false);
  const listed = (query.pages ?? []).flatMap((page) => page.agents).filter((agent) => agent.id !== source);
  const picked = new Set(copy.picked.map(({ id }) => id));
  return (
    <div className={styles.form}>
      <p>{text.lead(copy.metrics)}</p>
      <SearchField label={text.search} placeholder={text.search} value={typed} onChange={setTyped} />
      {query.error && <ErrorBanner error={query.error} onRetry={() => void query.refetch()} />}
      {query.pages === null && query.isPending && <Skeleton rows={4} label={common.loading} />}
      {query.pages !== null && listed.length === 0 && (
        <p className={styles.note}>{search === "" ? text.noOther : text.none(search)}</p>
      )}
      {listed.length > 0 && (
        <ul className={styles.list} aria-label={text.list}>
          {listed.map((agent) => (
            <li key={agent.id} className={styles.row}>
              <div className={styles.head}>
                <Checkbox
                  isSelected={picked.has(agent.id)}
                  onChange={(taken) => copy.pick({ id: agent.id, name: agent.name }, taken)}
                >
                  <span className={styles.head}>
                    <AgentMark id={agent.id} size={16} />
                    <span className={styles.name}>{agent.name}</span>
                  </span>
                </Checkbox>
                {agent.unpublished > 0 && (
                  <span className={styles.place}>{text.unpublished(agent.unpublished)}</span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          variant="secondary"
          size="row"
          pending={query.isFetchingNextPage}
          onPress={() => void query.fetchNextPage()}
        >
          {text.more}
        </Button>
      )}
      <LiveText className={styles.note}>{copy.picked.length > 0 && text.chosen(copy.picked.length)}</LiveText>
    </div>
  );
}

export function CopyAgentsFooter({ copy, onClose }: { copy: Copy; onClose: () => void }) {
  return (
    <>
      <Button variant="secondary" size="dialog" onPress={onClose}>
        {common.cancel}
      </Button>
      <Button
        variant="ink"
        size="dialog"
        disabledReason={copy.picked.length === 0 ? text.choose : null}
        onPress={copy.see}
      >
        {text.next}
      </Button>
    </>
  );
}
