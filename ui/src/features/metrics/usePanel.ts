import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useReducer, useRef, useState } from "react";
import {
  type AgentView,
  type Card,
  type Consent,
  dropPanel,
  type Finding,
  type HostError,
  keepPanel,
  type LiveChange,
  loadPanel,
  type MetricRow,
  type Panel,
  repairFields,
  savePanel,
  toHostError,
} from "../../host";
import { registerFlush } from "../../host/flush";
import { keys, useShowAgent } from "../../host/queries";
import { lintText } from "../../text/lint";
import { Keeper } from "./keeper";
import {
  cardOfMetric,
  holdsNothing,
  newCard,
  type PanelAction,
  panelFrom,
  panelOf,
  panelReducer,
  startState,
  takenBack,
} from "./panelState";

export const NEW_SLOT = "new";

/** The one line under the panel's header. */
export type PanelLine =
  | { kind: "kept"; cards: number }
  | ({ kind: "discarded" } & Taken)
  | ({ kind: "removed"; card: Card; number: number } & Taken)
  | ({ kind: "mended"; words: string } & Taken);

/** The panel before an action and right after it, by which that action alone can be taken back. */
interface Taken {
  before: Panel;
  after: Panel;
}

interface Options {
  agent: AgentView;
  slot: string;
  /** Filled cards to begin with, beside what is kept. */
  prefill: Card[];
  /** With the identifiers of metrics that were added instead of changing a live one. */
  onSaved: (agent: AgentView, panel: Panel, instead: string[]) => void;
  onClosed: () => void;
}

