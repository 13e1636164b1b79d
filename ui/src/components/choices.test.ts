import fc from "fast-check";
import { expect, test } from "vitest";
import { splitChoices, takePasted, takeTyped } from "./choices";

test("comma and new line end a choice; spaces and empty ones fall away", () => {
  expect(splitChoices(" yes , no\n\nmaybe\r\n, ")).toEqual(["yes", "no", "maybe"]);
  expect(takeTyped("yes, n")).toEqual({ added: ["yes"], rest: "n" });
  expect(takeTyped("yes")).toEqual({ added: [], rest: "yes" });
});

test("a pasted list is taken whole, unless text follows it", () => {
  expect(takePasted("", "a, b\nc", "")).toEqual({ added: ["a", "b", "c"], rest: "" });
  expect(takePasted("pre", "x,y", "")).toEqual({ added: ["prex", "y"], rest: "" });
  expect(takePasted("", "a,b", "tail")).toEqual({ added: ["a"], rest: "btail" });
});

test("nothing typed is lost, and no choice is blank or holds a separator", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { added, rest } = takeTyped(text);
      for (const choice of added) expect(choice).toMatch(/^\S(?:[^,\n\r]*\S)?$/u);
      const bare = (value: string) => value.replace(/[\s,]/gu, "");
      expect(bare(added.join("") + rest)).toBe(bare(text));
    }),
  );
});
