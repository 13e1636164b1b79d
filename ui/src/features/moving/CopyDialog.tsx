import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import type { AgentView, BatchView } from "../../host";
import { copyText } from "../../text/moving";
import { BatchOutcomes } from "./BatchOutcomes";
import { batchParts } from "./batchParts";
import { useBatch } from "./batchQueries";
import { CopyAgents, CopyAgentsFooter } from "./CopyAgents";
import { CopyDone, CopyDoneFooter } from "./CopyDone";
import { CopyPreview, CopyPreviewFooter } from "./CopyPreview";
import { useCopy } from "./useCopy";

type Props = {
  /** The agent that the metrics come from. */
  agent: AgentView;
  /** Ids of the metrics to be copied. */
  chosen: readonly string[];
  isOpen: boolean;
  onClose: () => void;
};

/** Agents, then what would change on each, then the copy, then publishing one after another if that is wanted. */
export function CopyDialog(props: Props) {
  return <CopyWork key={String(props.isOpen)} {...props} />;
}

function CopyWork({ agent, chosen, isOpen, onClose: leave }: Props) {
  const copy = useCopy(agent.id, chosen);
  const onClose = () => {
    // What comes of it is told here.
    if (!copy.apply.isPending && !copy.begin.isPending) leave();
  };
  const [batchId, setBatchId] = useState<string | null>(null);
  const batch = useBatch(batchId);
  const parts =
    batch !== null
      ? publishing(batch, onClose)
      : steps(copy, agent.id, onClose, (begun) => setBatchId(begun.id));
  return (
    <Dialog size="large" isOpen={isOpen} onClose={onClose} title={parts.title} footer={parts.footer}>
      {parts.content}
    </Dialog>
  );
}

function publishing(batch: BatchView, onClose: () => void) {
  const { title, footer } = batchParts(batch, onClose);
  return { title, footer, content: <BatchOutcomes batch={batch} onFollow={onClose} /> };
}

function steps(
  copy: ReturnType<typeof useCopy>,
  source: string,
  onClose: () => void,
  onBegun: (batch: BatchView) => void,
) {
  switch (copy.step) {
    case "agents":
      return {
        title: copyText.title,
        content: <CopyAgents copy={copy} source={source} />,
        footer: <CopyAgentsFooter copy={copy} onClose={onClose} />,
      };
    case "preview":
      return {
        title: copyText.title,
        content: <CopyPreview copy={copy} />,
        footer: <CopyPreviewFooter copy={copy} />,
      };
    case "done":
      return {
        title: copy.copied.length > 0 ? copyText.done.title : copyText.done.nothing,
        content: <CopyDone copy={copy} />,
        footer: <CopyDoneFooter copy={copy} onClose={onClose} onBegun={onBegun} />,
      };
  }
}
