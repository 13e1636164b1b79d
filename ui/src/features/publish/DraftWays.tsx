import type { ReactNode, Ref } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Chip } from "../../components/Chip";
import { guardText, type Way } from "../../text/guard";
import styles from "./DraftWays.module.css";
import type { GuardWork } from "./useGuard";

type Props = { work: GuardWork; usual: Ref<HTMLButtonElement> };

/** Three answers in order of reach, the safest one first; the widest needs its own tick. */
export function DraftWays({ work, usual }: Props) {
  const { author, draft, only } = work;
  const words = guardText.ways;
  return (
    <section className={styles.ways} aria-label={guardText.question}>
      <Card work={work} way="wait" label={words.wait.label()} buttonRef={usual}>
        <span>
          {words.wait.note(work.unpublished)}{" "}
          <Chip tone="you" small>
            {guardText.usual}
          </Chip>
        </span>
      </Card>
      <Card work={work} way="add" label={words.add.label(author)} name={words.add.name(author)}>
        <span>{only === null ? words.add.note() : guardText.off(only)}</span>
      </Card>
      <Card work={work} way="everything" label={words.everything.label()}>
        <span>
          {only === null
            ? words.everything.note(author, draft === null ? 0 : guardText.sections(draft))
            : guardText.off(only)}
        </span>
        {draft !== null && only === null && (
          <Checkbox isSelected={work.isRead} onChange={work.setRead}>
            {guardText.read(draft)}
          </Checkbox>
        )}
      </Card>
    </section>
  );
}

type CardProps = {
  work: GuardWork;
  way: Way;
  label: string;
  /** What it is called where only a plain keyboard writes. */
  name?: string;
  buttonRef?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

/** What an answer means, and the button that gives it. */
function Card({ work, way, label, name, buttonRef, children }: CardProps) {
  const variant = { wait: "ink", add: "secondary", everything: "publish" } as const;
  return (
    <div className={styles.card}>
      <div className={styles.words}>{children}</div>
      <Button
        variant={variant[way]}
        size="dialog"
        pending={work.pending === way}
        disabledReason={work.blocked(way)}
        onPress={() => work.press(way)}
        {...(name ? { "aria-label": name } : {})}
        {...(buttonRef ? { ref: buttonRef } : {})}
      >
        {label}
      </Button>
    </div>
  );
}
