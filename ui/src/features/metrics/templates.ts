import type { MetricFields, TemplateCategory, TemplateView } from "../../host";
import { dataTypeNames, readableName } from "../../text/names";

export type TemplateGroup = "all" | "atoms" | TemplateCategory;

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
  source: TemplateCategory | "atoms";
  name: string;
  why: string | null;
  fields: MetricFields;
}

export function offered(library: readonly TemplateView[], atoms: readonly TemplateView[]): OfferedTemplate[] {
  const of = (template: TemplateView, source: OfferedTemplate["source"]): OfferedTemplate => ({
    key: `${source}/${template.fields.identifier}`,
    source,
    name: readableName(template.fields.identifier),
    why: template.whenToUse,
    fields: template.fields,
  });
  return [
    ...library.map((template) => of(template, template.category ?? "atoms")),
    ...atoms.map((template) => of(template, "atoms")),
  ];
}

/** Every word of the search has to occur somewhere in name, purpose, prompt, choices or type. */
export function matching(templates: readonly OfferedTemplate[], search: string): OfferedTemplate[] {
  const words = search.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...templates];
  return templates.filter((template) => {
    const { identifier, prompt, choices, dataType } = template.fields;
    const text = [identifier, template.name, template.why ?? "", prompt, ...choices, dataTypeNames[dataType]]
      .join(" ")
      .toLocaleLowerCase("en");
    return words.every((word) => text.includes(word));
  });
}

export interface TemplateSection {
  source: OfferedTemplate["source"];
  templates: OfferedTemplate[];
}

export function sections(templates: readonly OfferedTemplate[], group: TemplateGroup): TemplateSection[] {
  const order: OfferedTemplate["source"][] = [...categories, "atoms"];
  return order
    .filter((source) => group === "all" || group === source)
    .map((source) => ({ source, templates: templates.filter((template) => template.source === source) }))
    .filter((section) => section.templates.length > 0);
}
