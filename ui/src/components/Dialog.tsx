import { X } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { common } from "../text/common";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";

type Props = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  size?: "small" | "medium" | "large";
  /** Before the title. */
  headerStart?: ReactNode;
  /** Between the title and ×. */
  headerEnd?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  /** Gets the focus when the dialog opens; otherwise the dialog itself does. */
  initialFocus?: RefObject<HTMLElement | null>;
  role?: "dialog" | "alertdialog";
  /** Alert dialogs answer with their buttons alone. */
  withoutClose?: boolean;
  /** Once it is gone and the focus is back where it came from: the place for a focus of one's own. */
  onClosed?: (() => void) | undefined;
};

type FocusProps = {
  target: RefObject<HTMLElement | null> | undefined;
  onClosed?: (() => void) | undefined;
};

/** Runs inside the dialog, before React Aria looks whether anything in it has the focus. */
export function DialogFocus({ target, onClosed }: FocusProps) {
  const mark = useRef<HTMLSpanElement>(null);
  const closed = useRef(onClosed);
  useEffect(() => {
    closed.current = onClosed;
  });
  useEffect(() => {
    target?.current?.focus();
    const here = mark.current;
    return () => {
      // React Aria gives the focus back in the next frame; this comes right behind it.
      requestAnimationFrame(() => {
        if (!here?.isConnected) closed.current?.();
      });
    };
  }, [target]);
  return <span ref={mark} hidden />;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  size = "medium",
  headerStart,
  headerEnd,
  footer,
  children,
  initialFocus,
  role = "dialog",
  withoutClose = false,
  onClosed,
}: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.overlay ?? ""}
    >
      <Modal className={`${styles.modal} ${styles[size]}`}>
        <AriaDialog className={styles.dialog ?? ""} role={role}>
          <header className={styles.header}>
            {headerStart}
            <Heading slot="title" level={2} className={styles.title ?? ""}>
              {title}
            </Heading>
            {headerEnd && <div className={styles.headerEnd}>{headerEnd}</div>}
            {!withoutClose && <IconButton label={common.close} icon={X} onPress={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
          <DialogFocus target={initialFocus} onClosed={onClosed} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
