import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Collection, ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/SearchField";
import { Skeleton } from "../../components/Skeleton";
import { common } from "../../text/common";
import { settingsText } from "../../text/shell";
import styles from "./Licences.module.css";

type Package = { name: string; version: string; kind: string; licence: string | null; texts: number[] };
type List = { packages: Package[]; texts: string[] };

/** Read when somebody asks for it: it is the largest thing in the app. */
async function load(): Promise<List> {
  return (await import("./third-party.json")).default;
}

const idOf = ({ kind, name, version }: Package) => `${kind} ${name} ${version}`;

/** Whose work is in the app, and under which terms. */
export function Licences({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const search = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={settingsText.licences}
      isOpen={isOpen}
      onClose={onClose}
      size="large"
      initialFocus={search}
      footer={
        <Button variant="ink" size="dialog" onPress={onClose}>
          {common.close}
        </Button>
      }
    >
      <Packages search={search} />
    </Dialog>
  );
}

function Packages({ search }: { search: React.RefObject<HTMLInputElement | null> }) {
  const list = useQuery({ queryKey: ["licences"], queryFn: load, staleTime: Number.POSITIVE_INFINITY });
  const layout = useMemo(() => new ListLayout({ rowSize: 44 }), []);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const words = typed.trim().toLowerCase();
  const { packages, texts } = list.data ?? { packages: [], texts: [] };
  const shown = packages.filter((each) => `${each.name} ${each.licence ?? ""}`.toLowerCase().includes(words));
  const picked = shown.find((each) => idOf(each) === chosen) ?? shown[0];

  return (
    <div className={styles.page}>
      {list.data && <p>{settingsText.licencesIntro(packages.length)}</p>}
      <SearchField
        label={settingsText.licencesSearch}
        placeholder={settingsText.licencesSearch}
        inputRef={search}
        value={typed}
        onChange={setTyped}
      />
      {list.error ? (
        <p role="alert">{settingsText.licencesFailed}</p>
      ) : !list.data ? (
        <Skeleton rows={6} label={common.loading} />
      ) : picked === undefined ? (
        <p>{settingsText.licencesNone(typed.trim())}</p>
      ) : (
        <div className={styles.panes}>
          <Virtualizer layout={layout}>
            <ListBox
              aria-label={settingsText.licencesList}
              className={styles.list ?? ""}
              selectionMode="single"
              selectionBehavior="replace"
              disallowEmptySelection
              selectedKeys={[idOf(picked)]}
              onSelectionChange={(keys) => {
                if (keys !== "all") for (const key of keys) setChosen(String(key));
              }}
            >
              <Collection items={shown.map((each) => ({ id: idOf(each), ...each }))}>
                {(each) => (
                  <ListBoxItem id={each.id} textValue={each.name} className={styles.item ?? ""}>
                    <span className={styles.name}>{each.name}</span>
                    <span className={styles.note}>{`${each.version} · ${each.licence ?? ""}`}</span>
                  </ListBoxItem>
                )}
              </Collection>
            </ListBox>
          </Virtualizer>
          <Terms of={picked} texts={texts} />
        </div>
      )}
    </div>
  );
}

function Terms({ of, texts }: { of: Package; texts: string[] }) {
  const kind = settingsText.licenceKinds[of.kind as keyof typeof settingsText.licenceKinds];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing else to focus
    <section className={styles.terms} aria-label={of.name} tabIndex={0}>
      <h3 className={styles.heading}>
        {of.name} {of.version}
      </h3>
      <p className={styles.note}>{[kind, of.licence].filter(Boolean).join(" · ")}</p>
      {of.texts.length === 0 && <p>{settingsText.licenceNoText}</p>}
      {of.texts.map((index) => (
        <pre key={index} className={styles.text}>
          {texts[index]}
        </pre>
      ))}
    </section>
  );
}
