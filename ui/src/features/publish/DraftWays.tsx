import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { Checkbox } from "../../components/Checkbox";
import { Chip } from "../../components/Chip";
import { guardText, type Way } from "../../text/guard";
import styles from "./DraftWays.module.css";
import type { GuardWork } from "./useGuard";

type Props = { work: GuardWork; usual: Ref<HTMLInputElement | null> };

/** Three answers in order of reach; the widest needs its own tick. */
export function DraftWays({ work, usual }: Props) {
  const { author, draft, only, way } = work;
  const words = guardText.ways;
  const ways = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what belongs to the answer comes into sight with it
  useEffect(() => {
    // A newer Chromium answers with a promise, which is nothing for an effect to return.
    ways.current?.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest" });
  }, [way]);
  /** Before the radio sees it, which would keep it to itself. */
  const onEnter = (event: KeyboardEvent) => {
    const on = event.target;
    if (event.key !== "Enter" || !(on instanceof HTMLInputElement) || on.type !== "radio") return;
    event.preventDefault();
    work.press();
  };
  return (
    <div ref={ways} role="presentation" onKeyDownCapture={onEnter}>
      <RadioGroup
        aria-label={guardText.question}
        value={way}
        onChange={(next) => work.setWay(next as Way)}
        className={styles.ways ?? ""}
      >
        <Card
          way="wait"
          isChosen={way === "wait"}
          label={words.wait.label()}
          note={words.wait.note(work.unpublished)}
          inputRef={usual}
          isUsual
        />
        <Card
          way="add"
          isChosen={way === "add"}
          label={words.add.label(author)}
          note={words.add.note()}
          off={only}
        />
        <Card
          way="everything"
          isChosen={way === "everything"}
          label={words.everything.label()}
          note={words.everything.note(author, draft === null ? 0 : guardText.sections(draft))}
          off={only}
        >
          {draft !== null && only === null && (
            <Checkbox isSelected={work.isRead} isDisabled={way !== "everything"} onChange={work.setRead}>
              {guardText.read(draft)}
            </Checkbox>
          )}
        </Card>
      </RadioGroup>
    </div>
  );
}

type CardProps = {
  way: Way;
  isChosen: boolean;
  label: string;
  note: string;
  /** Why it cannot be chosen. */
  off?: string | null;
  isUsual?: boolean;
  inputRef?: Ref<HTMLInputElement | null>;
  children?: ReactNode;
};

/** The label alone names the answer; what it means describes it. */
function Card({ way, isChosen, label, note, off = null, isUsual = false, inputRef, children }: CardProps) {
  const labelId = useId();
  const noteId = useId();
  return (
    <div className={styles.card} data-chosen={isChosen || undefined}>
      <Radio
        value={way}
        isDisabled={off !== null}
        aria-labelledby={labelId}
        aria-describedby={noteId}
        className={styles.radio ?? ""}
        {...(inputRef ? { inputRef } : {})}
      >
        <span className={styles.dot} />
        <span className={styles.words}>
          <span className={styles.first}>
            <span id={labelId} className={styles.label}>
              {label}
            </span>
            {isUsual && (
              <Chip tone="you" small>
                {guardText.usual}
              </Chip>
            )}
          </span>
          <span id={noteId} className={styles.note}>
            {off === null ? note : `${off.replace(/[.…]$/, "")}.`}
          </span>
        </span>
      </Radio>
      {children && <div className={styles.more}>{children}</div>}
    </div>
  );
}
