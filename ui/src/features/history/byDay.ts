import type { VersionRow } from "../../host";
import { historyText } from "../../text/history";
import { dayHeading } from "../../text/time";

export type Day = { id: string; heading: string; versions: VersionRow[] };

/** Versions as they come, newest first, under the day they were published. */
export function byDay(versions: readonly VersionRow[], now: Date): Day[] {
  const days: Day[] = [];
  for (const version of versions) {
    const at = version.publishedAt === null ? null : new Date(version.publishedAt);
    const known = at !== null && !Number.isNaN(at.getTime());
    const heading = known ? dayHeading(at, now) : historyText.noDate;
    const last = days[days.length - 1];
    if (last && last.heading === heading) last.versions.push(version);
    // The same heading can come again when dates are out of order, so the first version names the day.
    else days.push({ id: `day:${version.id}`, heading, versions: [version] });
  }
  return days;
}
