import { type RefObject, useEffect, useRef, useState } from "react";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { Switch } from "../../components/Switch";
import { useSearchKey } from "../../components/useKeyDown";
import { timelineText } from "../../text/timeline";
import { useDebounced } from "../agents/useDebounced";
import styles from "./TimelineFilters.module.css";
import { type Filter, useAuthors } from "./timelineQueries";

const ANYONE = "anyone";
const BY = "by:";

type Props = {
  agentId: string;
  branchId: string | null;
  filter: Filter;
  onFilter: (change: Partial<Filter>) => void;
  fieldRef: RefObject<HTMLInputElement | null>;
};

/** What the timeline leaves out. What is typed stays in here until there is a pause: the page does not wait for it. */
export function TimelineFilters({ agentId, branchId, filter, onFilter, fieldRef }: Props) {
  const [typed, setTyped] = useState(filter.text);
  const settled = useDebounced(typed.trim(), 200);
  const authors = useAuthors(agentId, branchId);
  const latest = useRef(onFilter);
  useEffect(() => {
    latest.current = onFilter;
  });
  useEffect(() => latest.current({ text: settled }), [settled]);
  useSearchKey(fieldRef);
  // Somebody chosen stays on the list, even if a new list no longer has them.
  const names =
    filter.author === null || authors.includes(filter.author) ? authors : [...authors, filter.author];
  return (
    <search className={styles.filters}>
      <div className={styles.line}>
        <div className={styles.search}>
          <SearchField
            label={timelineText.search}
            placeholder={timelineText.searchShort}
            inputRef={fieldRef}
            value={typed}
            onChange={setTyped}
          />
        </div>
        <div className={styles.author}>
          <Select
            label={timelineText.author}
            hideLabel
            items={[
              { id: ANYONE, label: timelineText.anyone },
              ...names.map((name) => ({ id: BY + name, label: name })),
            ]}
            value={filter.author === null ? ANYONE : BY + filter.author}
            onChange={(id) => onFilter({ author: id === ANYONE ? null : id.slice(BY.length) })}
          />
        </div>
      </div>
      <Switch
        quiet
        label={timelineText.onlyMetricChanges}
        isSelected={filter.onlyMetricChanges}
        onChange={(onlyMetricChanges) => onFilter({ onlyMetricChanges })}
      />
    </search>
  );
}
