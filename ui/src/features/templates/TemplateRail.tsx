import { templatesText } from "../../text/templates";
import styles from "./TemplatesTab.module.css";
import { categories, type OfferedTemplate, type TemplateGroup } from "./templates";

interface Props {
  group: TemplateGroup;
  onGroup: (group: TemplateGroup) => void;
  /** What the search has found: each group counts its own. */
  found: readonly OfferedTemplate[];
}

/** The groups of templates, each with how many are shown of it. */
export function TemplateRail({ group, onGroup, found }: Props) {
  const entry = (id: TemplateGroup, words: string) => {
    const count = id === "all" ? found.length : found.filter((template) => template.source === id).length;
    return (
      <li key={id}>
        <button
          type="button"
          className={styles.group}
          aria-current={group === id ? "true" : undefined}
          aria-description={templatesText.count(count)}
          onClick={() => onGroup(id)}
        >
          <span>{words}</span>
          <span className={styles.count} aria-hidden="true">
            {count}
          </span>
        </button>
      </li>
    );
  };
  return (
    <nav className={styles.groups} aria-label={templatesText.groups}>
      <ul>
        {entry("all", templatesText.all)}
        {entry("own", templatesText.own)}
        {entry("atoms", templatesText.fromAtoms)}
      </ul>
      <h3 className={styles.caption}>{templatesText.library}</h3>
      <ul>{categories.map((category) => entry(category, templatesText.category[category]))}</ul>
    </nav>
  );
}
