import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import styles from "./DragMetrics.module.css";
import { metricName } from "./MetricListItem";
import { type DropPlace, dropIndex, movedWith, rowAt, scrollStep } from "./reorder";

/** One frame of an ordinary screen, and the longest one that scrolling makes up for, in milliseconds. */
const FRAME = 1000 / 60;
const SLOWEST = 200;

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

const listIn = (root: HTMLElement | null): HTMLElement | null =>
  root?.querySelector<HTMLElement>('[role="grid"]') ?? null;

/** The place for a drop at a height on screen; none where it would change nothing. */
function placeAt(list: HTMLElement, y: number, metrics: readonly MetricRow[], moved: readonly string[]) {
  const at = rowAt(list.querySelectorAll<HTMLElement>('[role="row"]'), y);
  return at !== null && dropIndex(metrics, moved, at) !== null ? at : null;
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

  // Followed before a drag begins too: the move that begins it may be the last one for a while.
  const pointer = useRef<number | null>(null);
  useEffect(() => {
    const follow = (event: PointerEvent) => {
      pointer.current = event.clientY;
    };
    window.addEventListener("pointermove", follow, true);
    return () => window.removeEventListener("pointermove", follow, true);
  }, []);

  // While something is dragged, every frame looks where the pointer is: a long list scrolls below a pointer that rests, and
  // its rows come and go meanwhile, the dragged one too.
  useEffect(() => {
    if (!isOn) return;
    let frame = 0;
    let before = performance.now();
    const look = (now: number) => {
      frame = requestAnimationFrame(look);
      const list = listIn(root.current);
      const y = pointer.current;
      if (y === null || list === null) return;
      const scroller = scrollerOf(list);
      // By time and not by frame: a slow screen scrolls as far.
      const frames = Math.min(now - before, SLOWEST) / FRAME;
      before = now;
      if (scroller !== null) scroller.scrollTop += scrollStep(y, scroller.getBoundingClientRect()) * frames;
      setDrag((drag) => {
        const place = placeAt(list, y, latest.current, drag.moved);
        const stays = drag.place?.row === place?.row && drag.place?.after === place?.after;
        return stays || drag.moved.length === 0 ? drag : { ...drag, place };
      });
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [isOn]);

  // Esc is caught before anybody else: the list would take it for itself while something is selected.
  const isCancelled = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      isCancelled.current = true;
      setDrag({ moved: [], place: null });
    };
    window.addEventListener("keydown", cancel, true);
    return () => window.removeEventListener("keydown", cancel, true);
  }, [isOn]);

  const end = (drops: boolean) => {
    const { moved } = drag;
    setDrag({ moved: [], place: null });
    const list = listIn(root.current);
    if (!drops || isCancelled.current || list === null || pointer.current === null) return;
    // Where the pointer is now, not where it was a frame ago.
    const place = placeAt(list, pointer.current, metrics, moved);
    const to = place === null ? null : dropIndex(metrics, moved, place);
    if (to !== null) onDrop(moved, to);
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
      onDragStart={({ active }) => {
        isCancelled.current = false;
        setDrag({ moved: movedWith(metrics, String(active.id), selected), place: null });
      }}
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
