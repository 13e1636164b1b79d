import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { common } from "../text/common";
import { DialogFocus } from "./Dialog";
import { IconButton } from "./IconButton";
import styles from "./Sheet.module.css";

type Props = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** A line under the title. */
  header?: ReactNode;
  footer?: ReactNode;
  /** Fills the rest; scrolls by itself (Tabs do). */
  children: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  onClosed?: (() => void) | undefined;
};

/** A dialog that comes from the right and leaves the list behind it in sight. */
export function Sheet({ title, isOpen, onClose, header, footer, children, initialFocus, onClosed }: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.overlay ?? ""}
    >
      <Modal className={styles.modal ?? ""}>
        <AriaDialog className={styles.dialog ?? ""}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title ?? ""}>
              {title}
            </Heading>
            <IconButton label={common.close} icon={X} onPress={onClose} />
          </header>
          {header}
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
          <DialogFocus target={initialFocus} onClosed={onClosed} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
