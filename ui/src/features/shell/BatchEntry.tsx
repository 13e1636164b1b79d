import { CircleAlert, Layers, Radio } from "lucide-react";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import type { BatchView } from "../../host";
import { batchText } from "../../text/batch";
import { BatchOutcomes } from "../moving/BatchOutcomes";
import { batchParts } from "../moving/batchParts";
import styles from "./OpenRuns.module.css";
import sidebar from "./Sidebar.module.css";

/** A batch in the sidebar, whatever page is open; it leads to its outcomes. */
export function BatchEntry({ batch, onFollow }: { batch: BatchView; onFollow: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const { title, footer } = batchParts(batch, close);
  const words = batchText.standing(batch);
  return (
    <>
      <button
        type="button"
        className={`${sidebar.link} ${styles.run}`}
        title={`${batchText.entry(batch)}: ${words}`}
        onClick={() => setOpen(true)}
      >
        <Icon of={Layers} />
        <span className={`${sidebar.words} ${styles.words}`}>
          <span className={styles.name}>{batchText.entry(batch)}</span>{" "}
          <span className={styles.state}>{words}</span>
        </span>
        <span className={`${styles.mark} ${styles[tone(batch)]}`}>
          <Mark batch={batch} />
        </span>
      </button>
      <Dialog size="large" title={title} isOpen={isOpen} onClose={close} footer={footer}>
        <BatchOutcomes
          batch={batch}
          onFollow={() => {
            close();
            onFollow();
          }}
        />
      </Dialog>
    </>
  );
}

const needsYou = (batch: BatchView) =>
  batch.state === "paused" || batch.targets.some(({ outcome }) => outcome.kind === "needsYou");

function tone(batch: BatchView): "scan" | "warn" | "live" {
  if (batch.state === "going" || batch.state === "stopping") return "scan";
  return needsYou(batch) ? "warn" : "live";
}

function Mark({ batch }: { batch: BatchView }) {
  if (batch.state === "going" || batch.state === "stopping") return <Spinner size={14} />;
  return <Icon of={needsYou(batch) ? CircleAlert : Radio} size={14} />;
}
