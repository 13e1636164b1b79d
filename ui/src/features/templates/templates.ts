import type {
  DataType,
  MetricFields,
  OwnTemplate,
  Piece,
  TemplateCategory,
  TemplateText,
  TemplateView,
} from "../../host";
import { dataTypeNames, readableName } from "../../text/names";

export type TemplateSource = TemplateCategory | "atoms" | "own";
export type TemplateGroup = "all" | TemplateSource;

export const categories: readonly TemplateCategory[] = [
  "support",
  "sales",
  "scheduling",
  "collections",
  "healthcare",
  "compliance",
  "agentPerformance",
  "experience",
];

export interface OfferedTemplate {
  /** Where it comes from and what it is called: the same identifier may be in both. */
  key: string;
  source: TemplateSource;
  name: string;
  why: string | null;
  example: string | null;
  fields: MetricFields;
  /** The prompt apart at its blanks. */
  pieces: readonly Piece[];
  /** What is kept, of one of the person's own. */
  own: OwnTemplate | null;
}

/** One of the person's own, as it is offered. */
export function offeredOwn(own: OwnTemplate): OfferedTemplate {
  return {
    key: `own/${own.id}`,
    source: "own",
    name: own.text.name,
    why: own.text.whenToUse === "" ? null : own.text.whenToUse,
    example: null,
    fields: own.text.fields,
    pieces: own.pieces,
    own,
  };
}

export function offered(
  library: readonly TemplateView[],
  atoms: readonly TemplateView[],
  own: readonly OwnTemplate[],
): OfferedTemplate[] {
  const of = (template: TemplateView, source: TemplateSource): OfferedTemplate => ({
    key: `${source}/${template.fields.identifier}`,
    source,
    name: readableName(template.fields.identifier),
    why: template.whenToUse,
    example: template.example,
    fields: template.fields,
    pieces: template.pieces,
    own: null,
  });
  return [
    ...library.map((template) => of(template, template.category ?? "atoms")),
    ...atoms.map((template) => of(template, "atoms")),
    ...own.map(offeredOwn),
  ];
}

/** Every word of the search has to occur somewhere in name, purpose, set, prompt, choices or type. */
export function matching(
  templates: readonly OfferedTemplate[],
  search: string,
  type: DataType | null = null,
): OfferedTemplate[] {
  const words = search.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    const { identifier, prompt, choices, dataType } = template.fields;
    if (type !== null && type !== dataType) return false;
    if (words.length === 0) return true;
    const set = template.own?.set ?? "";
    const text = [
      identifier,
      template.name,
      template.why ?? "",
      set,
      prompt,
      ...choices,
      dataTypeNames[dataType],
    ]
      .join(" ")
      .toLocaleLowerCase("en");
    return words.every((word) => text.includes(word));
  });
}

export interface TemplateSection {
  key: string;
  source: TemplateSource;
  /** The set that it is, if it is one of the person's own. */
  set: string | null;
  templates: OfferedTemplate[];
}

/** What is shown, in order. The person's own stand together among the others, and by set when they are alone. */
export function sections(templates: readonly OfferedTemplate[], group: TemplateGroup): TemplateSection[] {
  const order: TemplateSource[] = [...categories, "atoms", "own"];
  const bySource = order
    .filter((source) => group === "all" || group === source)
    .map((source) => ({
      key: source,
      source,
      set: null,
      templates: templates.filter((template) => template.source === source),
    }));
  const shown = group === "own" ? bySource.flatMap(({ templates }) => bySet(templates)) : bySource;
  return shown.filter((section) => section.templates.length > 0);
}

function bySet(templates: readonly OfferedTemplate[]): TemplateSection[] {
  const sets = new Map<string | null, OfferedTemplate[]>([[null, []]]);
  for (const template of templates) {
    const set = template.own?.set ?? null;
    sets.set(set, [...(sets.get(set) ?? []), template]);
  }
  return [...sets].map(([set, templates]) => ({ key: `own/${set ?? ""}`, source: "own", set, templates }));
}

/** The names of the sets there are, in their order. */
export function setNames(own: readonly OwnTemplate[]): string[] {
  return [...new Set(own.map((template) => template.set).filter((set) => set !== null))];
}

/** The blanks of these templates, each once, in order. */
export function blanksOf(templates: readonly Pick<OfferedTemplate, "pieces">[]): string[] {
  const names = templates.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (piece.kind === "blank" ? [piece.name] : [])),
  );
  return [...new Set(names)];
}

/** The fields with the blanks of the prompt filled in. What is filled in is text, whatever it holds. */
export function filledFields(
  template: OfferedTemplate,
  values: Readonly<Record<string, string>>,
): MetricFields {
  if (template.pieces.every((piece) => piece.kind === "text")) return template.fields;
  const prompt = template.pieces
    .map((piece) => (piece.kind === "text" ? piece.text : (values[piece.name] ?? "").trim()))
    .join("");
  return { ...template.fields, prompt };
}

/** A template of a metric, under its name in words until the person gives it another. */
export function textOf(fields: MetricFields): TemplateText {
  return { name: readableName(fields.identifier), whenToUse: "", fields };
}
