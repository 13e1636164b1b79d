import { ListChecks } from "lucide-react";
import { Diff } from "../../components/Diff";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import type { OpenDraftView } from "../../host";
import { guardText } from "../../text/guard";
import { mergeText } from "../../text/merge";
import { placeName } from "../../text/names";
import styles from "./DraftContents.module.css";
import { excerpt } from "./excerpt";
import { ReviewChange } from "./ReviewChange";
import { SectionChanges } from "./SectionChanges";

type Props = { draft: OpenDraftView | null; author: string | null; isReading: boolean };

/** The words that would go live, section by section; it scrolls by itself when there are many. */
export function DraftContents({ draft, author, isReading }: Props) {
  if (draft === null)
    return isReading ? (
      <div>
        <p className={styles.reading} aria-hidden="true">
          {guardText.reading(author)}
        </p>
        <Skeleton rows={2} height={56} label={guardText.reading(author)} />
      </div>
    ) : null;
  return (
    <section className={styles.contents} aria-label={guardText.what(author)}>
      <div className={styles.head}>
        <h3 className={styles.title}>{guardText.what(author)}</h3>
        <span className={styles.summary}>{guardText.summary(draft)}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard has to reach it */}
      <section className={styles.scroll} aria-label={guardText.changes} tabIndex={0}>
        {draft.sections
          .filter(({ section }) => section !== ANALYTICS)
          .map((section) => (
            <SectionChanges key={section.section} section={section} />
          ))}
        <Metrics draft={draft} author={author} />
      </section>
    </section>
  );
}

/** The section of Atoms that the metrics are in. */
const ANALYTICS = "analytics";

function Metrics({ draft, author }: { draft: OpenDraftView; author: string | null }) {
  const others = mergeText.others(draft.metricCounts);
  const beside = draft.sections.find(({ section }) => section === ANALYTICS)?.changes ?? [];
  const said = !draft.readable
    ? `${guardText.hidden}.`
    : draft.metricCounts.total === 0 && beside.length === 0
      ? guardText.untouched(author)
      : null;
  return (
    <div className={styles.section}>
      <h4 className={styles.name}>
        <Icon of={ListChecks} size={14} />
        {guardText.metrics}
        {said !== null && <span className={styles.said}>{said}</span>}
      </h4>
      {draft.metrics.map((item) => (
        <ReviewChange key={`${item.kind}/${item.identifier}`} item={item} next={null} />
      ))}
      {others !== "" && <p>{others}</p>}
      {beside.map(({ path, words }) => (
        <div key={path}>
          <p className={styles.place}>{placeName(path)}</p>
          <Diff spans={excerpt(words)} />
        </div>
      ))}
    </div>
  );
}
