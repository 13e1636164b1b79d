import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import styles from "./DragMetrics.module.css";
import { metricName } from "./MetricListItem";
import { type DropPlace, dropIndex, movedWith, rowAt, scrollStep } from "./reorder";

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

/** What scrolls the list: itself when it is long, else its frame, or the page where that is narrow. */
function scrollerOf(list: HTMLElement): HTMLElement | null {
  for (let each: HTMLElement | null = list; each !== null; each = each.parentElement)
    if (each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY))
      return each;
  return null;
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
  const root = useRef<HTMLDivElement>(null);
  const isOn = drag.moved.length > 0;
  const latest = useRef(metrics);
  latest.current = metrics;

  // While something is dragged, every frame looks where the pointer is: a long list scrolls below a pointer that rests, and
  // its rows come and go meanwhile, the dragged one too.
  useEffect(() => {
    if (!isOn) return;
    let y: number | null = null;
    let frame = 0;
    const follow = (event: PointerEvent) => {
      y = event.clientY;
    };
    const look = () => {
      frame = requestAnimationFrame(look);
      const list = root.current?.querySelector<HTMLElement>('[role="grid"]');
      if (y === null || !list) return;
      const scroller = scrollerOf(list);
      if (scroller !== null) scroller.scrollTop += scrollStep(y, scroller.getBoundingClientRect());
      const at = rowAt(list.querySelectorAll<HTMLElement>('[role="row"]'), y);
      setDrag((before) => {
        const place = at !== null && dropIndex(latest.current, before.moved, at) !== null ? at : null;
        const stays = before.place?.row === place?.row && before.place?.after === place?.after;
        return stays || before.moved.length === 0 ? before : { ...before, place };
      });
    };
    look();
    window.addEventListener("pointermove", follow, true);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", follow, true);
    };
  }, [isOn]);

  const end = (drops: boolean) => {
    setDrag({ moved: [], place: null });
    const to = drops && drag.place !== null ? dropIndex(metrics, drag.moved, drag.place) : null;
    if (to !== null) onDrop(drag.moved, to);
  };
  const first = metrics.find((row) => row.id === drag.moved[0]);

  return (
    <DndContext
      sensors={sensors}
      autoScroll={false}
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
      onDragEnd={() => end(true)}
      onDragCancel={() => end(false)}
    >
      <div ref={root} className={styles.rows}>
        <DragContext.Provider value={drag}>{children}</DragContext.Provider>
      </div>
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
