import type { TemplateText } from "../../host";

/** The form of a template that is changed, as typed. */
export interface TypedTemplate {
  text: TemplateText;
  set: string;
  choiceText: string;
}

/** What was typed over what is offered for a new template; the metric itself is read anew each time. */
export type TypedNew = Partial<Pick<TemplateText, "name" | "whenToUse"> & { set: string }>;

/** By template. */
export const typedTemplates = new Map<string, TypedTemplate>();

/** By the metrics, or the card, that become templates. */
export const typedNew = new Map<string, TypedNew>();

/** New names of sets, by the name they have. */
export const typedSetNames = new Map<string, string>();
