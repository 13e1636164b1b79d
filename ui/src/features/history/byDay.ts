import type { VersionRow } from "../../host";
import { historyText } from "../../text/history";
import { dayHeading } from "../../text/time";

export type Day = { id: string; heading: string; versions: VersionRow[] };

/**
 * Versions as they come, newest first, under the day they were published. Days of `before` that look the same are kept, so
 * that the list draws nothing of them anew.
 */
export function byDay(versions: readonly VersionRow[], now: Date, before: readonly Day[] = []): Day[] {
  const days: Day[] = [];
  // Words for a date are dear, and thousands of versions share a few days.
  const headings = new Map<string, string>();
  const headingOf = (at: Date) => {
    const day = at.toDateString();
    const heading = headings.get(day) ?? dayHeading(at, now);
    headings.set(day, heading);
    return heading;
  };
  for (const version of versions) {
    const at = version.publishedAt === null ? null : new Date(version.publishedAt);
    const known = at !== null && !Number.isNaN(at.getTime());
    const heading = known ? headingOf(at) : historyText.noDate;
    const last = days[days.length - 1];
    if (last && last.heading === heading) last.versions.push(version);
    // The same heading can come again when dates are out of order, so the first version names the day.
    else days.push({ id: `day:${version.id}`, heading, versions: [version] });
  }
  const known = new Map(before.map((day) => [day.id, day]));
  return days.map((day) => {
    const shown = known.get(day.id);
    return shown !== undefined && looksTheSame(shown, day) ? shown : day;
  });
}

function looksTheSame(shown: Day, now: Day): boolean {
  return (
    shown.heading === now.heading &&
    shown.versions.length === now.versions.length &&
    shown.versions.every((row, place) => hasSameLook(row, now.versions[place]))
  );
}

/** Of a note the list shows only that there is one. */
function hasSameLook(shown: VersionRow, now: VersionRow | undefined): boolean {
  if (now === undefined || shown === now) return shown === now;
  const [{ note, ...one }, { note: other, ...two }] = [shown, now];
  return (note === null) === (other === null) && haveSameMembers(one, two);
}

function haveSameMembers<T extends object>(one: T, two: T): boolean {
  return (Object.keys(two) as (keyof T)[]).every((member) => Object.is(one[member], two[member]));
}
