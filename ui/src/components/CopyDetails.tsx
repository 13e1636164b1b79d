import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { common } from "../text/common";
import { errorDetails } from "../text/errors";
import { Button } from "./Button";
import { LiveText } from "./LiveText";
import hidden from "./visuallyHidden.module.css";

/** Puts what support needs on the clipboard, and says so only when it is there. */
export function CopyDetails({ error }: { error: unknown }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  async function copy() {
    try {
      await navigator.clipboard.writeText(errorDetails(error, new Date()));
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  return (
    <>
      <Button variant="ghost" size="row" icon={state === "copied" ? Check : Copy} onPress={() => void copy()}>
        {state === "copied" ? common.copied : common.copyDetails}
      </Button>
      <LiveText className={state === "failed" ? undefined : hidden.hidden}>
        {state === "copied" ? common.copied : state === "failed" ? common.notCopied : ""}
      </LiveText>
    </>
  );
}
