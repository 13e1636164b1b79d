import type { DataType, Field, Finding, MetricFinding, MetricRow, Severity, TextSpan } from "../../host";

const weight: Record<Severity, number> = { refused: 0, danger: 1, warning: 2, info: 3 };

export function byWeight(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => weight[a.severity] - weight[b.severity]);
}

export function isGrave(finding: Finding): boolean {
  return finding.severity === "refused" || finding.severity === "danger";
}

/** More than a note. */
export function isLoud(finding: Finding): boolean {
  return finding.severity !== "info";
}

/** A repair that changes what exports and webhooks receive of a live metric: the panel asks about it. */
export function asksFirst(row: MetricRow, { fix }: Finding): boolean {
  const changing = new Set(["useIdentifier", "useType", "useChoices"]);
  return row.change !== "new" && (fix?.steps.some((step) => changing.has(step.kind)) ?? false);
}

/** Where the message about a finding stands. An answer that is no choice is mended at the choices. */
export function placeOf(finding: Finding, dataType: DataType | null): Field {
  const aboutChoices = finding.what.code === "answerNotAChoice" || finding.what.code === "noWayOut";
  if (aboutChoices && dataType === "enum") return "choices";
  return finding.field ?? "prompt";
}

/** Tells two findings of one metric apart, also after a check of newer text. */
export function findingKey(finding: Finding): string {
  return `${finding.rule}/${JSON.stringify(finding.what)}/${finding.span?.start ?? ""}`;
}

/**
 * Where words of `before` stand in `after`, if nothing was typed inside them: a check is always a little older than
 * the text, and marks that wait for the next one would stand under the wrong words.
 */
export function moved(span: TextSpan, before: string, after: string): TextSpan | null {
  if (before === after) return span;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  if (span.end <= head) return span;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (span.start < before.length - tail) return null;
  const shift = after.length - before.length;
  return { start: span.start + shift, end: span.end + shift };
}

export function findingsByMetric(findings: readonly MetricFinding[]): ReadonlyMap<string, Finding[]> {
  const grouped = new Map<string, Finding[]>();
  for (const { metric, finding } of findings) {
    if (metric !== null) grouped.set(metric, [...(grouped.get(metric) ?? []), finding]);
  }
  return grouped;
}

/** One of them is mended by "Fix all safe ones". */
export function hasSafe(findings: readonly Finding[]): boolean {
  return findings.some(({ fix }) => fix?.safe === true);
}

/** Findings that "Fix all safe ones" mends. */
export function safeCount(findings: readonly MetricFinding[]): number {
  return findings.filter(({ finding }) => finding.fix?.safe === true).length;
}
