import type { ReactNode } from "react";
import { useRef } from "react";
import { common } from "../text/common";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = {
  title: string;
  body: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  destructive?: boolean;
  pending?: boolean;
  isOpen: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  onClosed?: (() => void) | undefined;
};

/** Asks once. The focus starts where nothing is lost: on the confirming button only if it destroys nothing. */
export function ConfirmDialog({
  title,
  body,
  confirmLabel,
  cancelLabel = common.cancel,
  destructive = false,
  pending = false,
  isOpen,
  onConfirm,
  onCancel,
  onClosed,
}: Props) {
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onCancel}
      size="small"
      role="alertdialog"
      withoutClose
      onClosed={onClosed}
      initialFocus={safe}
      footer={
        <>
          <Button
            variant="secondary"
            size="dialog"
            onPress={onCancel}
            {...(destructive ? { ref: safe } : {})}
          >
            {cancelLabel}
          </Button>
          <Button
            variant={destructive ? "destructive" : "ink"}
            size="dialog"
            pending={pending}
            onPress={onConfirm}
            {...(destructive ? {} : { ref: safe })}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {body}
    </Dialog>
  );
}
