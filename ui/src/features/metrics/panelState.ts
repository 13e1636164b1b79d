import { splitChoices } from "../../components/choices";
import type { Card, Field, Finding, MetricFields, MetricRow, Panel, Problem } from "../../host";
import { isGrave, moved } from "../lint/findings";

/** What one card shows of its state when folded. */
export type CardState = "blank" | "ready" | "unfinished" | "attention" | "danger";

export interface PanelState {
  cards: Card[];
  open: string | null;
  /** Fields the person has left, as "card key/field": their refusals may be shown. */
  left: ReadonlySet<string>;
  /** Cards a Save was tried with: what is missing in them is shown as well. */
  tried: ReadonlySet<string>;
  /** Of the last check, by card key. */
  problems: Readonly<Record<string, Problem[]>>;
  /** What lint said at the last check, by card key, with the card as it was read then. */
  findings: Readonly<Record<string, Checked>>;
  /** Raised by every change of text, so that the keeper knows what is still to be kept. */
  revision: number;
  /** Where the focus goes next; cleared by whoever put it there. */
  focus: FocusTarget | null;
}

interface Checked {
  card: Card;
  findings: Finding[];
}

export interface FocusTarget {
  card: string;
  field: Field | "header";
}

export type PanelAction =
  | { type: "load"; panel: Panel; focus: boolean }
  | { type: "toggle"; card: string }
  | { type: "show"; card: string }
  | { type: "edit"; card: string; fields?: Partial<MetricFields>; choiceText?: string }
  | { type: "left"; card: string; field: Field }
  | { type: "addAnother"; card: Card }
  | { type: "addFilled"; cards: Card[] }
  | { type: "duplicate"; card: string; copy: Card }
  | { type: "remove"; card: string; blank: Card }
  | { type: "restore"; panel: Panel }
  | { type: "checked"; cards: readonly Card[]; problems: Problem[]; findings: Finding[] }
  | { type: "repaired"; card: string; fields: MetricFields; added: Card[] }
  | { type: "refused"; cards: readonly Card[]; problems: Problem[] }
  | { type: "focused" };

const missing: ReadonlySet<Problem["code"]> = new Set([
  "identifierMissing",
  "promptMissing",
  "choicesMissing",
]);

export const emptyFields: MetricFields = { identifier: "", dataType: "string", prompt: "", choices: [] };

/** Card keys only have to differ from each other for the life of one panel, over restarts too. */
export function newCard(fields: MetricFields = emptyFields, metricId: string | null = null): Card {
  return {
    key: crypto.randomUUID(),
    metricId,
    fields: { ...fields, choices: [...fields.choices] },
    choiceText: "",
  };
}

export function panelOf(card: Card): Panel {
  return { cards: [card], open: card.key };
}

export function cardOfMetric(row: MetricRow): Card {
  const fields: MetricFields = {
    identifier: row.identifier,
    dataType: row.dataType ?? "string",
    prompt: row.prompt,
    choices: row.choices,
  };
  return newCard(fields, row.id);
}

/** The fields as Save takes them: text still in the field for choices counts. */
export function fieldsOf({ fields, choiceText }: Card): MetricFields {
  return { ...fields, choices: [...fields.choices, ...splitChoices(choiceText)] };
}

export function isBlank(card: Card): boolean {
  const { identifier, prompt, choices } = card.fields;
  return identifier === "" && prompt === "" && choices.length === 0 && card.choiceText === "";
}

function sameFields(a: MetricFields, b: MetricFields): boolean {
  return (
    a.identifier === b.identifier &&
    a.dataType === b.dataType &&
    a.prompt === b.prompt &&
    a.choices.length === b.choices.length &&
    a.choices.every((choice, index) => choice === b.choices[index])
  );
}

/** True when closing loses nothing: only blank cards, or one that says what the metric says already. */
export function holdsNothing(panel: Panel, metric: MetricRow | null): boolean {
  if (metric === null) return panel.cards.every((card) => card.metricId === null && isBlank(card));
  const before = cardOfMetric(metric).fields;
  return panel.cards.every((card) => card.choiceText.trim() === "" && sameFields(card.fields, before));
}

function findingsByCard(cards: readonly Card[], findings: Finding[]): Record<string, Checked> {
  const grouped: Record<string, Checked> = {};
  cards.forEach((card, index) => {
    const here = findings.filter((finding) => finding.metric === index);
    if (here.length > 0) grouped[card.key] = { card, findings: here };
  });
  return grouped;
}

