import { LayoutGrid, ListChecks } from "lucide-react";
import { memo, useCallback, useState } from "react";
import { Sheet } from "../../components/Sheet";
import { Tabs } from "../../components/Tabs";
import { openDialogs, useKeyDown } from "../../components/useKeyDown";
import type { AgentView, Card, Panel } from "../../host";
import { panelText } from "../../text/panel";
import { BlanksDialog } from "../templates/BlanksDialog";
import { SaveFields } from "../templates/SaveTemplate";
import { useAtomsTemplates, useLibraryTemplates, useOwnTemplates } from "../templates/templateQueries";
import { useChosenTemplates } from "../templates/useChosenTemplates";
import { ConsentDialog } from "./ConsentDialog";
import { PanelBody } from "./PanelBody";
import { PanelFooter } from "./PanelFooter";
import { PanelNotice } from "./PanelNotice";
import { PanelTemplates } from "./PanelTemplates";
import { emptyFields, fieldsOf, newCard } from "./panelState";
import styles from "./SetupPanel.module.css";
import { NEW_SLOT, PanelContext, type PanelWork, usePanel } from "./usePanel";

interface Props {
  agent: AgentView;
  /** "new", or the id of the metric that is edited. */
  slot: string;
  prefill: Card[];
  isOpen: boolean;
  onClosed: () => void;
  onSaved: (agent: AgentView, panel: Panel, instead: string[]) => void;
}

type Tab = "disposition" | "templates";

/** The sheet in which metrics are written. Closing it keeps everything; Save is all or nothing. */
export function SetupPanel({ agent, slot, prefill, isOpen, onClosed, onSaved }: Props) {
  const work = usePanel({ agent, slot, prefill, onSaved, onClosed });
  return (
    <PanelContext value={work}>
      <SetupSheet
        agent={agent}
        isEdit={slot !== NEW_SLOT}
        isOpen={isOpen}
        cards={work.state.cards.length}
        phase={work.phase}
        saving={work.saving}
        dispatch={work.dispatch}
        cardAt={work.cardAt}
        save={work.save}
        close={work.close}
      />
      <ConsentDialog
        changes={work.asks}
        onAnswer={(consent) => void work.saveWith(consent)}
        onCancel={work.askNoMore}
      />
    </PanelContext>
  );
}

type SheetProps = Pick<PanelWork, "phase" | "saving" | "dispatch" | "cardAt" | "save" | "close"> & {
  agent: AgentView;
  isEdit: boolean;
  isOpen: boolean;
  /** How many there are. */
  cards: number;
};

/** What stands around the cards. A key that is typed changes nothing of it. */
const SetupSheet = memo(function SetupSheet(props: SheetProps) {
  const { agent, isEdit, isOpen, cards, phase, saving, dispatch, cardAt, save, close } = props;
  const [tab, setTab] = useState<Tab>("disposition");
  const [templated, setTemplated] = useState<Card | null>(null);
  const library = useLibraryTemplates(!isEdit);
  const own = useOwnTemplates(!isEdit);
  const atoms = useAtomsTemplates(!isEdit && tab === "templates");

  const templates = useChosenTemplates((filled) => {
    setTab("disposition");
    dispatch({ type: "addFilled", cards: filled.map((fields) => newCard(fields)) });
  });
  const { chosen } = templates;

  useKeyDown(isOpen && phase === "ready" && !templates.isAsking && templated === null, (event) => {
    // A preview or a question in front of the panel has the keys.
    if (!(event.ctrlKey || event.metaKey) || openDialogs().length > 1) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (tab === "templates") {
        if (chosen.size > 0) templates.add();
      } else if (!isEdit) dispatch({ type: "addAnother", card: newCard() });
    } else if (event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (!saving && tab === "disposition") void save();
    }
  });

  const onTemplate = useCallback((card: string) => setTemplated(cardAt(card) ?? null), [cardAt]);
  const disposition = (
    <div className={styles.panel}>
      <PanelNotice isEdit={isEdit} />
      <PanelBody
        agent={agent}
        isEdit={isEdit}
        isOpen={isOpen && tab === "disposition"}
        onTemplate={onTemplate}
      />
    </div>
  );
  return (
    <Sheet
      title={isEdit ? panelText.editTitle : panelText.title}
      isOpen={isOpen}
      onClose={() => void close()}
      footer={
        <PanelFooter chosen={tab === "templates" ? [...chosen.values()] : null} onAdd={templates.add} />
      }
    >
      {isEdit ? (
        disposition
      ) : (
        <div className={styles.panel}>
          <Tabs
            label={panelText.tabs}
            selected={tab}
            onSelect={(id) => setTab(id === "templates" ? "templates" : "disposition")}
            items={[
              {
                id: "disposition",
                label: panelText.disposition,
                icon: ListChecks,
                count: cards,
                content: disposition,
              },
              {
                id: "templates",
                label: panelText.templates,
                icon: LayoutGrid,
                count: (library.data?.length ?? 0) + (atoms.data?.length ?? 0) + (own.data?.length ?? 0),
                content: (
                  <PanelTemplates
                    agent={agent}
                    selected={chosen}
                    onSelect={templates.select}
                    onStartOwn={(word) => {
                      setTab("disposition");
                      dispatch({ type: "addFilled", cards: [newCard({ ...emptyFields, prompt: word })] });
                    }}
                  />
                ),
              },
            ]}
          />
        </div>
      )}
      {templates.isAsking && (
        <BlanksDialog
          chosen={[...chosen.values()]}
          values={templates.values}
          onValue={templates.setValue}
          onCancel={templates.goBack}
          onAdd={templates.addFilled}
        />
      )}
      {templated !== null && (
        <SaveFields
          place={`${agent.id}/card/${templated.metricId ?? templated.key}`}
          fields={[fieldsOf(templated)]}
          onClose={() => setTemplated(null)}
        />
      )}
    </Sheet>
  );
});
