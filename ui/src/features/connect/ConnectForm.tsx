import { useMutation } from "@tanstack/react-query";
import { ChevronRight, Lock } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Link } from "../../components/Link";
import { SecretField } from "../../components/SecretField";
import { Spinner } from "../../components/Spinner";
import { TextField } from "../../components/TextField";
import { type ConnectionView, connect, connectForSession, openApiKeysPage, toHostError } from "../../host";
import { connectText, keychainText } from "../../text/connect";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./ConnectForm.module.css";
import { type Complaint, complaintOf } from "./complaint";
import type { Pending } from "./KeychainTroubleCard";

type Props = {
  again: ConnectionView | null;
  forSession: boolean;
  onConnected: () => Promise<void>;
  onPending: (pending: Pending) => void;
};

/**
 * The one way in for a key. It is read from the field when it is sent and the field is cleared: no state,
 * cache or draft of this page ever holds it.
 */
export function ConnectForm({ again, forSession, onConnected, onPending }: Props) {
  const key = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLInputElement>(null);
  const advancedId = useId();
  const [advanced, setAdvanced] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [asking, setAsking] = useState(false);
  const [complaint, setComplaint] = useState<Complaint | null>(null);
  const help = useMutation({ mutationFn: openApiKeysPage });

  useEffect(() => key.current?.focus(), []);

  function complain(next: Complaint) {
    setComplaint(next);
    if (next.field === "address") setAdvanced(true);
    const field = next.field === "address" ? address : key;
    requestAnimationFrame(() => field.current?.focus());
  }

  /** Null once it is connected. */
  async function send(to: string | null, typed: string): Promise<Pending | null> {
    if (forSession) {
      await connectForSession(to, typed);
      return null;
    }
    const outcome = await connect(to, typed);
    return outcome.kind === "connected" ? null : outcome;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (asking || !key.current) return;
    const typedAddress = address.current?.value.trim() ?? "";
    setComplaint(null);
    setAsking(true);
    const sent = send(typedAddress === "" ? null : typedAddress, key.current.value);
    key.current.value = "";
    setAttempt((before) => before + 1);
    try {
      const pending = await sent;
      if (pending === null) await onConnected();
      else onPending(pending);
    } catch (thrown) {
      complain(complaintOf(toHostError(thrown), typedAddress !== ""));
    } finally {
      setAsking(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
      <div>
        <h1 className={styles.title}>{connectText.heading}</h1>
        <p className={styles.lead}>
          {again ? connectText.again(again, forSession) : connectText.need}{" "}
          <Link onPress={() => help.mutate()}>{connectText.where}</Link>
        </p>
        {help.error && <p className={styles.complaint}>{connectText.openFailed}</p>}
      </div>

      <SecretField
        // A new attempt begins hidden again.
        key={attempt}
        label={connectText.keyLabel}
        showLabel={connectText.showKey}
        hideLabel={connectText.hideKey}
        inputRef={key}
        error={complaint?.field === "key" && complaint.words}
        hint={asking && <Asking />}
      />

      <div className={styles.advanced}>
        <button
          type="button"
          className={styles.disclosure}
          aria-expanded={advanced}
          aria-controls={advancedId}
          onClick={() => setAdvanced(!advanced)}
        >
          <Icon of={ChevronRight} size={14} />
          {connectText.advanced}
        </button>
        <div id={advancedId} hidden={!advanced}>
          <TextField
            label={connectText.addressLabel}
            name="address"
            inputMode="url"
            autoComplete="off"
            spellCheck="false"
            size="dialog"
            inputRef={address}
            counter={connectText.addressNote}
            defaultValue={again?.address ?? ""}
            placeholder={connectText.addressDefault}
            error={complaint?.field === "address" && complaint.words}
          />
        </div>
      </div>

      {complaint?.field === null && <ErrorBanner error={complaint.error} body={complaint.words} />}

      <p className={styles.note}>
        <Icon of={Lock} size={14} />
        {forSession ? keychainText.sessionNote : connectText.keychainNote}
      </p>
      <Button variant="ink" size="form" type="submit" pending={asking} fullWidth>
        {connectText.connect}
      </Button>
    </form>
  );
}

function Asking() {
  return (
    <span className={styles.asking}>
      <Spinner size={12} />
      {connectText.asking}
    </span>
  );
}
