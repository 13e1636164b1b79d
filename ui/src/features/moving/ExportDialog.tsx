import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RadioGroup } from "../../components/RadioGroup";
import { type AgentView, exportMetrics, type FileFormat } from "../../host";
import { common } from "../../text/common";
import { exportText } from "../../text/moving";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./Moving.module.css";
import { SavedLine } from "./SavedLine";

type Props = {
  agent: AgentView;
  /** Ids of the selected metrics; empty for none. */
  chosen: readonly string[];
  isOpen: boolean;
  onClose: () => void;
};

const formats: readonly FileFormat[] = ["csv", "json"];

/** Writes metrics of the working copy to a file. */
export function ExportDialog(props: Props) {
  return <ExportForm key={String(props.isOpen)} {...props} />;
}

function ExportForm({ agent, chosen, isOpen, onClose }: Props) {
  const standing = agent.metrics.filter((row) => row.change !== "removed");
  const selected = standing.filter((row) => chosen.includes(row.id)).map((row) => row.id);
  const [format, setFormat] = useState<FileFormat>("csv");
  const [which, setWhich] = useState<"all" | "chosen">(selected.length > 0 ? "chosen" : "all");
  const save = useMutation({
    mutationFn: () =>
      exportMetrics(agent.id, which === "chosen" ? selected : null, format, exportText.dialog(format)),
  });
  const saved = save.data ?? null;
  return (
    <Dialog
      title={exportText.title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          {saved === null && (
            <Button variant="secondary" size="dialog" onPress={onClose}>
              {common.cancel}
            </Button>
          )}
          <Button
            variant={saved === null ? "ink" : "secondary"}
            size="dialog"
            pending={save.isPending}
            onPress={() => save.mutate()}
          >
            {exportText.choose}
          </Button>
          {/* Once a file is written, what is left to do is to leave. */}
          {saved !== null && (
            <Button variant="ink" size="dialog" onPress={onClose}>
              {common.done}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <RadioGroup
          label={exportText.format}
          value={format}
          onChange={setFormat}
          items={formats.map((id) => ({ id, label: exportText.formats[id] }))}
        />
        <p className={styles.note}>{exportText.formatNotes[format]}</p>
        {selected.length > 0 && (
          <RadioGroup
            label={exportText.which}
            value={which}
            onChange={setWhich}
            items={[
              { id: "chosen", label: exportText.chosen(selected.length) },
              { id: "all", label: exportText.all(standing.length) },
            ]}
          />
        )}
        <p className={styles.note}>{exportText.note}</p>
        {save.error !== null && <ErrorBanner error={save.error} onDismiss={save.reset} />}
        <SavedLine saved={saved} />
      </div>
    </Dialog>
  );
}
