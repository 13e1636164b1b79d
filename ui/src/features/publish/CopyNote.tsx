import { Check, MessageSquare } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import { common } from "../../text/common";
import { guardText } from "../../text/guard";
import styles from "./CopyNote.module.css";

type Props = { author: string | null; note: string };

/** A few plain lines for the colleague whose draft it is, to paste into whatever the two write to each other with. */
export function CopyNote({ author, note }: Props) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  async function copy() {
    try {
      await navigator.clipboard.writeText(note);
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  return (
    <div className={styles.note}>
      <Button
        variant="ghost"
        size="dialog"
        icon={state === "copied" ? Check : MessageSquare}
        onPress={() => void copy()}
      >
        {guardText.note.copy(author)}
      </Button>
      <LiveText className={styles.said}>
        {state === "copied" ? guardText.note.copied : state === "failed" && common.notCopied}
      </LiveText>
    </div>
  );
}
