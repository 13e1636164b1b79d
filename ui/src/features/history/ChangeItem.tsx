import { ArrowRight } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Chip } from "../../components/Chip";
import { Diff } from "../../components/Diff";
import { Icon } from "../../components/Icon";
import { TypeChip } from "../../components/TypeChip";
import type { Apart, CompareChange, CompareItem, CompareMetric, CompareSide, Span } from "../../host";
import { compareText } from "../../text/compare";
import { readableName } from "../../text/names";
import { allOf, Choices, inOneText, sideOf } from "./ChangeChoices";
import styles from "./ChangeItem.module.css";

export type Layout = "sideBySide" | "oneText";

export type Tick = {
  /** What ticking means; the metric names it where it can only mean one thing. */
  label: string;
  isTicked: boolean;
  onTick: (on: boolean) => void;
  /** Why it cannot be ticked. */
  offReason: string | null;
};

type Props = {
  item: CompareItem;
  left: CompareSide;
  right: CompareSide;
  layout: Layout;
  tick: Tick | null;
  /** The right side is older: what it has more would come back. */
  isBack: boolean;
  onApart: (apart: Apart) => void;
};

/** One metric that differs: what happened in words, then the words themselves. */
export function ChangeItem({ item, left, right, layout, tick, isBack, onApart }: Props) {
  const metric = item.kind === "changed" ? item.change.after : item.metric;
  const rename = item.kind === "changed" ? item.change.rename : null;
  return (
    <div className={styles.item}>
      {tick !== null && (
        <span className={styles.tick}>
          {tick.offReason === null && (
            <Checkbox aria-label={tick.label} isSelected={tick.isTicked} onChange={tick.onTick} />
          )}
        </span>
      )}
      <div className={styles.body}>
        <div className={styles.head}>
          <h3 className={styles.name}>
            {rename !== null && (
              <>
                <del>{readableName(rename.before)}</del>
                <Icon of={ArrowRight} size={14} />
              </>
            )}
            {readableName(metric.identifier)}
          </h3>
          <Chip tone="neutral" small>
            {compareText.item(item, isBack)}
          </Chip>
          <span className={styles.end}>
            {rename !== null && (
              <Button
                variant="ghost"
                size="row"
                aria-label={compareText.notSameFor(rename.before, rename.after)}
                onPress={() => onApart({ before: rename.before, after: rename.after })}
              >
                {compareText.notSame}
              </Button>
            )}
            <TypeChip type={metric.dataType} unknown={metric.unknownType} />
          </span>
        </div>
        {tick !== null && tick.offReason !== null && <p className={styles.quiet}>{tick.offReason}</p>}
        {item.kind !== "changed" ? (
          <Whole item={item} left={left} right={right} layout={layout} />
        ) : layout === "sideBySide" ? (
          <div className={styles.columns}>
            <Side change={item.change} side="left" />
            <Side change={item.change} side="right" />
          </div>
        ) : (
          <OneText change={item.change} />
        )}
        {item.kind === "changed" && item.change.other.length > 0 && (
          <ul className={styles.paths}>
            {item.change.other.map((part) => (
              <li key={part.path}>{compareText.path(part)}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const whole = (text: string, kind: Span["kind"]): Span[] => [{ kind, text }];

/** A metric that only one side has. */
function Whole({
  item,
  left,
  right,
  layout,
}: {
  item: Extract<CompareItem, { metric: CompareMetric }>;
  left: CompareSide;
  right: CompareSide;
  layout: Layout;
}) {
  const { metric, kind } = item;
  const words = (
    <div className={styles.side}>
      <Prompt spans={whole(metric.prompt, kind)} />
      <Choices parts={allOf(metric.choices, kind)} />
    </div>
  );
  if (layout === "oneText") return words;
  const absent = <p className={styles.quiet}>{compareText.notIn(kind === "added" ? left : right)}</p>;
  return (
    <div className={styles.columns}>
      {kind === "added" ? absent : words}
      {kind === "added" ? words : absent}
    </div>
  );
}

function Prompt({ spans }: { spans: readonly Span[] }) {
  if (spans.every((span) => span.text.trim() === ""))
    return <p className={styles.quiet}>{compareText.noPrompt}</p>;
  return <Diff spans={spans} />;
}

function Side({ change, side }: { change: CompareChange; side: "left" | "right" }) {
  const own = side === "left" ? "removed" : "added";
  const metric = side === "left" ? change.before : change.after;
  const spans =
    change.prompt === null
      ? whole(metric.prompt, "same")
      : change.prompt.filter((span) => span.kind === "same" || span.kind === own);
  return (
    <div className={styles.side}>
      <Prompt spans={spans} />
      {change.dataType !== null && <TypeLine kind={own} words={typeOf(change, side)} />}
      <Choices {...sideOf(change, side)} />
      {side === "right" && <Order change={change} />}
    </div>
  );
}

function OneText({ change }: { change: CompareChange }) {
  return (
    <div className={styles.side}>
      <Prompt spans={change.prompt ?? whole(change.after.prompt, "same")} />
      {change.dataType !== null && (
        <>
          <TypeLine kind="removed" words={typeOf(change, "left")} />
          <TypeLine kind="added" words={typeOf(change, "right")} />
        </>
      )}
      <Choices {...inOneText(change)} />
      <Order change={change} />
    </div>
  );
}

const typeOf = (change: CompareChange, side: "left" | "right") =>
  compareText.type(change)[side === "left" ? 0 : 1] ?? "";

function TypeLine({ kind, words }: { kind: "added" | "removed"; words: string }) {
  return (
    <p className={styles.type}>
      {compareText.typeLabel} <Diff spans={whole(words, kind)} inline />
    </p>
  );
}

function Order({ change }: { change: CompareChange }) {
  const moved = change.choices?.moved ?? [];
  if (moved.length === 0) return null;
  return <p className={styles.quiet}>{compareText.otherOrder(change.after.choices)}</p>;
}
