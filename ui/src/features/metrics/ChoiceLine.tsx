import { useLayoutEffect, useRef, useState } from "react";
import { ChoiceChip } from "../../components/ChoiceChip";
import { metricsText } from "../../text/metrics";
import styles from "./ChoiceLine.module.css";

/** Room that "12 more" takes. */
const REST = 56;
const GAP = 4;

/** As many whole choices as one line holds, then "n more". All of them are there for screen readers. */
export function ChoiceLine({ choices, added }: { choices: readonly string[]; added: readonly string[] }) {
  const line = useRef<HTMLSpanElement | null>(null);
  const [fits, setFits] = useState(choices.length);

  useLayoutEffect(() => {
    const element = line.current;
    if (element === null) return;
    const measure = () => {
      const chips = [...element.querySelectorAll<HTMLElement>("[data-chip]")];
      const room = element.clientWidth;
      let used = 0;
      let count = 0;
      for (const index of choices.keys()) {
        const chip = chips[index];
        if (chip === undefined) break;
        const width = chip.offsetWidth + (index > 0 ? GAP : 0);
        const rest = index === chips.length - 1 ? 0 : REST + GAP;
        if (used + width + rest > room && count > 0) break;
        used += width;
        count += 1;
      }
      setFits(chips.length === 0 ? 0 : Math.max(1, count));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    return () => watcher.disconnect();
  }, [choices]);

  const isNew = new Set(added);
  const hidden = choices.length - fits;
  return (
    <span ref={line} className={styles.line}>
      {choices.map((choice, index) => (
        // Two equal choices are possible until they are repaired, so the place is part of the key.
        // biome-ignore lint/suspicious/noArrayIndexKey: chips hold no state
        <span key={`${index}/${choice}`} data-chip className={index < fits ? styles.chip : styles.over}>
          <ChoiceChip kind={isNew.has(choice) ? "added" : "same"}>{choice}</ChoiceChip>
        </span>
      ))}
      {hidden > 0 && (
        <span className={styles.more} title={choices.slice(fits).join(", ")} aria-hidden="true">
          {metricsText.moreChoices(hidden)}
        </span>
      )}
    </span>
  );
}
