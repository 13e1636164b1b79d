import { CircleCheck, LayoutGrid, ListChecks } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Sheet } from "../../components/Sheet";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { openDialogs, useKeyDown } from "../../components/useKeyDown";
import type { AgentView, Card, Panel } from "../../host";
import { lintText } from "../../text/lint";
import { panelText } from "../../text/panel";
import { templatesText } from "../../text/templates";
import { isGrave } from "../lint/findings";
import { useFindingKeys } from "../lint/useFindingKeys";
import { ErrorState } from "../shell/ErrorState";
import { BlanksDialog } from "../templates/BlanksDialog";
import { SaveFields } from "../templates/SaveTemplate";
import { TemplatesTab } from "../templates/TemplatesTab";
import { useAtomsTemplates, useLibraryTemplates, useOwnTemplates } from "../templates/templateQueries";
import { useChosenTemplates } from "../templates/useChosenTemplates";
import { ConsentDialog } from "./ConsentDialog";
import { Disposition } from "./Disposition";
import { PanelNotice } from "./PanelNotice";
import { emptyFields, fieldsOf, isBlank, newCard, visibleFindings, visibleProblems } from "./panelState";
import styles from "./SetupPanel.module.css";
import { NEW_SLOT, usePanel } from "./usePanel";

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
  const { state, dispatch, phase, saving } = work;
  const isEdit = slot !== NEW_SLOT;
  const [tab, setTab] = useState<Tab>("disposition");
  const [templated, setTemplated] = useState<Card | null>(null);
  const library = useLibraryTemplates(!isEdit);
  const own = useOwnTemplates(!isEdit);
  const atoms = useAtomsTemplates(!isEdit && tab === "templates");

  const standing = agent.metrics.filter((row) => row.change !== "removed");
  const metricsAfter = standing.length + state.cards.filter((card) => card.metricId === null).length;
  const here = useMemo(
    () =>
      new Set([
        ...agent.metrics.filter((row) => row.change !== "removed").map((row) => row.identifier),
        ...state.cards.map((card) => card.fields.identifier),
      ]),
    [agent.metrics, state.cards],
  );
  const problems = state.cards.reduce((sum, card) => sum + visibleProblems(state, card).length, 0);
  const dangers = state.cards.reduce(
    (sum, card) => sum + visibleFindings(state, card).filter(isGrave).length,
    0,
  );
  const holdsText = state.cards.some((card) => !isBlank(card));

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
      if (!saving && tab === "disposition") void work.save();
    }
  });

  const root = useRef<HTMLDivElement>(null);
  useFindingKeys(isOpen && tab === "disposition", root);

  const disposition = (
    <div ref={root} className={styles.scroll}>
      {phase === "loading" ? (
        <div className={styles.loading}>
          <Skeleton rows={1} height={200} label={panelText.loading} />
        </div>
      ) : phase === "unread" ? (
        <ErrorState error={work.trouble} onRetry={work.readAgain} />
      ) : (
        <Disposition
          state={state}
          dispatch={dispatch}
          metricsAfter={metricsAfter}
          agentId={agent.id}
          alone={isEdit}
          onRemove={work.removeCard}
          onMend={(card, finding) => void work.mend(card, finding)}
          onTemplate={setTemplated}
          onLeft={work.flush}
        />
      )}
    </div>
  );

  const footer =
    tab === "templates" ? (
      <div className={styles.footer}>
        <div className={styles.note} role="status">
          {chosen.size > 0 && <strong>{templatesText.selected(chosen.size)}</strong>}
          <span className={styles.quiet}>
            {chosen.size > 0
              ? templatesText.selectedNote([...chosen.values()].map((template) => template.name))
              : templatesText.noneSelected}
          </span>
        </div>
        <Button variant="secondary" size="dialog" onPress={() => void work.close()}>
          {panelText.cancel}
        </Button>
        <Button
          variant="ink"
          size="dialog"
          onPress={templates.add}
          disabledReason={
            chosen.size === 0 ? templatesText.addNone : phase === "ready" ? null : templatesText.addNotYet
          }
        >
          {templatesText.add(chosen.size)}
        </Button>
      </div>
    ) : (
      <div className={styles.footer}>
        <div className={styles.note} role="status">
          <span className={styles.kept}>
            <Icon of={CircleCheck} size={16} />
            {work.trouble !== null
              ? panelText.notKept
              : holdsText
                ? panelText.keptAsYouType
                : panelText.nothingYet}
            {problems > 0 ? (
              <span className={styles.problems}>{panelText.toFix(problems)}</span>
            ) : dangers > 0 ? (
              <span className={styles.problems}>{lintText.card.toFix(dangers)}</span>
            ) : (
              holdsText &&
              work.trouble === null && <span className={styles.quiet}>{panelText.saveMeans}</span>
            )}
          </span>
        </div>
        <Button variant="secondary" size="dialog" onPress={() => void work.close()}>
          {panelText.cancel}
        </Button>
        <Button variant="ink" size="dialog" pending={saving} onPress={() => void work.save()}>
          {panelText.save}
        </Button>
      </div>
    );

  return (
    <>
      <Sheet
        title={isEdit ? panelText.editTitle : panelText.title}
        isOpen={isOpen}
        onClose={() => void work.close()}
        footer={footer}
      >
        <div className={styles.panel}>
          {isEdit ? (
            <>
              <PanelNotice work={work} isEdit />
              {disposition}
            </>
          ) : (
            <Tabs
              label={panelText.tabs}
              selected={tab}
              onSelect={(id) => setTab(id === "templates" ? "templates" : "disposition")}
              items={[
                {
                  id: "disposition",
                  label: panelText.disposition,
                  icon: ListChecks,
                  count: state.cards.length,
                  content: (
                    <div className={styles.panel}>
                      <PanelNotice work={work} isEdit={false} />
                      {disposition}
                    </div>
                  ),
                },
                {
                  id: "templates",
                  label: panelText.templates,
                  icon: LayoutGrid,
                  count: (library.data?.length ?? 0) + (atoms.data?.length ?? 0) + (own.data?.length ?? 0),
                  content: (
                    <TemplatesTab
                      here={here}
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
          )}
        </div>
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
      <ConsentDialog
        changes={work.asks}
        onAnswer={(consent) => void work.saveWith(consent)}
        onCancel={work.askNoMore}
      />
    </>
  );
}