/** True when nothing that the finding is about was typed since. */
function stillHolds(finding: Finding, checked: Card, card: Card): boolean {
  if (checked.fields.dataType !== card.fields.dataType) return false;
  if (finding.field === "identifier") return checked.fields.identifier === card.fields.identifier;
  const { code } = finding.what;
  if (code === "answerNotAChoice" || code === "noWayOut" || finding.field === "choices")
    return (
      checked.choiceText === card.choiceText &&
      checked.fields.choices.length === card.fields.choices.length &&
      checked.fields.choices.every((choice, index) => choice === card.fields.choices[index])
    );
  return true;
}

/**
 * What lint says about a card, its places moved along with what was typed since the check. While the first words of a
 * new metric are typed it says nothing; it speaks once the prompt was left.
 */
export function visibleFindings(state: PanelState, card: Card): Finding[] {
  const checked = state.findings[card.key];
  if (checked === undefined) return [];
  const left = card.metricId !== null || state.tried.has(card.key) || state.left.has(`${card.key}/prompt`);
  if (!left) return [];
  return checked.findings.flatMap((finding) => {
    if (!stillHolds(finding, checked.card, card)) return [];
    if (finding.span === null || finding.field !== "prompt") return [finding];
    const span = moved(finding.span, checked.card.fields.prompt, card.fields.prompt);
    return span === null ? [] : [{ ...finding, span }];
  });
}

function byCard(cards: readonly Card[], problems: Problem[]): Record<string, Problem[]> {
  const grouped: Record<string, Problem[]> = {};
  for (const problem of problems) {
    const key = cards[problem.metric]?.key;
    if (key !== undefined) grouped[key] = [...(grouped[key] ?? []), problem];
  }
  return grouped;
}

/** A check is always a little older than the text: what was typed since may have answered it. */
function stillApplies(problem: Problem, card: Card): boolean {
  const { identifier, prompt, choices, dataType } = card.fields;
  switch (problem.code) {
    case "identifierMissing":
      return identifier.trim() === "";
    case "identifierCharacters":
    case "identifierTaken":
      return problem.value === null || problem.value === identifier;
    case "promptMissing":
      return prompt.trim() === "";
    case "choicesMissing":
      return dataType === "enum" && choices.length === 0 && card.choiceText.trim() === "";
    case "choiceEmpty":
    case "choiceNotTrimmed":
    case "choiceRepeated":
      return dataType === "enum";
    case "typeUnknown":
      return true;
  }
}

function pendingProblems(state: PanelState, card: Card): Problem[] {
  return (state.problems[card.key] ?? []).filter((problem) => stillApplies(problem, card));
}

/** What the person sees at a card: refusals once a field was left, what is missing once Save was tried. */
export function visibleProblems(state: PanelState, card: Card): Problem[] {
  const tried = state.tried.has(card.key);
  return pendingProblems(state, card).filter(
    (problem) => tried || (!missing.has(problem.code) && state.left.has(`${card.key}/${problem.field}`)),
  );
}

export function cardState(state: PanelState, card: Card): CardState {
  if (visibleProblems(state, card).length > 0) return "attention";
  if (isBlank(card)) return "blank";
  const { identifier, prompt, choices, dataType } = card.fields;
  const lacks =
    identifier.trim() === "" ||
    prompt.trim() === "" ||
    (dataType === "enum" && choices.length === 0 && card.choiceText.trim() === "");
  if (lacks) return "unfinished";
  if (pendingProblems(state, card).length > 0) return "attention";
  return visibleFindings(state, card).some(isGrave) ? "danger" : "ready";
}

/** The panel as it is kept. */
export function panelFrom(state: PanelState): Panel {
  return { cards: state.cards, open: state.open };
}

/** Takes back what led from `before` to `after`, and nothing that was typed since. */
export function takenBack(now: Panel, before: Panel, after: Panel): Panel {
  const of = (panel: Panel, key: string) => panel.cards.find((card) => card.key === key);
  const untouched = (card: Card, than: Card | undefined) =>
    than !== undefined && card.choiceText === than.choiceText && sameFields(card.fields, than.fields);
  const cards = now.cards.flatMap((card) => {
    const was = of(before, card.key);
    const became = of(after, card.key);
    if (!untouched(card, became)) return [card];
    // Added by it, or changed by it.
    return was === undefined ? (became === undefined ? [card] : []) : [{ ...card, fields: was.fields }];
  });
  before.cards.forEach((card, place) => {
    if (of(after, card.key) !== undefined || of({ cards, open: null }, card.key) !== undefined) return;
    const behind = before.cards
      .slice(0, place)
      .findLast((each) => cards.some((other) => other.key === each.key));
    cards.splice(behind === undefined ? 0 : cards.findIndex((each) => each.key === behind.key) + 1, 0, card);
  });
  const isThere = (key: string | null) => key !== null && cards.some((card) => card.key === key);
  return { cards, open: isThere(now.open) ? now.open : isThere(before.open) ? before.open : null };
}

