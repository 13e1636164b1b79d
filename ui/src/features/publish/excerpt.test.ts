import { describe, expect, test } from "vitest";
import type { Span } from "../../host";
import { excerpt } from "./excerpt";

const same = (text: string): Span => ({ kind: "same", text });
const added = (text: string): Span => ({ kind: "added", text });
const many = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `w${from + index}`).join(" ");

describe("the excerpt of a changed text", () => {
  test("keeps some words on each side of every change and leaves out the rest", () => {
    const cut = excerpt(
      [same(`${many(1, 9)} `), added("new"), same(` ${many(10, 30)} `), added("x"), same(" end")],
      2,
    );
    expect(cut.map(({ text }) => text)).toEqual(["… w8 w9 ", "new", " w10 w11 … w29 w30 ", "x", " end"]);
  });

  test("leaves a short text, a new one and one without changes as they are", () => {
    const short = [same("a b c "), added("d"), same(" e")];
    expect(excerpt(short, 2)).toEqual(short);
    expect(excerpt([added(many(1, 99))], 2)).toEqual([added(many(1, 99))]);
    expect(excerpt([same(many(1, 99))], 2)).toEqual([same(many(1, 99))]);
  });
});
