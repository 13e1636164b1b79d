import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../components/Icon";
import { Monogram } from "../../components/Monogram";
import hidden from "../../components/visuallyHidden.module.css";
import type { ConnectionView } from "../../host";
import { connectText } from "../../text/connect";
import { shellText } from "../../text/shell";
import styles from "./ConnectCards.module.css";

type Props = { connections: ConnectionView[]; pending: boolean; onUse: (id: string) => void };

/** Connections that were left, not removed: one press and everything is there again. */
export function KeptConnections({ connections, pending, onUse }: Props) {
  const headingId = useId();
  // The sandbox has a card of its own right below.
  const shown = connections.filter((connection) => connection.kind !== "sandbox");
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <h2 id={headingId} className={styles.heading}>
        {connectText.kept}
      </h2>
      {shown.map((connection) => (
        <Button
          key={connection.id}
          className={styles.card ?? ""}
          onPress={() => !pending && onUse(connection.id)}
        >
          <Monogram name={connection.name} shape="workspace" />
          <span className={styles.words}>
            <span className={hidden.hidden}>{connectText.use}</span>
            <span className={styles.title}>{connection.name}</span>
            <span className={styles.note}>{shellText.connectionNote(connection)}</span>
          </span>
          <Icon of={ChevronRight} />
        </Button>
      ))}
    </section>
  );
}
