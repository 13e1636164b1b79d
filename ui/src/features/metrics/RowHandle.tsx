import { useDraggable } from "@dnd-kit/core";
import { GripVertical } from "lucide-react";
import { Icon } from "../../components/Icon";
import { listText } from "../../text/list";
import styles from "./RowHandle.module.css";

/** What a pointer takes hold of. Keys move the row itself, so Tab passes it by. */
export function RowHandle({ id, name }: { id: string; name: string }) {
  const { listeners, setNodeRef, isDragging } = useDraggable({ id });
  return (
    <button
      ref={setNodeRef}
      type="button"
      tabIndex={-1}
      className={`${styles.handle} ${isDragging ? styles.dragging : ""}`}
      aria-label={listText.drag(name)}
      title={listText.dragShort}
      {...listeners}
      onPointerDown={(event) => {
        listeners?.onPointerDown?.(event);
        // A press on the row opens it.
        event.stopPropagation();
      }}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        event.currentTarget.closest<HTMLElement>('[role="row"]')?.focus();
      }}
    >
      <Icon of={GripVertical} size={16} />
    </button>
  );
}
