import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import hidden from "../../components/visuallyHidden.module.css";
import type { PublishView } from "../../host";
import { guardText } from "../../text/guard";
import { clock, exactTime } from "../../text/time";
import { CopyNote } from "./CopyNote";
import styles from "./RunStopped.module.css";

type Props = {
  run: PublishView;
  readAt: string;
  author: string | null;
  agentName: string;
  onDone: () => void;
};

/** The metrics joined somebody else's draft, and a fresh read of it says so. Nothing is live. */
export function RunAdded({ run, readAt, author, agentName, onDone }: Props) {
  const words = guardText.added;
  const done = useRef<HTMLButtonElement | null>(null);
  useEffect(() => done.current?.focus(), []);
  const at = new Date(readAt);
  return (
    <div className={styles.stopped}>
      <div role="alert">
        <p className={hidden.hidden}>{words.title(author)}</p>
        <p>{words.body(run)}</p>
        <p className={styles.safe}>
          {words.kept} {words.readBack}{" "}
          <time dateTime={readAt} title={exactTime(at)}>
            {clock(at)}
          </time>
          .
        </p>
      </div>
      <div className={styles.buttons}>
        <CopyNote author={author} note={guardText.note.told(author, agentName)} />
        <Button variant="ink" size="dialog" onPress={onDone} ref={done}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