export function startState(panel: Panel): PanelState {
  return {
    cards: panel.cards,
    open: panel.open,
    left: new Set(),
    tried: new Set(),
    problems: {},
    findings: {},
    revision: 0,
    focus: null,
  };
}

function changed(state: PanelState, change: Partial<PanelState>): PanelState {
  return { ...state, ...change, revision: state.revision + 1 };
}

/** A card that was left by opening another one counts as left in all its fields. */
function leaveOpen(state: PanelState): ReadonlySet<string> {
  if (state.open === null) return state.left;
  const fields: Field[] = ["identifier", "prompt", "choices"];
  return new Set([...state.left, ...fields.map((field) => `${state.open}/${field}`)]);
}

export function panelReducer(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case "load": {
      const next = startState(action.panel);
      const card = action.panel.open;
      return action.focus && card !== null ? { ...next, focus: { card, field: "identifier" } } : next;
    }
    case "toggle": {
      const open = state.open === action.card ? null : action.card;
      return changed(state, { open, left: leaveOpen(state), focus: { card: action.card, field: "header" } });
    }
    case "show":
      return { ...state, open: action.card, focus: { card: action.card, field: "identifier" } };
    case "edit":
      return changed(state, {
        cards: state.cards.map((card) =>
          card.key === action.card
            ? {
                ...card,
                fields: { ...card.fields, ...action.fields },
                choiceText: action.choiceText ?? card.choiceText,
              }
            : card,
        ),
      });
    case "left":
      return { ...state, left: new Set([...state.left, `${action.card}/${action.field}`]) };
    case "addAnother":
      return changed(state, {
        cards: [...state.cards, action.card],
        open: action.card.key,
        left: leaveOpen(state),
        focus: { card: action.card.key, field: "identifier" },
      });
    case "addFilled": {
      // One blank card is only the invitation to type; filled ones take its place.
      const cards = [...state.cards.filter((card) => !isBlank(card)), ...action.cards];
      const lacking = action.cards.find(
        (card) => card.fields.dataType === "enum" && card.fields.choices.length === 0,
      );
      const open = lacking ?? action.cards[0];
      if (open === undefined) return state;
      // What comes filled in was written already: lint speaks of it at once.
      const written = action.cards.filter((card) => card.fields.prompt !== "");
      return changed(state, {
        cards,
        open: open.key,
        left: new Set([...leaveOpen(state), ...written.map((card) => `${card.key}/prompt`)]),
        focus: { card: open.key, field: lacking === undefined ? "identifier" : "choices" },
      });
    }
    case "duplicate": {
      const cards = state.cards.flatMap((card) => (card.key === action.card ? [card, action.copy] : [card]));
      return changed(state, {
        cards,
        open: action.copy.key,
        left: new Set([...leaveOpen(state), `${action.copy.key}/identifier`]),
        focus: { card: action.copy.key, field: "identifier" },
      });
    }
    case "remove": {
      const at = state.cards.findIndex((card) => card.key === action.card);
      const rest = state.cards.filter((card) => card.key !== action.card);
      const cards = rest.length > 0 ? rest : [action.blank];
      const next = cards[Math.min(Math.max(at, 0), cards.length - 1)];
      if (next === undefined) return state;
      const wasOpen = state.open === action.card;
      return changed(state, {
        cards,
        open: rest.length === 0 ? next.key : wasOpen ? null : state.open,
        focus: { card: next.key, field: rest.length === 0 ? "identifier" : "header" },
      });
    }
    case "restore": {
      const focus: FocusTarget | null =
        action.panel.open === null ? null : { card: action.panel.open, field: "identifier" };
      return changed(state, { cards: action.panel.cards, open: action.panel.open, focus });
    }
    case "checked":
      return {
        ...state,
        problems: byCard(action.cards, action.problems),
        findings: findingsByCard(action.cards, action.findings),
      };
    case "repaired":
      return changed(state, {
        cards: state.cards.flatMap((card) =>
          card.key === action.card ? [{ ...card, fields: action.fields }, ...action.added] : [card],
        ),
      });
    case "refused": {
      const first = action.problems[0];
      const card = first === undefined ? undefined : action.cards[first.metric];
      return {
        ...state,
        problems: byCard(action.cards, action.problems),
        tried: new Set([...state.tried, ...action.cards.map((each) => each.key)]),
        open: card?.key ?? state.open,
        focus:
          first === undefined || card === undefined ? state.focus : { card: card.key, field: first.field },
      };
    }
    case "focused":
      return { ...state, focus: null };
  }
}
