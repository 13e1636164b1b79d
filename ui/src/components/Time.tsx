import { useEffect, useState } from "react";
import { exactTime, shortTime } from "../text/time";
import hidden from "./visuallyHidden.module.css";

/** A moment: relative on the same day, with the exact time on hover. */
export function Time({
  at,
  words = shortTime,
  spokenExact = false,
}: {
  at: string;
  /** Another way to say it. */
  words?: (at: Date, now: Date) => string;
  /** A screen reader says the exact time: for lists, where nothing can be hovered from the keyboard. */
  spokenExact?: boolean;
}) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)}>
      {spokenExact ? (
        <>
          <span aria-hidden="true">{words(date, now)}</span>
          <span className={hidden.hidden}>{exactTime(date)}</span>
        </>
      ) : (
        words(date, now)
      )}
    </time>
  );
}
