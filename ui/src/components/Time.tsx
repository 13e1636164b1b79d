import { useEffect, useState } from "react";
import { exactTime, shortTime } from "../text/time";

/** A moment: relative on the same day, with the exact time on hover. */
export function Time({
  at,
  words = shortTime,
}: {
  at: string;
  /** Another way to say it. */
  words?: (at: Date, now: Date) => string;
}) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)}>
      {words(date, now)}
    </time>
  );
}
