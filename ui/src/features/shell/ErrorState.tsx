import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CloudOff, Gauge, KeyRound, Lock, type LucideIcon, TriangleAlert, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { CopyDetails } from "../../components/CopyDetails";
import { EmptyState } from "../../components/EmptyState";
import { type ErrorCode, readOnlyForNow, toHostError } from "../../host";
import { common } from "../../text/common";
import { keychainText } from "../../text/connect";
import { bannerTitle, errorText, requestLine, waitLine } from "../../text/errors";
import { shellText } from "../../text/shell";
import { clock } from "../../text/time";
import { useShell } from "./shellContext";

const icons: Partial<Record<ErrorCode, LucideIcon>> = {
  offline: WifiOff,
  timedOut: CloudOff,
  cutOff: CloudOff,
  rateLimited: Gauge,
  keyRefused: KeyRound,
  keyGone: KeyRound,
  readingOnly: KeyRound,
  keychainMissing: Lock,
  keychainNotSetUp: Lock,
  keychainLocked: Lock,
  keychainWaiting: Lock,
  keychainRefused: Lock,
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

/** What the shell says of the whole connection is not said again by each page. */
export const saidByShell = (error: unknown) => toHostError(error).code === "readingOnly";

/** The words of a failure; of the key they name whose it is and what is safe. */
function useWords(error: unknown) {
  const shell = useShell();
  const words = errorText(error);
  if (toHostError(error).code !== "keyRefused" || !shell) return words;
  const body = shellText.keyRefused(shell.connection);
  return { ...words, body, bodyWhileWaiting: body };
}

type Props = { error: unknown; onRetry?: () => void; retrying?: boolean };

function NextStep({ error, onRetry, retrying = false, filled }: Props & { filled: boolean }) {
  const shell = useShell();
  const client = useQueryClient();
  const readOn = useMutation({
    mutationFn: readOnlyForNow,
    // Every page asks again and is answered from this computer.
    onSuccess: () => client.invalidateQueries(),
  });
  const { code } = toHostError(error);
  const { next } = errorText(error);
  const first = filled ? "ink" : "secondary";
  const size = filled ? "default" : "row";
  if (next === "enterKey" && shell)
    return (
      <>
        <Button variant={first} size={size} onPress={shell.enterNewKey}>
          {shellText.enterKey}
        </Button>
        {code === "keyRefused" && (
          <Button
            variant={filled ? "secondary" : "ghost"}
            size={size}
            pending={readOn.isPending}
            onPress={() => readOn.mutate()}
          >
            {shellText.readOnly}
          </Button>
        )}
        {readOn.error && <span role="alert">{errorText(readOn.error).title}</span>}
      </>
    );
  const again = onRetry && (
    <Button variant={next === "wait" ? "secondary" : first} size={size} pending={retrying} onPress={onRetry}>
      {common.tryAgain}
    </Button>
  );
  if (!shell) return again || null;
  const second = (label: string, onPress: () => void) => (
    <Button variant={filled ? "secondary" : "ghost"} size={size} onPress={onPress}>
      {label}
    </Button>
  );
  return (
    <>
      {again}
      {isOfKeychain(code) && second(keychainText.session, shell.enterKeyForSession)}
      {/* Another key may be allowed more, and its address is entered with it. */}
      {(code === "forbidden" || code === "noSuchApi") && second(shellText.enterKey, shell.enterNewKey)}
    </>
  );
}

const isOfKeychain = (code: ErrorCode) => code.startsWith("keychain");

/** A failure that leaves nothing else to show. */
export function ErrorState({
  error,
  onRetry,
  retrying = false,
  level = 2,
  body,
}: Props & { level?: 1 | 2; body?: string | undefined }) {
  const words = useWords(error);
  const host = toHostError(error);
  const left = useWait(error, onRetry);
  return (
    <EmptyState
      icon={icons[host.code] ?? TriangleAlert}
      tone={words.severity}
      title={words.title}
      level={level}
      body={left !== null && left > 0 ? `${words.bodyWhileWaiting} ${waitLine(left)}` : (body ?? words.body)}
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
  const words = useWords(error);
  const host = toHostError(error);
  const left = useWait(error, onRetry);
  // The banner stays while one tries again and fails again.
  const [since] = useState(() => clock(new Date()));
  const icon = icons[host.code];
  return (
    <Banner
      tone={words.severity}
      title={bannerTitle(host.code, words.title, onRetry ? since : null)}
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
