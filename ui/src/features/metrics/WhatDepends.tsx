import type { Consequence } from "../../host";
import { consequencesText } from "../../text/consequences";
import styles from "./WhatDepends.module.css";

interface Props {
  /** What is noticed of one live metric. */
  consequences: readonly Consequence[];
  /** Where the metric itself is a heading, what depends on it stands below one as well. */
  caption?: "h4" | "p";
}

/** What depends on it, in words; a metric that is renamed, retyped and shortened is told once of each. */
function dependants(consequences: readonly Consequence[]): string[] {
  const { depends } = consequencesText;
  const gone = consequences.flatMap((each) => (each.kind === "choiceRemoved" ? [each.choice] : []));
  const renamed = consequences.find((each) => each.kind === "renamed");
  return [
    ...(renamed === undefined ? [] : [depends.identifier(renamed.from, renamed.to)]),
    ...(consequences.some((each) => each.kind === "typeChanged") ? [depends.type] : []),
    ...(gone.length === 0 ? [] : [depends.choice(gone.join(", "))]),
  ];
}

/** What changes of one live metric for those who read its answers, and what depends on it. */
export function WhatDepends({ consequences, caption: Caption = "p" }: Props) {
  const { depends } = consequencesText;
  return (
    <>
      <ul className={styles.changes}>
        {consequences.map((each) => (
          <li key={JSON.stringify(each)}>{consequencesText.words(each)}</li>
        ))}
      </ul>
      <Caption className={styles.caption}>{depends.title}</Caption>
      <ul className={styles.list}>
        {[...dependants(consequences), depends.trends].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}
