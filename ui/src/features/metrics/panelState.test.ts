import { describe, expect, test } from "vitest";
import type { Card, Problem } from "../../host";
import { row } from "../../test/fakeEngine";
import {
  cardOfMetric,
  cardState,
  holdsNothing,
  newCard,
  type PanelState,
  panelOf,
  panelReducer,
  startState,
  takenBack,
  visibleProblems,
} from "./panelState";

const fields = { identifier: "call_outcome", dataType: "string", prompt: "Why?", choices: [] } as const;
const full = () => newCard({ ...fields, choices: [] });
const problem = (code: Problem["code"], field: Problem["field"], value: string | null = null): Problem => ({
  metric: 0,
  field,
  code,
  value,
  fix: null,
});

function stateOf(...cards: Card[]): PanelState {
  return startState({ cards, open: cards[0]?.key ?? null });
}

describe("the panel", () => {
  test("adding another opens it alone and asks for the focus in its identifier", () => {
    const first = full();
    const second = newCard();
    const state = panelReducer(stateOf(first), { type: "addAnother", card: second });
    expect(state.cards).toEqual([first, second]);
    expect(state.open).toBe(second.key);
    expect(state.focus).toEqual({ card: second.key, field: "identifier" });
  });

  test("every edit of the text raises the revision, a check does not", () => {
    const card = full();
    const typed = panelReducer(stateOf(card), { type: "edit", card: card.key, fields: { prompt: "How?" } });
    expect(typed.revision).toBe(1);
    expect(typed.cards[0]?.fields.prompt).toBe("How?");
    expect(
      panelReducer(typed, { type: "checked", cards: typed.cards, problems: [], findings: [] }).revision,
    ).toBe(1);
  });

  test("a refused format shows once its field was left, what is missing only after Save", () => {
    const card = newCard({ ...fields, identifier: "Call Outcome", prompt: "", choices: [] });
    let state = panelReducer(stateOf(card), {
      type: "checked",
      findings: [],
      cards: [card],
      problems: [
        problem("identifierCharacters", "identifier", "Call Outcome"),
        problem("promptMissing", "prompt"),
      ],
    });
    expect(visibleProblems(state, card)).toEqual([]);
    state = panelReducer(state, { type: "left", card: card.key, field: "identifier" });
    expect(visibleProblems(state, card).map((each) => each.code)).toEqual(["identifierCharacters"]);
    state = panelReducer(state, {
      type: "refused",
      cards: [card],
      problems: [
        problem("identifierCharacters", "identifier", "Call Outcome"),
        problem("promptMissing", "prompt"),
      ],
    });
    expect(visibleProblems(state, card).map((each) => each.code)).toEqual([
      "identifierCharacters",
      "promptMissing",
    ]);
    expect(state.focus).toEqual({ card: card.key, field: "identifier" });
  });

  test("a message goes as soon as the text answers it, before the next check", () => {
    const card = newCard({ ...fields, identifier: "Call Outcome", choices: [] });
    let state = panelReducer(stateOf(card), {
      type: "refused",
      cards: [card],
      problems: [problem("identifierCharacters", "identifier", "Call Outcome")],
    });
    state = panelReducer(state, { type: "edit", card: card.key, fields: { identifier: "call_outcome" } });
    const now = state.cards[0];
    expect(now && visibleProblems(state, now)).toEqual([]);
    expect(now && cardState(state, now)).toBe("ready");
  });

  test("a refused Save opens the first card with a problem, whichever was open", () => {
    const [first, second] = [full(), newCard()];
    const state = panelReducer(stateOf(first, second), {
      type: "refused",
      cards: [first, second],
      problems: [{ ...problem("promptMissing", "prompt"), metric: 1 }],
    });
    expect(state.open).toBe(second.key);
    expect(state.focus).toEqual({ card: second.key, field: "prompt" });
    expect(cardState(state, first)).toBe("ready");
    expect(cardState(state, second)).toBe("attention");
  });

  test("text still in the choices field is a choice", () => {
    const card: Card = { ...newCard({ ...fields, dataType: "enum", choices: [] }), choiceText: "resolved" };
    const state = panelReducer(stateOf(card), {
      type: "refused",
      cards: [card],
      problems: [problem("choicesMissing", "choices")],
    });
    expect(visibleProblems(state, card)).toEqual([]);
    expect(cardState(state, card)).toBe("ready");
  });

  test("templates take the place of a blank card and open the one that lacks choices", () => {
    const blank = newCard();
    const one = full();
    const lacking = newCard({ ...fields, identifier: "result", dataType: "enum", choices: [] });
    const state = panelReducer(stateOf(blank), { type: "addFilled", cards: [one, lacking] });
    expect(state.cards).toEqual([one, lacking]);
    expect(state.open).toBe(lacking.key);
    expect(state.focus?.field).toBe("choices");
  });

  test("removing the only card leaves a blank one, and restoring brings the text back", () => {
    const card = full();
    const before = panelOf(card);
    const state = panelReducer(stateOf(card), { type: "remove", card: card.key, blank: newCard() });
    expect(state.cards).toHaveLength(1);
    expect(state.cards[0]?.fields.identifier).toBe("");
    expect(panelReducer(state, { type: "restore", panel: before }).cards).toEqual([card]);
  });

  test("what holds nothing: blank cards, and an edit that says what the metric says", () => {
    const metric = row("m1", "contact_reason", { dataType: "enum", choices: ["a"] });
    expect(holdsNothing(panelOf(newCard()), null)).toBe(true);
    expect(holdsNothing(panelOf(full()), null)).toBe(false);
    const card = cardOfMetric(metric);
    expect(holdsNothing(panelOf(card), metric)).toBe(true);
    expect(holdsNothing(panelOf({ ...card, choiceText: "b" }), metric)).toBe(false);
    const reworded = { ...card, fields: { ...card.fields, prompt: "Other" } };
    expect(holdsNothing(panelOf(reworded), metric)).toBe(false);
  });
});

