import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import {
  editVersionLabels,
  keepVersionLabels,
  type LabelsOutcome,
  type LabelsView,
  type TypedLabels,
  type VersionLabels,
  type VersionRow,
} from "../../host";
import { common } from "../../text/common";
import { publishText } from "../../text/publish";
import { shellText } from "../../text/shell";
import { timelineText } from "../../text/timeline";
import { DESCRIPTION_LIMIT } from "../publish/description";
import { LABEL_ADVICE, LABEL_LIMIT } from "../publish/LabelFields";
import { ErrorBanner } from "../shell/ErrorState";
import { useShell } from "../shell/shellContext";
import { labelsKey, useShowRow } from "./labelQueries";
import { useKeptBehind } from "./useKeptBehind";
import styles from "./VersionNotes.module.css";

const words = timelineText.labels;

type Props = {
  agentId: string;
  row: VersionRow;
  /** Kept from an earlier time, and not saved. */
  typed: TypedLabels | null;
  isOpen: boolean;
  onClose: () => void;
  /** What was typed is in the note, which is this one now. */
  onInNote: (note: string | null) => void;
};

const shown = (row: VersionRow): VersionLabels => ({
  label: row.label ?? "",
  description: row.description ?? "",
  isPinned: row.isPinned,
});

const same = (a: VersionLabels, b: VersionLabels) =>
  a.label === b.label && a.description === b.description && a.isPinned === b.isPinned;

/** What one changed, on top of what the version is called now. */
function rebased({ seen, labels }: TypedLabels, now: VersionLabels): VersionLabels {
  return {
    label: labels.label === seen.label ? now.label : labels.label,
    description: labels.description === seen.description ? now.description : labels.description,
    isPinned: labels.isPinned === seen.isPinned ? now.isPinned : labels.isPinned,
  };
}

/** Label, description and pin of a version on Atoms. What is typed is kept until it is saved or put back. */
export function EditLabel({ agentId, row, typed: before, isOpen, onClose, onInNote }: Props) {
  const client = useQueryClient();
  const showRow = useShowRow(agentId);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  // None while nothing is typed: then it follows what the version is called.
  const [typed, setTyped] = useState(before);
  const seen = typed?.seen ?? shown(row);
  const labels = typed?.labels ?? seen;
  const [outcome, setOutcome] = useState<LabelsOutcome["kind"] | null>(null);
  const key = labelsKey(agentId, row.id);
  const kept = useKeptBehind(async (typed: TypedLabels | null) => {
    await keepVersionLabels(agentId, row.id, typed);
    client.setQueryData<LabelsView>(key, (view) => view && { ...view, typed });
  });
  const put = (next: TypedLabels | null) => {
    const typed = next === null || same(next.labels, next.seen) ? null : next;
    setTyped(typed);
    kept.changed(typed);
  };
  const change = (part: Partial<VersionLabels>) => put({ seen, labels: { ...labels, ...part } });

  const save = useMutation({
    mutationFn: async () => {
      // Whatever comes of it, what was typed is on the disk before it is sent.
      await kept.flush();
      return await editVersionLabels(agentId, row.id, seen, labels);
    },
    onSuccess: (outcome) => {
      showRow(row.id, () => outcome.version);
      setOutcome(outcome.kind);
      if (outcome.kind === "notTaken") return;
      if (outcome.kind === "moved") {
        const now = shown(outcome.version);
        put({ seen: now, labels: rebased({ seen, labels }, now) });
        return;
      }
      setTyped(null);
      client.setQueryData<LabelsView>(key, { onAtoms: outcome.kind === "saved", typed: null });
      if (outcome.kind === "inNote") onInNote(outcome.version.note);
      onClose();
    },
  });

  const close = () => {
    void kept.flush();
    onClose();
  };
  const length = [...labels.label].length;
  const isLong = length > LABEL_ADVICE;
  const labelError = length > LABEL_LIMIT ? publishText.labelTooLong : undefined;
  const descriptionError =
    [...labels.description].length > DESCRIPTION_LIMIT ? words.descriptionTooLong : undefined;
  const off = readingOnly
    ? shellText.reading.refresh
    : (labelError ?? descriptionError ?? (typed ? null : words.unchanged));

  return (
    <Dialog
      title={words.title(row.number)}
      isOpen={isOpen}
      onClose={close}
      initialFocus={field}
      onClosed={() => {
        save.reset();
        setOutcome(null);
      }}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={close}>
            {common.cancel}
          </Button>
          <Button
            variant="ink"
            size="dialog"
            type="submit"
            form={form}
            pending={save.isPending}
            disabledReason={off}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (off === null && !save.isPending) save.mutate();
        }}
      >
        {typed && (
          <div className={styles.kept}>
            <span>{words.notSaved}</span>
            <Button variant="ghost" size="row" onPress={() => put(null)}>
              {words.putBack}
            </Button>
          </div>
        )}
        <TextField
          label={publishText.label}
          size="dialog"
          value={labels.label}
          onChange={(label) => change({ label })}
          onBlur={() => void kept.flush()}
          counter={
            <span className={isLong ? styles.long : undefined}>
              {publishText.labelCount(length, isLong ? LABEL_LIMIT : LABEL_ADVICE)}
            </span>
          }
          hint={isLong && <span className={styles.long}>{publishText.labelLong}</span>}
          error={labelError}
          inputRef={field}
          isReadOnly={save.isPending}
          autoComplete="off"
        />
        <TextArea
          label={publishText.description}
          rows={2}
          value={labels.description}
          onChange={(description) => change({ description })}
          onBlur={() => void kept.flush()}
          error={descriptionError}
          isReadOnly={save.isPending}
        />
        <Checkbox
          isReadOnly={save.isPending}
          isSelected={labels.isPinned}
          onChange={(isPinned) => change({ isPinned })}
        >
          {words.pinned}
        </Checkbox>
        {outcome === "moved" && (
          <Banner tone="warn" title={words.movedTitle}>
            {words.moved(seen.label)}
          </Banner>
        )}
        {outcome === "notTaken" && (
          <Banner tone="error" title={words.notTakenTitle}>
            {words.notTaken}
          </Banner>
        )}
        {save.error && <ErrorBanner error={save.error} />}
        {kept.trouble && <ErrorBanner error={kept.trouble} />}
      </form>
    </Dialog>
  );
}
