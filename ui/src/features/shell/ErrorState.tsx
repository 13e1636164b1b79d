import { CloudOff, Gauge, KeyRound, type LucideIcon, TriangleAlert, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { CopyDetails } from "../../components/CopyDetails";
import { EmptyState } from "../../components/EmptyState";
import { type ErrorCode, toHostError } from "../../host";
import { common } from "../../text/common";
import { errorText, requestLine, waitLine } from "../../text/errors";
import { shellText } from "../../text/shell";
import { useShell } from "./shellContext";

const icons: Partial<Record<ErrorCode, LucideIcon>> = {
  offline: WifiOff,
  timedOut: CloudOff,
  cutOff: CloudOff,
  rateLimited: Gauge,
  keyRefused: KeyRound,
  keyGone: KeyRound,
};

/** Counts down while Atoms asks for a pause, then tries once more by itself. */
function useWait(error: unknown, onRetry: (() => void) | undefined): number | null {
  const { next } = errorText(error);
  const pause = next === "wait" && onRetry ? toHostError(error).retryAfterSecs : null;
  const [left, setLeft] = useState(pause);
  useEffect(() => setLeft(pause), [pause]);
  useEffect(() => {
    if (left === null) return;
    if (left <= 0) {
      onRetry?.();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, onRetry]);
  return left;
}

type Props = { error: unknown; onRetry?: () => void; retrying?: boolean };

function NextStep({ error, onRetry, retrying = false, filled }: Props & { filled: boolean }) {
  const shell = useShell();
  const { next } = errorText(error);
  const size = filled ? "default" : "row";
  if (next === "enterKey" && shell)
    return (
      <Button variant={filled ? "ink" : "secondary"} size={size} onPress={shell.enterNewKey}>
        {shellText.enterKey}
      </Button>
    );
  if ((next === "tryAgain" || next === "wait") && onRetry)
    return (
      <Button variant={filled ? "ink" : "secondary"} size={size} pending={retrying} onPress={onRetry}>
        {common.tryAgain}
      </Button>
    );
  return null;
}

/** A failure that leaves nothing else to show. */
export function ErrorState({ error, onRetry, retrying = false, level = 2 }: Props & { level?: 1 | 2 }) {
  const words = errorText(error);
  const host = toHostError(error);
  const left = useWait(error, onRetry);
  return (
    <EmptyState
      icon={icons[host.code] ?? TriangleAlert}
      tone={words.severity}
      title={words.title}
      level={level}
      body={left !== null && left > 0 ? `${words.bodyWhileWaiting} ${waitLine(left)}` : words.body}
      actions={<NextStep error={error} {...(onRetry ? { onRetry } : {})} retrying={retrying} filled />}
      details={
        <>
          {host.requestId && <span>{requestLine(host.requestId)}</span>}
          <CopyDetails error={error} />
        </>
      }
    />
  );
}

/** A failure beside things that are still there and still usable. */
export function ErrorBanner({
  error,
  onRetry,
  retrying = false,
  onDismiss,
  body,
}: Props & { onDismiss?: () => void; body?: string | undefined }) {
  const words = errorText(error);
  const host = toHostError(error);
  const left = useWait(error, onRetry);
  const icon = icons[host.code];
  return (
    <Banner
      tone={words.severity}
      title={`${words.title}.`}
      {...(icon ? { icon } : {})}
      onDismiss={onDismiss}
      actions={
        <>
          <NextStep error={error} {...(onRetry ? { onRetry } : {})} retrying={retrying} filled={false} />
          <CopyDetails error={error} />
        </>
      }
    >
      {left !== null && left > 0 ? `${words.bodyWhileWaiting} ${waitLine(left)}` : (body ?? words.body)}
    </Banner>
  );
}
