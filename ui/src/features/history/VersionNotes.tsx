import { Pencil, StickyNote } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { LiveText } from "../../components/LiveText";
import { TextArea } from "../../components/TextArea";
import { keepNote, type VersionRow } from "../../host";
import { timelineText } from "../../text/timeline";
import { ErrorBanner } from "../shell/ErrorState";
import { EditLabel } from "./EditLabel";
import { useShowRow, useVersionLabels } from "./labelQueries";
import { useKeptBehind } from "./useKeptBehind";
import styles from "./VersionNotes.module.css";

type Props = { agentId: string; row: VersionRow };

/** What the person adds to a version: another label where Atoms takes one, else a note of their own. */
export function VersionNotes({ agentId, row }: Props) {
  return <OfOne key={`${agentId} ${row.id}`} agentId={agentId} row={row} />;
}

function OfOne({ agentId, row }: Props) {
  const query = useVersionLabels(agentId, row.id);
  const [isEditing, setEditing] = useState(false);
  // A note that is emptied stays to be typed into.
  const [hadNote] = useState(row.note !== null);
  // What was typed for a label that Atoms does not take: the note has it now.
  const [taken, setTaken] = useState<{ note: string | null } | null>(null);
  const view = query.data;
  if (query.error && !view)
    return (
      <ErrorBanner error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    );
  if (!view) return null;
  return (
    <div className={styles.notes}>
      {view.onAtoms && (
        <div className={styles.line}>
          <Button variant="secondary" size="row" icon={Pencil} onPress={() => setEditing(true)}>
            {timelineText.labels.edit}
          </Button>
          {view.typed && (
            <Chip tone="you" dot small>
              {timelineText.labels.typed}
            </Chip>
          )}
        </div>
      )}
      {(!view.onAtoms || hadNote) && (
        <Note
          key={taken === null ? "own" : "taken"}
          agentId={agentId}
          version={row.id}
          note={taken === null ? row.note : taken.note}
        />
      )}
      <LiveText className={styles.said}>{taken !== null && timelineText.labels.inNote}</LiveText>
      <EditLabel
        agentId={agentId}
        row={row}
        typed={view.typed}
        isOpen={isEditing}
        onClose={() => setEditing(false)}
        onInNote={(note) => setTaken({ note })}
      />
    </div>
  );
}

/** Kept as it is typed: there is nothing to save. */
function Note({ agentId, version, note }: { agentId: string; version: string; note: string | null }) {
  const [text, setText] = useState(note ?? "");
  const [isOpen, setOpen] = useState(note !== null);
  const field = useRef<HTMLTextAreaElement>(null);
  const show = useShowRow(agentId);
  const kept = useKeptBehind(async (note: string) => {
    await keepNote(agentId, version, note);
    show(version, (row) => ({ ...row, note: note.trim() === "" ? null : note }));
  });
  if (!isOpen)
    return (
      <div className={styles.line}>
        <Button
          variant="secondary"
          size="row"
          icon={StickyNote}
          onPress={() => {
            setOpen(true);
            // The button goes with it.
            requestAnimationFrame(() => field.current?.focus());
          }}
        >
          {timelineText.note.add}
        </Button>
      </div>
    );
  return (
    <div className={styles.note}>
      <TextArea
        label={timelineText.note.label}
        hint={timelineText.note.hint}
        rows={1}
        inputRef={field}
        value={text}
        onChange={(next) => {
          setText(next);
          kept.changed(next);
        }}
        onBlur={() => void kept.flush()}
      />
      {kept.trouble && <ErrorBanner error={kept.trouble} onRetry={() => kept.changed(text)} />}
    </div>
  );
}
