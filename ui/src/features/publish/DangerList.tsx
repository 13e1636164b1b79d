import type { ReactNode } from "react";
import type { ReviewDanger } from "../../host";
import { readableName } from "../../text/names";
import { FindingLine } from "../lint/FindingLine";
import { findingKey } from "../lint/findings";
import styles from "./DangerList.module.css";

interface Props {
  dangers: ReviewDanger[];
  /** What can be done about a metric, beside its name. */
  action?: (metric: string, identifier: string) => ReactNode;
}

/** What can void whole calls, metric by metric. */
export function DangerList({ dangers, action }: Props) {
  return (
    <ul className={styles.list}>
      {[...named(dangers)].map(([metric, identifier]) => (
        <li key={metric}>
          <div className={styles.head}>
            <strong>{readableName(identifier)}</strong>
            {action?.(metric, identifier)}
          </div>
          {dangers
            .filter((danger) => danger.metric === metric)
            .map(({ finding }) => (
              <FindingLine key={findingKey(finding)} finding={finding} />
            ))}
        </li>
      ))}
    </ul>
  );
}

/** Each metric once, with its identifier. */
export const named = (dangers: ReviewDanger[]) =>
  new Map(dangers.map((danger) => [danger.metric, danger.identifier]));
