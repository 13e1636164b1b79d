import {
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  MeasuringStrategy,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import styles from "./DragMetrics.module.css";
import { metricName } from "./MetricListItem";
import { type DropPlace, dropIndex, movedWith, rowAtPointer } from "./reorder";

interface Drag {
  moved: string[];
  /** Where the line stands; none where a drop would change nothing. */
  place: DropPlace | null;
}

const DragContext = createContext<Drag>({ moved: [], place: null });

/** What a row has to do with the drag that is going on. */
export function useDragOf(row: string): { isMoved: boolean; line: "before" | "after" | null } {
  const { moved, place } = useContext(DragContext);
  const line = place?.row === row ? (place.after ? "after" : "before") : null;
  return { isMoved: moved.includes(row), line };
}

interface Props {
  metrics: MetricRow[];
  selected: ReadonlySet<string>;
  onDrop: (moved: string[], to: number) => void;
  children: ReactNode;
}

/**
 * Dragging by pointer events. The drag of HTML hands over to the window system in WebKitGTK: under automation it begins
 * there and never ends. The keys for the same are those of the list, so that dnd-kit's own and what it would say are off.
 */
export function DragMetrics({ metrics, selected, onDrop, children }: Props) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const [drag, setDrag] = useState<Drag>({ moved: [], place: null });

  const follow = ({ collisions, active }: DragMoveEvent) => {
    const moved = movedWith(metrics, String(active.id), selected);
    const at = collisions?.[0];
    const place = at === undefined ? null : { row: String(at.id), after: at.data?.after === true };
    const changes = place !== null && dropIndex(metrics, moved, place) !== null;
    setDrag({ moved, place: changes ? place : null });
  };
  const end = (drops: boolean) => {
    setDrag({ moved: [], place: null });
    const to = drops && drag.place !== null ? dropIndex(metrics, drag.moved, drag.place) : null;
    if (to !== null) onDrop(drag.moved, to);
  };
  const first = metrics.find((row) => row.id === drag.moved[0]);

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={rowAtPointer}
      // Rows come and go while a long list scrolls.
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{
        restoreFocus: false,
        screenReaderInstructions: { draggable: "" },
        announcements: {
          onDragStart: () => undefined,
          onDragOver: () => undefined,
          onDragEnd: () => undefined,
          onDragCancel: () => undefined,
        },
      }}
      onDragStart={({ active }) =>
        setDrag({ moved: movedWith(metrics, String(active.id), selected), place: null })
      }
      onDragMove={follow}
      onDragOver={follow}
      onDragEnd={() => end(true)}
      onDragCancel={() => end(false)}
    >
      <DragContext.Provider value={drag}>{children}</DragContext.Provider>
      <DragOverlay dropAnimation={null} className={styles.overlay ?? ""}>
        {first !== undefined && (
          <span className={styles.chip}>
            {drag.moved.length > 1 ? metricsText.done.severalOf(drag.moved.length) : metricName(first)}
          </span>
        )}
      </DragOverlay>
    </DndContext>
  );
}
