import { FileText } from "lucide-react";
import { Diff } from "../../components/Diff";
import { Icon } from "../../components/Icon";
import type { DraftSection } from "../../host";
import { guardText } from "../../text/guard";
import { placeName, sectionName } from "../../text/names";
import styles from "./DraftContents.module.css";
import { excerpt } from "./excerpt";

/** What differs in one section of an agent, in its own words. */
export function SectionChanges({ section: { section, changes } }: { section: DraftSection }) {
  const name = sectionName(section);
  // "Prompt" alone under "Agent prompt" says nothing new.
  const placed = changes.map((change) => ({ change, place: placeName(change.path) }));
  const isPlain = placed.every(({ place }) => name.toLowerCase().includes(place.toLowerCase()));
  return (
    <div className={styles.section}>
      <h4 className={styles.name}>
        <Icon of={FileText} size={14} />
        {name}
      </h4>
      {placed.length === 0 && <p>{guardText.changed}</p>}
      {placed.map(({ change: { path, words }, place }) => (
        <div key={path}>
          {!isPlain && <p className={styles.place}>{place}</p>}
          {words.length === 0 ? <p>{guardText.changed}</p> : <Diff spans={excerpt(words)} />}
        </div>
      ))}
    </div>
  );
}
