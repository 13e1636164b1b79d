import { describe, expect, test } from "vitest";
import { pieces } from "../../components/MarkedText";
import { moved, placeOf } from "./findings";
import { notAChoice } from "./lintFixtures";

describe("moved", () => {
  const before = "If not, answer none.";
  const span = { start: 15, end: 19 };
  const words = (after: string) => {
    const place = moved(span, before, after);
    return place === null ? null : after.slice(place.start, place.end);
  };
  test("marks go along with their words", () => {
    expect(before.slice(span.start, span.end)).toBe("none");
    expect(words(before)).toBe("none");
    expect(words(`Listen. ${before}`)).toBe("none");
    expect(words(`${before} At most ten words.`)).toBe("none");
    expect(words("If no, answer none.")).toBe("none");
  });
  test("words that were changed themselves lose their mark", () => {
    expect(words("If not, answer nobody.")).toBe(null);
    expect(words("If not, answer noone.")).toBe(null);
    expect(words("")).toBe(null);
  });
});

test("an answer that is no choice is told at the choices, elsewhere at the prompt", () => {
  const finding = notAChoice("answer none", "none");
  expect(placeOf(finding, "enum")).toBe("choices");
  expect(placeOf(finding, "string")).toBe("prompt");
  expect(placeOf({ ...finding, what: { code: "relativeDates" }, field: null }, "datetime")).toBe("prompt");
});

test("of marks over each other the graver one shows, and no letter is lost", () => {
  const text = "one two three";
  const cut = pieces(text, [
    { start: 0, end: 7, tone: "warn" },
    { start: 4, end: 13, tone: "error" },
  ]);
  expect(cut.map(({ text, tone }) => [text, tone])).toEqual([
    ["one ", "warn"],
    ["two", "error"],
    [" three", "error"],
  ]);
  expect(cut.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces("", [{ start: 0, end: 3, tone: "warn" }])).toEqual([]);
});
