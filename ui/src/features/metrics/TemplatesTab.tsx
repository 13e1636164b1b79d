import { LayoutGrid } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { SearchField } from "../../components/SearchField";
import { Spinner } from "../../components/Spinner";
import { useSearchKey } from "../../components/useKeyDown";
import { shortcutsText } from "../../text/shortcuts";
import { templatesText } from "../../text/templates";
import { TemplateCard } from "./TemplateCard";
import styles from "./TemplatesTab.module.css";
import { useAtomsTemplates, useLibraryTemplates } from "./templateQueries";
import {
  categories,
  matching,
  type OfferedTemplate,
  offered,
  sections,
  type TemplateGroup,
} from "./templates";

interface Props {
  /** Identifiers this agent or this panel has already. */
  here: ReadonlySet<string>;
  selected: ReadonlyMap<string, OfferedTemplate>;
  onSelect: (template: OfferedTemplate, selected: boolean) => void;
  onStartOwn: (word: string) => void;
}

export function TemplatesTab({ here, selected, onSelect, onStartOwn }: Props) {
  const library = useLibraryTemplates(true);
  const atoms = useAtomsTemplates(true);
  const [group, setGroup] = useState<TemplateGroup>("all");
  const [search, setSearch] = useState("");
  const searchRef = useRef<HTMLInputElement | null>(null);

  const all = useMemo(() => offered(library.data ?? [], atoms.data ?? []), [library.data, atoms.data]);
  const found = useMemo(() => matching(all, search), [all, search]);
  const shown = sections(found, group);
  const count = (source: TemplateGroup) =>
    source === "all" ? found.length : found.filter((template) => template.source === source).length;
  const used = categories.filter((category) => all.some((template) => template.source === category));

  const chosenElsewhere = (template: OfferedTemplate) =>
    [...selected.values()].some(
      (other) => other.key !== template.key && other.fields.identifier === template.fields.identifier,
    );

  useSearchKey(searchRef);

  const groupButton = (id: TemplateGroup, words: string) => (
    <li key={id}>
      <button
        type="button"
        className={styles.group}
        aria-current={group === id ? "true" : undefined}
        onClick={() => setGroup(id)}
      >
        <span>{words}</span>
        <span className={styles.count}>{count(id)}</span>
      </button>
    </li>
  );

  const atomsShown = group === "all" || group === "atoms";
  return (
    <div className={styles.tab}>
      <nav className={styles.groups} aria-label={templatesText.groups}>
        <ul>
          {groupButton("all", templatesText.all)}
          {groupButton("atoms", templatesText.fromAtoms)}
        </ul>
        <h3 className={styles.caption}>{templatesText.library}</h3>
        <ul>{used.map((category) => groupButton(category, templatesText.category[category]))}</ul>
      </nav>
      <div className={styles.main}>
        <div className={styles.bar}>
          <SearchField
            label={templatesText.search}
            placeholder={templatesText.searchPlaceholder}
            shortcut={shortcutsText.search}
            value={search}
            onChange={setSearch}
            inputRef={searchRef}
          />
        </div>
        <div className={styles.scroll}>
          {shown.map((section) => (
            <section key={section.source} className={styles.section}>
              <h3 className={styles.title}>
                {section.source === "atoms"
                  ? templatesText.fromAtoms
                  : templatesText.category[section.source]}
                <span className={styles.count}>{section.templates.length}</span>
              </h3>
              <div className={styles.cards}>
                {section.templates.map((template) => (
                  <TemplateCard
                    key={template.key}
                    template={template}
                    isHere={here.has(template.fields.identifier) || chosenElsewhere(template)}
                    isSelected={selected.has(template.key)}
                    onChange={(isSelected) => onSelect(template, isSelected)}
                  />
                ))}
              </div>
            </section>
          ))}
          {shown.length === 0 && !library.isPending && search.trim() !== "" && (
            <EmptyState
              icon={LayoutGrid}
              title={templatesText.noMatch(search.trim())}
              body=""
              actions={
                <>
                  <Button variant="ink" onPress={() => onStartOwn(search.trim())}>
                    {templatesText.startOwn}
                  </Button>
                  <Button
                    variant="secondary"
                    onPress={() => {
                      setSearch("");
                      setGroup("all");
                    }}
                  >
                    {templatesText.showAll}
                  </Button>
                </>
              }
            />
          )}
          {library.isError && <p className={styles.note}>{templatesText.libraryFailed}</p>}
          {atomsShown && atoms.isPending && (
            <p className={styles.note}>
              <Spinner size={12} /> {templatesText.atomsLoading}
            </p>
          )}
          {atomsShown && atoms.isError && (
            <p className={styles.note}>
              {templatesText.atomsFailed}
              <Button
                variant="secondary"
                size="row"
                pending={atoms.isFetching}
                onPress={() => void atoms.refetch()}
              >
                {templatesText.atomsRetry}
              </Button>
            </p>
          )}
          {group === "atoms" && atoms.data?.length === 0 && (
            <p className={styles.note}>{templatesText.atomsNone}</p>
          )}
        </div>
      </div>
    </div>
  );
}
