import {
  Copy,
  Download,
  Headphones,
  History,
  Import,
  Keyboard,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Redo2,
  Settings,
  SlidersHorizontal,
  Sun,
  Undo2,
  Upload,
} from "lucide-react";
import { AgentMark } from "../../components/AgentMark";
import { Icon } from "../../components/Icon";
import { typeIcons } from "../../components/TypeChip";
import type { AppAction, HereAction } from "./actions";
import type { Found } from "./search";

const pageIcons: Record<"agents" | "metrics" | "history", LucideIcon> = {
  agents: Headphones,
  metrics: ListChecks,
  history: History,
};
const actionIcons: Record<HereAction | AppAction, LucideIcon> = {
  add: Plus,
  review: Upload,
  undo: Undo2,
  redo: Redo2,
  analysis: SlidersHorizontal,
  history: History,
  copyToAgents: Copy,
  exportMetrics: Download,
  importMetrics: Import,
  saveAsTemplates: LayoutGrid,
  settings: Settings,
  shortcuts: Keyboard,
  light: Sun,
  dark: Moon,
  system: Monitor,
};

/** The same mark as on the screens. */
export function FoundMark({ found }: { found: Found }) {
  switch (found.kind) {
    case "agent":
      return <AgentMark id={found.agentId} size={16} />;
    case "metric":
      return <Icon of={found.dataType === null ? ListChecks : typeIcons[found.dataType]} />;
    case "page":
      return <Icon of={pageIcons[found.page]} />;
    case "action":
      return <Icon of={found.doing.on === "template" ? LayoutGrid : actionIcons[found.doing.action]} />;
  }
}
