const locale = "en-GB";

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

function daysBefore(date: Date, days: number): Date {
  const earlier = new Date(date);
  earlier.setDate(earlier.getDate() - days);
  return earlier;
}

export function clock(at: Date): string {
  return at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

function dayAndMonth(at: Date, now: Date): string {
  return at.toLocaleDateString(locale, {
    day: "numeric",
    month: "long",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
}

const weekday = (at: Date) => at.toLocaleDateString(locale, { weekday: "long" });

/** When something was read that may be old: the clock on the same day, the day as well before that. */
export function asOf(at: Date, now: Date): string {
  return sameDay(at, now) ? clock(at) : shortTime(at, now);
}

/** Relative on the same day; yesterday and weekdays within a week; the date after that. */
export function shortTime(at: Date, now: Date): string {
  if (Number.isNaN(at.getTime())) return "";
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (sameDay(at, now)) {
    // A page that was drawn before the read has a clock a moment behind.
    if (seconds < -60) return clock(at);
    if (seconds < 60) return "just now";
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
    const hours = Math.floor(minutes / 60);
    return hours === 1 ? "1 hour ago" : `${hours} hours ago`;
  }
  if (sameDay(at, daysBefore(now, 1))) return `Yesterday, ${clock(at)}`;
  if (at > daysBefore(now, 7) && at < now) return `${weekday(at)}, ${clock(at)}`;
  return dayAndMonth(at, now);
}

/** The exact time, with the zone it is told in. */
export function exactTime(at: Date): string {
  if (Number.isNaN(at.getTime())) return "";
  return at.toLocaleString(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

/** The same where there is little room: "10 Nov 2026, 15:30 GMT+1". */
export function exactShort(at: Date): string {
  if (Number.isNaN(at.getTime())) return "";
  return at.toLocaleString(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

/** Under the heading of its day: relative today, the clock before that. */
export function timeInDay(at: Date, now: Date): string {
  return sameDay(at, now) ? shortTime(at, now) : clock(at);
}

/** "Tuesday 10 November at 15:30". */
export function spokenTime(at: Date, now: Date): string {
  if (Number.isNaN(at.getTime())) return "";
  if (sameDay(at, now)) return `today at ${clock(at)}`;
  return `${weekday(at)} ${dayAndMonth(at, now)} at ${clock(at)}`;
}

/** Heading of a day in a list: "Today", "Yesterday, 19 November", "Monday 16 November". */
export function dayHeading(at: Date, now: Date): string {
  if (sameDay(at, now)) return "Today";
  if (sameDay(at, daysBefore(now, 1))) return `Yesterday, ${dayAndMonth(at, now)}`;
  return `${weekday(at)} ${dayAndMonth(at, now)}`;
}

/** "today at 09:51, 34 minutes ago"; "on Tuesday 10 November at 15:30" before that. */
export function spokenAgo(at: Date, now: Date): string {
  const ago = shortTime(at, now);
  if (ago.endsWith(" ago")) return `${spokenTime(at, now)}, ${ago}`;
  return sameDay(at, now) ? spokenTime(at, now) : `on ${spokenTime(at, now)}`;
}

/** "today", "Tuesday 10 November". */
export function spokenDay(at: Date, now: Date): string {
  if (sameDay(at, now)) return "today";
  return `${weekday(at)} ${dayAndMonth(at, now)}`;
}
