import { Dialog } from "../../components/Dialog";
import { Kbd } from "../../components/Kbd";
import { shortcutsText } from "../../text/shortcuts";
import styles from "./ShortcutsDialog.module.css";

type Props = { isOpen: boolean; onClose: () => void };

/** Every key of the app, by the place where it works. */
export function ShortcutsDialog({ isOpen, onClose }: Props) {
  return (
    <Dialog title={shortcutsText.title} isOpen={isOpen} onClose={onClose} size="large">
      <div className={styles.groups}>
        {shortcutsText.groups.map((group) => (
          <section key={group.title}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.keys}>
              {group.keys.map(({ keys, words }) => (
                <div key={words} className={styles.line}>
                  <dt>{words}</dt>
                  <dd className={styles.caps}>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
