import { describe, expect, test } from "vitest";
import { ownTemplate, templateView } from "../../test/fakeEngine";
import { blanksOf, filledFields, matching, offered, sections, setNames } from "./templates";

const fields = (identifier: string, prompt = "Q", choices: string[] = []) => ({
  identifier,
  dataType: choices.length > 0 ? ("enum" as const) : ("string" as const),
  prompt,
  choices,
});
const own = (id: string, name: string, set: string | null = null) =>
  ownTemplate(id, { name, whenToUse: "Weekly", fields: fields(id) }, set);

const all = offered(
  [
    templateView(fields("mood", "How was {company} spoken of in {time_zone}? By {company}."), {
      category: "experience",
      whenToUse: "Early warning",
    }),
    templateView(fields("reason", "Why?", ["billing", "other"]), { category: "support" }),
  ],
  [templateView(fields("mood"))],
  [own("a", "Ours", "Set B"), own("b", "Loose"), own("c", "Also", "Set A"), own("d", "Last", "Set B")],
);

describe("what is shown", () => {
  test("groups in their order, the person's own by set where they are alone", () => {
    expect(sections(all, "all").map(({ key, templates }) => [key, templates.length])).toEqual([
      ["support", 1],
      ["experience", 1],
      ["atoms", 1],
      ["own", 4],
    ]);
    expect(
      sections(all, "own").map(({ set, templates }) => [set, templates.map(({ name }) => name)]),
    ).toEqual([
      [null, ["Loose"]],
      ["Set B", ["Ours", "Last"]],
      ["Set A", ["Also"]],
    ]);
    expect(setNames(all.flatMap((template) => template.own ?? []))).toEqual(["Set B", "Set A"]);
  });

  test.each([
    ["BILLING", ["reason"]],
    ["early warning", ["mood"]],
    ["also set", ["c"]],
    ["weekly ours", ["a"]],
    ["nothing", []],
    ["  ", ["mood", "reason", "mood", "a", "b", "c", "d"]],
  ])("search %j", (search, found) => {
    expect(matching(all, search).map((template) => template.fields.identifier)).toEqual(found);
  });

  test("only one data type", () => {
    expect(matching(all, "", "enum").map((template) => template.name)).toEqual(["Reason"]);
    expect(matching(all, "mood", "enum")).toEqual([]);
  });
});

describe("blanks", () => {
  test("each is asked for once", () => {
    expect(blanksOf(all)).toEqual(["company", "time_zone"]);
  });

  test("what is filled in is text, without the spaces around it", () => {
    const [mood] = all.filter((template) => template.source === "experience");
    const filled = mood && filledFields(mood, { company: " {time_zone} $& ", time_zone: "Europe/London" });
    expect(filled?.prompt).toBe("How was {time_zone} $& spoken of in Europe/London? By {time_zone} $&.");
  });
});
