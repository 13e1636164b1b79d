import { ArrowDown, ArrowUp, CopyPlus, Download, Ellipsis, Eye, LayoutGrid } from "lucide-react";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import type { MetricRow } from "../../host";
import { listText } from "../../text/list";
import { metricsText } from "../../text/metrics";
import { previewText } from "../../text/preview";
import { isEditable } from "./MetricList";
import type { BeyondActions } from "./useBeyond";

interface Props {
  row: MetricRow;
  name: string;
  isFirst: boolean;
  isLast: boolean;
  /** Why nothing can be moved in this view of the list. */
  noMove: string | null;
  onPreview: (row: MetricRow) => void;
  onStep: (by: -1 | 1) => void;
  beyond: BeyondActions;
}

/** What is done with a metric now and then. */
export function RowMenu({ row, name, isFirst, isLast, noMove, onPreview, onStep, beyond }: Props) {
  const { copyToAgents, exportMetrics, saveAsTemplates } = beyond;
  const move = (id: string, label: string, icon: typeof ArrowUp) => ({ id, label, icon, offReason: noMove });
  const sections = [
    {
      id: "look",
      entries: isEditable(row) ? [{ id: "preview", label: previewText.short, icon: Eye }] : [],
    },
    {
      id: "move",
      entries: [
        ...(isFirst ? [] : [move("up", metricsText.moveUp, ArrowUp)]),
        ...(isLast ? [] : [move("down", metricsText.moveDown, ArrowDown)]),
      ],
    },
    {
      id: "beyond",
      entries: [
        ...(copyToAgents === null ? [] : [{ id: "copy", label: listText.copy, icon: CopyPlus }]),
        ...(exportMetrics === null ? [] : [{ id: "export", label: listText.export, icon: Download }]),
        ...(saveAsTemplates === null || !isEditable(row)
          ? []
          : [{ id: "template", label: listText.saveAsTemplate, icon: LayoutGrid }]),
      ],
    },
  ];
  if (sections.every((section) => section.entries.length === 0)) return null;
  const act: Record<string, () => void> = {
    preview: () => onPreview(row),
    up: () => onStep(-1),
    down: () => onStep(1),
    copy: () => copyToAgents?.([row]),
    export: () => exportMetrics?.([row]),
    template: () => saveAsTemplates?.([row]),
  };
  return (
    <Menu
      label={metricsText.more(name)}
      trigger={
        <IconButton
          label={metricsText.more(name)}
          tooltip={metricsText.moreShort}
          icon={Ellipsis}
          size={24}
        />
      }
      sections={sections}
      onAction={(id) => act[id]?.()}
    />
  );
}
