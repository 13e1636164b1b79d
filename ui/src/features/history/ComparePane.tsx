import { ArrowLeft, ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import type { AgentView, CompareSource } from "../../host";
import { compareText, pickerText } from "../../text/compare";
import type { Layout } from "./ChangeItem";
import styles from "./ComparePane.module.css";
import { ComparePicker } from "./ComparePicker";
import { CompareTools } from "./CompareTools";
import { Comparison } from "./Comparison";
import type { Sides } from "./compareQueries";
import { PaneNews } from "./PaneNews";
import { useComparing } from "./useComparing";
import { useSourceName } from "./useSourceName";
import pane from "./VersionPane.module.css";

type Props = {
  agent: AgentView;
  sides: Sides;
  onSides: (sides: Sides) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onClose: () => void;
};

/** Any two states of the metrics side by side. */
export function ComparePane({ agent, sides, onSides, layout, onLayout, onClose }: Props) {
  const liveId = agent.live?.id ?? null;
  const comparing = useComparing(agent.id, sides, liveId);
  const nameOf = useSourceName(agent);
  const [choosing, setChoosing] = useState<"left" | "right" | null>(null);
  // What the picker was opened for stays while it fades out.
  const [last, setLast] = useState<"left" | "right">("left");
  const choose = (side: "left" | "right") => {
    setLast(side);
    setChoosing(side);
  };
  const { view, query } = comparing;
  const sideName = (side: "left" | "right") => {
    if (view !== undefined) return compareText.side(view[side], liveId);
    return nameOf(sides[side]) ?? (query.error ? pickerText.choose : pickerText.reading);
  };
  return (
    <div className={pane.pane}>
      <header className={pane.head}>
        <div className={pane.top}>
          <h2 className={`${pane.title} ${pane.words}`}>{pickerText.title}</h2>
          <Button variant="secondary" icon={ArrowLeft} onPress={onClose}>
            {pickerText.back}
          </Button>
        </div>
        <div className={pane.bar}>
          <div className={styles.sides}>
            <SideButton name={sideName("left")} label={pickerText.left} onPress={() => choose("left")} />
            <IconButton
              label={pickerText.swap}
              icon={ArrowLeftRight}
              onPress={() => onSides({ left: sides.right, right: sides.left })}
            />
            <SideButton name={sideName("right")} label={pickerText.right} onPress={() => choose("right")} />
          </div>
          <CompareTools comparing={comparing} layout={layout} onLayout={onLayout} />
        </div>
      </header>
      <PaneNews comparing={comparing} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold nothing else to focus */}
      <section className={pane.body} aria-label={pickerText.title} tabIndex={0}>
        <Comparison comparing={comparing} layout={layout} tickOf={null} liveId={liveId} />
      </section>
      <ComparePicker
        agentId={agent.id}
        title={last === "left" ? pickerText.chooseLeft : pickerText.chooseRight}
        other={last === "left" ? sides.right : sides.left}
        isOpen={choosing !== null}
        onClose={() => setChoosing(null)}
        onPick={(source: CompareSource) => {
          setChoosing(null);
          onSides(last === "left" ? { ...sides, left: source } : { ...sides, right: source });
        }}
      />
    </div>
  );
}

function SideButton({ name, label, onPress }: { name: string; label: string; onPress: () => void }) {
  return (
    <span className={styles.side}>
      <span className={styles.label}>{label}</span>
      <Button variant="secondary" aria-label={`${label}: ${name}`} onPress={onPress}>
        {name}
      </Button>
    </span>
  );
}
