import { ArrowDownUp, ListFilter } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "../../components/Button";
import { CheckMenu, type CheckSection } from "../../components/CheckMenu";
import { LiveText } from "../../components/LiveText";
import { SearchField } from "../../components/SearchField";
import type { DataType, RowChange } from "../../host";
import { listText } from "../../text/list";
import { metricsText } from "../../text/metrics";
import { dataTypeNames } from "../../text/names";
import { shortcutsText } from "../../text/shortcuts";
import styles from "./ListBar.module.css";
import { type Filter, isFiltered, isPlain, type ListView, type Order, plainView } from "./listView";

const types: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
const changes: readonly RowChange[] = ["new", "edited", "removed", "same"];
const orders: readonly Order[] = ["set", "name", "type", "changed"];

interface Props {
  view: ListView;
  onChange: (change: Partial<ListView>) => void;
  shown: number;
  all: number;
  searchRef: RefObject<HTMLInputElement | null>;
}

/** Search, filter and order of the list, and in words what they leave of it. */
export function ListBar({ view, onChange, shown, all, searchRef }: Props) {
  const group = (kind: string, title: string, entries: CheckSection["entries"]): CheckSection => ({
    id: kind,
    title,
    mode: "multiple",
    entries,
    chosen: new Set([...view.filters].filter((filter) => entries.some((entry) => entry.id === filter))),
    onChange: (chosen) => {
      const others = [...view.filters].filter((filter) => entries.every((entry) => entry.id !== filter));
      onChange({ filters: new Set([...others, ...(chosen as ReadonlySet<Filter>)]) });
    },
  });
  const filters = [
    group(
      "type",
      listText.type,
      types.map((type) => ({ id: `type:${type}`, label: dataTypeNames[type] })),
    ),
    group(
      "change",
      listText.change,
      changes.map((change) => ({ id: `change:${change}`, label: metricsText.change[change] })),
    ),
    group("findings", listText.findings, [{ id: "findings", label: listText.withFindings }]),
  ];
  const order: CheckSection = {
    id: "order",
    title: listText.sort,
    mode: "single",
    entries: orders.map((id) => ({ id, label: listText.order[id] })),
    chosen: new Set([view.order]),
    onChange: (chosen) => onChange({ order: orders.find((id) => chosen.has(id)) ?? "set" }),
  };

  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <SearchField
          label={listText.search}
          placeholder={listText.search}
          shortcut={shortcutsText.search}
          value={view.search}
          onChange={(text) => onChange({ search: text })}
          inputRef={searchRef}
        />
      </div>
      <CheckMenu
        label={listText.filter}
        trigger={
          <Button variant="secondary" size="toolbar" icon={ListFilter}>
            {listText.filterBy(view.filters.size)}
          </Button>
        }
        sections={filters}
      />
      <CheckMenu
        label={listText.sort}
        trigger={
          <Button variant="secondary" size="toolbar" icon={ArrowDownUp}>
            {listText.sortedBy(listText.order[view.order])}
          </Button>
        }
        sections={[order]}
      />
      <LiveText className={styles.shown}>{isFiltered(view) && listText.shown(shown, all)}</LiveText>
      {!isPlain(view) && (
        <>
          <span className={styles.why}>{listText.noReorder}</span>
          {shown > 0 && (
            <Button
              variant="ghost"
              size="toolbar"
              onPress={() => {
                onChange(plainView);
                searchRef.current?.focus();
              }}
            >
              {listText.clearFilters}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
