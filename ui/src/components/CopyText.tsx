import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { common } from "../text/common";
import { Button } from "./Button";
import { StatusLine } from "./StatusLine";

type Props = {
  text: string;
  label: string;
  /** What is said once it is on the clipboard, until it is dismissed. */
  said: string;
};

/** Puts a text on the clipboard, and says so only when it is there. */
export function CopyText({ text, label, said }: Props) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  return (
    <>
      <Button
        variant="secondary"
        size="row"
        icon={state === "copied" ? Check : Copy}
        onPress={() => void copy()}
      >
        {label}
      </Button>
      <StatusLine onDismiss={() => setState("idle")}>
        {state === "copied" ? said : state === "failed" && common.notCopied}
      </StatusLine>
    </>
  );
}