describe("taking back", () => {
  const panel = (...cards: Card[]) => ({ cards, open: null });
  const typed = (card: Card, prompt: string): Card => ({ ...card, fields: { ...card.fields, prompt } });

  test("a mended card is as it was, and what was typed since elsewhere stays", () => {
    const [one, two, added, later] = [full(), full(), full(), full()];
    const mended = typed(one, "Why? Answer none.");
    const now = panel(mended, added, typed(two, "Typed since"), later);
    const back = takenBack(now, panel(one, two), panel(mended, added, two));
    expect(back.cards).toEqual([one, typed(two, "Typed since"), later]);
  });

  test("a mended card and one it added, both edited since, keep what was typed", () => {
    const [one, added] = [full(), full()];
    const mended = typed(one, "Why? Answer none.");
    const now = panel(typed(mended, "Why? Answer none. Always."), typed(added, "Mine now"));
    expect(takenBack(now, panel(one), panel(mended, added)).cards).toEqual(now.cards);
  });

  test("a removed card comes back behind its neighbour, beside what was added since", () => {
    const [one, two, three, later] = [full(), full(), full(), full()];
    const now = panel(typed(one, "Typed since"), three, later);
    const back = takenBack(now, panel(one, two, three), panel(one, three));
    expect(back.cards).toEqual([typed(one, "Typed since"), two, three, later]);
  });

  test("discarded cards come back and take the blank one away, but not one that was filled since", () => {
    const [one, two, blank] = [full(), full(), newCard()];
    expect(takenBack(panel(blank), panel(one, two), panel(blank)).cards).toEqual([one, two]);
    const filled = typed(blank, "Begun anew");
    expect(takenBack(panel(filled), panel(one, two), panel(blank)).cards).toEqual([one, two, filled]);
  });
});
