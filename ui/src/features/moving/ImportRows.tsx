import { Checkbox } from "../../components/Checkbox";
import { Select } from "../../components/Select";
import { TypeChip } from "../../components/TypeChip";
import type { ImportRow, ImportView, Way } from "../../host";
import { importText } from "../../text/moving";
import { FindingLine } from "../lint/FindingLine";
import { byWeight, findingKey } from "../lint/findings";
import { noticed } from "./arrival";
import { IncomingWords } from "./IncomingWords";
import styles from "./Moving.module.css";
import { Noticed, NoticedBanner } from "./Noticed";
import { StateChip } from "./StateChip";
import { isTakeable, type Ways } from "./waysFor";

type Rows = Extract<ImportView, { kind: "rows" }>;

type Props = {
  view: Rows;
  /** The rows that are taken, by their number. */
  ways: Ways;
  onChange: (ways: Ways) => void;
};

/** Every entry of the file: what it would do, or why it cannot be taken. */
export function ImportRows({ view, ways, onChange }: Props) {
  const set = (at: number, way: Way | null) => {
    const next = new Map(ways);
    if (way === null) next.delete(at);
    else next.set(at, way);
    onChange(next);
  };
  const ofLive = view.rows.filter((row) => noticed(row, ways.get(row.at) ?? null).length > 0);
  return (
    <>
      <p>{importText.lead(view.fileName, view.rows.length)}</p>
      {view.unusedColumns.length > 0 && (
        <p className={styles.note}>{importText.unused(view.unusedColumns)}</p>
      )}
      <NoticedBanner metrics={ofLive.length} />
      <ul className={styles.list} aria-label={importText.rows}>
        {view.rows.map((row) => (
          <li key={row.at} className={styles.row}>
            <Entry row={row} way={ways.get(row.at) ?? null} onChange={(way) => set(row.at, way)} />
          </li>
        ))}
      </ul>
    </>
  );
}

type EntryProps = { row: ImportRow; way: Way | null; onChange: (way: Way | null) => void };

function Entry({ row, way, onChange }: EntryProps) {
  const { state } = row;
  const findings = isTakeable(row) ? byWeight(row.findings) : [];
  return (
    <>
      <div className={styles.head}>
        {isTakeable(row) ? (
          <Checkbox
            aria-label={importText.take(row.found)}
            isSelected={way !== null}
            onChange={(taken) => onChange(taken ? "replace" : null)}
          />
        ) : (
          <span className={styles.box} />
        )}
        <span className={styles.name}>{row.found}</span>
        {row.fields !== null && <TypeChip type={row.fields.dataType} />}
        <span className={styles.place}>{importText.row(row.at)}</span>
        <StateChip state={state.kind} words={importText.state[state.kind]} />
      </div>
      <div className={styles.below}>
        {state.kind === "refused" &&
          state.problems.map((problem) => (
            <p key={problem.code} className={styles.problem}>
              {importText.problem(problem)}
            </p>
          ))}
        {state.kind === "different" && (
          <IncomingWords change={state.change} type={row.fields?.dataType ?? null} />
        )}
        {findings.map((finding) => (
          <FindingLine key={findingKey(finding)} finding={finding} />
        ))}
        {state.kind === "different" && way !== null && (
          <Select
            label={importText.way(row.found)}
            value={way}
            onChange={onChange}
            items={[
              { id: "replace", label: importText.ways.replace },
              { id: "beside", label: importText.ways.beside },
            ]}
          />
        )}
        <Noticed consequences={noticed(row, way)} />
      </div>
    </>
  );
}