/** The panel's text: loaded, kept as it is typed, saved all or nothing. */
export function usePanel({ agent, slot, prefill, onSaved, onClosed }: Options) {
  const client = useQueryClient();
  const showAgent = useShowAgent();
  const metric: MetricRow | null = agent.metrics.find((row) => row.id === slot) ?? null;
  const [state, reduce] = useReducer(panelReducer, { cards: [], open: null }, startState);
  const [phase, setPhase] = useState<"loading" | "unread" | "ready">("loading");
  const [line, setLine] = useState<PanelLine | null>(null);
  const [trouble, setTrouble] = useState<HostError | null>(null);
  const [refusal, setRefusal] = useState<HostError | null>(null);
  const [saving, setSaving] = useState(false);
  /** What Save wants to be told first. */
  const [asks, setAsks] = useState<LiveChange[] | null>(null);
  const keeper = useRef<Keeper | null>(null);
  const isSaving = useRef(false);
  const read = useRef<() => void>(() => undefined);
  // What is being saved stands still: a letter typed meanwhile would be in no metric and in no kept panel.
  const dispatch = useCallback((action: PanelAction) => {
    if (!isSaving.current || action.type === "refused" || action.type === "focused") reduce(action);
  }, []);

  // Only the first values count: the panel is mounted anew for every opening.
  const first = useRef({ agentId: agent.id, slot, metric, prefill });
  const latest = useRef(state);
  latest.current = state;

  const blankPanel = useCallback(
    () => panelOf(first.current.metric === null ? newCard() : cardOfMetric(first.current.metric)),
    [],
  );

  useEffect(() => {
    const { agentId, slot, metric, prefill } = first.current;
    let gone = false;
    const begin = (kept: Panel | null) => {
      if (gone) return;
      keeper.current = new Keeper(
        {
          keep: (panel) => keepPanel(agentId, slot, panel),
          drop: () => dropPanel(agentId, slot),
          holdsNothing: (panel) => holdsNothing(panel, metric),
          onChecked: (panel, check) =>
            dispatch({
              type: "checked",
              cards: panel.cards,
              problems: check.problems,
              findings: check.findings,
            }),
          onTrouble: (thrown) => setTrouble(thrown === null ? null : toHostError(thrown)),
        },
        kept !== null,
      );
      const usable = kept !== null && kept.cards.length > 0 ? kept : null;
      dispatch({ type: "load", panel: usable ?? blankPanel(), focus: prefill.length === 0 });
      if (usable !== null) {
        setLine({ kind: "kept", cards: usable.cards.length });
        // Kept text was never checked in this opening; writing it down once more checks it.
        keeper.current.changed(usable);
      }
      if (prefill.length > 0) dispatch({ type: "addFilled", cards: prefill });
      setTrouble(null);
      setPhase("ready");
    };
    // Nothing may be typed over kept text that could not be read: the next letter would replace it.
    const fail = (thrown: unknown) => {
      if (gone) return;
      setTrouble(toHostError(thrown));
      setPhase("unread");
    };
    read.current = () => void loadPanel(agentId, slot).then(begin, fail);
    read.current();
    const off = registerFlush(async () => keeper.current?.flush());
    return () => {
      gone = true;
      off();
      void keeper.current?.flush();
    };
  }, [blankPanel, dispatch]);

  const revision = state.revision;
  useEffect(() => {
    if (revision > 0) keeper.current?.changed(panelFrom(latest.current));
  }, [revision]);

  const flush = useCallback(() => void keeper.current?.flush(), []);

  /** What the page says of kept panels follows at once; the disk has it already. */
  const showKept = useCallback(
    (cards: number) => {
      client.setQueryData<AgentView>(keys.agent(agent.id), (view) => {
        if (view === undefined) return view;
        const others = view.keptPanels.filter((panel) => panel.slot !== slot);
        return { ...view, keptPanels: cards === 0 ? others : [...others, { slot, cards }] };
      });
    },
    [client, agent.id, slot],
  );

  const close = useCallback(async () => {
    const panel = panelFrom(latest.current);
    if (keeper.current !== null) {
      await keeper.current.flush();
      if (keeper.current.unkept) return;
      showKept(keeper.current.onDisk ? panel.cards.length : 0);
    }
    onClosed();
  }, [onClosed, showKept]);

  const discard = useCallback(() => {
    const [before, after] = [panelFrom(latest.current), blankPanel()];
    dispatch({ type: "restore", panel: after });
    setLine({ kind: "discarded", before, after });
    setRefusal(null);
  }, [blankPanel, dispatch]);

  const bringBack = useCallback(
    ({ before, after }: Taken) => {
      dispatch({ type: "restore", panel: takenBack(panelFrom(latest.current), before, after) });
      setLine(null);
    },
    [dispatch],
  );

  const cardAt = useCallback((key: string) => latest.current.cards.find((card) => card.key === key), []);

  const duplicateCard = useCallback(
    (key: string) => {
      const card = cardAt(key);
      if (card === undefined) return;
      const copy = { ...newCard(card.fields), choiceText: card.choiceText };
      dispatch({ type: "duplicate", card: key, copy });
    },
    [cardAt, dispatch],
  );

  const removeCard = useCallback(
    (key: string) => {
      const before = panelFrom(latest.current);
      const card = cardAt(key);
      if (card === undefined) return;
      const number = before.cards.indexOf(card) + 1;
      const action: PanelAction = { type: "remove", card: key, blank: newCard() };
      const after = panelFrom(panelReducer(latest.current, action));
      dispatch(action);
      setLine({ kind: "removed", before, after, card, number });
    },
    [cardAt, dispatch],
  );

  /** Does the change that mends a finding, as an edit like any other that can be taken back. */
  const mend = useCallback(
    async (key: string, finding: Finding) => {
      const card = cardAt(key);
      if (finding.fix === null || card === undefined) return;
      try {
        const { fields, added } = await repairFields(card.fields, finding.fix);
        const now = cardAt(key);
        // What was typed while the answer was on its way is not overwritten; the finding is still there to mend.
        if (now === undefined || now.fields !== card.fields) return;
        const before = panelFrom(latest.current);
        const cards = added.map((each) => newCard(each));
        const action: PanelAction = { type: "repaired", card: key, fields, added: cards };
        const after = panelFrom(panelReducer(latest.current, action));
        dispatch(action);
        setLine({ kind: "mended", before, after, words: lintText.fix(finding) });
      } catch (thrown) {
        setTrouble(toHostError(thrown));
      }
    },
    [cardAt, dispatch],
  );

  const saveWith = useCallback(
    async (consent: Consent) => {
      if (keeper.current === null) return;
      if (isSaving.current) return;
      isSaving.current = true;
      setSaving(true);
      setAsks(null);
      setRefusal(null);
      await keeper.current.hold();
      const panel = panelFrom(latest.current);
      try {
        const outcome = await savePanel(agent.id, slot, panel, consent);
        if (outcome.kind === "saved") {
          keeper.current.close();
          showAgent(outcome.agent);
          onSaved(outcome.agent, panel, outcome.instead);
          return;
        }
        if (outcome.kind === "asksConsent") setAsks(outcome.changes);
        else dispatch({ type: "refused", cards: panel.cards, problems: outcome.problems });
        keeper.current.changed(panelFrom(latest.current));
      } catch (thrown) {
        setRefusal(toHostError(thrown));
        keeper.current.changed(panelFrom(latest.current));
      } finally {
        isSaving.current = false;
        setSaving(false);
      }
    },
    [agent.id, slot, showAgent, onSaved, dispatch],
  );
  const save = useCallback(() => saveWith({ kind: "ask" }), [saveWith]);
  const askNoMore = useCallback(() => setAsks(null), []);

  const readAgain = useCallback(() => {
    setPhase("loading");
    read.current();
  }, []);

  const tryKeepingAgain = useCallback(() => {
    keeper.current?.changed(panelFrom(latest.current));
    void keeper.current?.flush();
  }, []);

  return {
    state,
    dispatch,
    phase,
    metric,
    line,
    setLine,
    trouble,
    refusal,
    saving,
    flush,
    close,
    discard,
    bringBack,
    cardAt,
    duplicateCard,
    removeCard,
    mend,
    save,
    saveWith,
    asks,
    askNoMore,
    readAgain,
    tryKeepingAgain,
  };
}

export type PanelWork = ReturnType<typeof usePanel>;

/** The work of the panel that is open. What reads it is drawn with every key; what stands around it is not. */
export const PanelContext = createContext<PanelWork | null>(null);

export function usePanelWork(): PanelWork {
  const work = useContext(PanelContext);
  if (work === null) throw new Error("outside of a panel");
  return work;
}
