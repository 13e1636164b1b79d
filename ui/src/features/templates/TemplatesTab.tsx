import { LayoutGrid } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { isTyping, useKeyDown, useSearchKey } from "../../components/useKeyDown";
import type { DataType, OwnTemplate } from "../../host";
import { dataTypeNames } from "../../text/names";
import { templatesText } from "../../text/templates";
import { CARD, onCardKey } from "./cardKeys";
import { typeItems } from "./EditTemplate";
import { OwnBar } from "./OwnBar";
import { OwnDialogs } from "./OwnDialogs";
import { act, type OwnAction, SetMenu } from "./OwnMenu";
import { TemplateCard } from "./TemplateCard";
import { TemplateNotes } from "./TemplateNotes";
import { TemplatePreview } from "./TemplatePreview";
import { TemplateRail } from "./TemplateRail";
import styles from "./TemplatesTab.module.css";
import { useAtomsTemplates, useLibraryTemplates, useOwnTemplates } from "./templateQueries";
import {
  matching,
  type OfferedTemplate,
  offered,
  offeredOwn,
  sections,
  setNames,
  type TemplateGroup,
  type TemplateSection,
} from "./templates";
import { useOwnWork } from "./useOwnWork";

/** From this many on, cards out of sight are not laid out. */
const MANY = 80;

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
  const own = useOwnTemplates(true);
  const [group, setGroup] = useState<TemplateGroup>("all");
  const [typed, setTyped] = useState("");
  const [type, setType] = useState<DataType | "any">("any");
  const [stop, setStop] = useState("");
  const [previewed, setPreviewed] = useState("");
  const root = useRef<HTMLDivElement | null>(null);
  const searchRef = useRef<HTMLInputElement | null>(null);
  // The list may lag behind the keys, the field may not.
  const search = useDeferredValue(typed).trim();

  const work = useOwnWork((gone) => {
    for (const template of gone) onSelect(offeredOwn(template), false);
  });

  // The same function over all renders: cards that did not change are not drawn anew at each key.
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  const onOwn = useCallback(
    (action: OwnAction, template: OwnTemplate) => act(latest.current, action, template),
    [],
  );

  const all = useMemo(
    () => offered(library.data ?? [], atoms.data ?? [], own.data ?? []),
    [library.data, atoms.data, own.data],
  );
  const found = useMemo(() => matching(all, search, type === "any" ? null : type), [all, search, type]);
  const shown = useMemo(() => sections(found, group), [found, group]);
  const cards = useMemo(() => shown.flatMap((section) => section.templates), [shown]);
  const stopKey = cards.some((template) => template.key === stop) ? stop : cards[0]?.key;

  const chosen = [...selected.values()];
  const isHere = ({ key, fields: { identifier } }: OfferedTemplate) =>
    here.has(identifier) ||
    chosen.some((other) => other.key !== key && other.fields.identifier === identifier);

  useSearchKey(searchRef);
  useKeyDown(true, (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const dialog = root.current?.closest("[role=dialog]");
    // A single letter works in this part alone, and never where one types.
    if (isTyping(event.target) || !(event.target instanceof Node) || !dialog?.contains(event.target)) return;
    event.preventDefault();
    searchRef.current?.select();
  });

  const place = (key: string) =>
    root.current?.querySelector<HTMLElement>(`[${CARD}="${CSS.escape(key)}"]`) ?? null;
  const onPreview = useCallback((key: string) => setPreviewed(key), []);
  const preview = cards.find((template) => template.key === previewed);
  const previewPlace = preview === undefined ? null : place(preview.key);

  const showAll = () => {
    setTyped("");
    setType("any");
    setGroup("all");
    // The button that did it goes away.
    searchRef.current?.focus();
  };
  const isNarrowed = search !== "" || type !== "any";

  return (
    <div ref={root} className={styles.tab}>
      <TemplateRail group={group} onGroup={setGroup} found={found} />
      <div className={styles.main}>
        <div className={styles.bar}>
          <div className={styles.search}>
            <SearchField
              label={templatesText.search}
              placeholder={templatesText.searchPlaceholder}
              shortcut={templatesText.searchKey}
              value={typed}
              onChange={setTyped}
              inputRef={searchRef}
            />
          </div>
          <div className={styles.type}>
            <Select
              label={type === "any" ? templatesText.anyType : templatesText.onlyType(dataTypeNames[type])}
              hideLabel
              items={[{ id: "any" as const, label: templatesText.anyType }, ...typeItems]}
              value={type}
              onChange={setType}
            />
          </div>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cards inside */}
        <div
          className={styles.scroll}
          data-many={cards.length > MANY || undefined}
          onKeyDown={(event) => onCardKey(event, onPreview)}
          onFocus={(event) => {
            const key = event.target.closest(`[${CARD}]`)?.getAttribute(CARD);
            if (key) setStop(key);
          }}
        >
          {(group === "own" || work.done !== null) && <OwnBar own={own.data ?? []} work={work} />}
          {shown.map((section) => (
            <section key={section.key} className={styles.section}>
              <div className={styles.head}>
                <h3 className={styles.title}>
                  {titleOf(section)}
                  <span className={styles.count}>{section.templates.length}</span>
                </h3>
                {section.set !== null && (
                  <SetMenu
                    set={section.set}
                    templates={section.templates.flatMap(({ own }) => own ?? [])}
                    work={work}
                    onChooseAll={() => {
                      for (const template of section.templates)
                        if (!isHere(template)) onSelect(template, true);
                    }}
                  />
                )}
              </div>
              <div className={styles.cards}>
                {section.templates.map((template) => (
                  <TemplateCard
                    key={template.key}
                    template={template}
                    isHere={isHere(template)}
                    isSelected={selected.has(template.key)}
                    isStop={template.key === stopKey}
                    onSelect={onSelect}
                    onPreview={onPreview}
                    onOwn={group === "own" ? onOwn : undefined}
                  />
                ))}
              </div>
            </section>
          ))}
          {cards.length === 0 && !library.isPending && isNarrowed && (
            <EmptyState
              icon={LayoutGrid}
              title={
                search !== ""
                  ? templatesText.noMatch(search)
                  : templatesText.noType(type === "any" ? "" : dataTypeNames[type])
              }
              body={search !== "" ? templatesText.noMatchBody : templatesText.noTypeBody}
              actions={
                <>
                  {search !== "" && (
                    <Button variant="ink" onPress={() => onStartOwn(search)}>
                      {templatesText.startOwn}
                    </Button>
                  )}
                  <Button variant="secondary" onPress={showAll}>
                    {templatesText.showAll}
                  </Button>
                </>
              }
            />
          )}
          <TemplateNotes group={group} library={library} atoms={atoms} own={own} />
        </div>
      </div>
      {preview !== undefined && previewPlace !== null && (
        <TemplatePreview
          key={preview.key}
          template={preview}
          card={previewPlace}
          onClose={() => setPreviewed("")}
        />
      )}
      <OwnDialogs
        work={work}
        sets={setNames(own.data ?? [])}
        onChanged={(template) => {
          const next = offeredOwn(template);
          if (selected.has(next.key)) onSelect(next, true);
        }}
      />
    </div>
  );
}

function titleOf({ source, set }: TemplateSection): string {
  if (set !== null) return set;
  if (source === "own") return templatesText.own;
  return source === "atoms" ? templatesText.fromAtoms : templatesText.category[source];
}
