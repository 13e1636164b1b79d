import { Eye } from "lucide-react";
import { memo, useCallback, useState } from "react";
import { Button } from "../../components/Button";
import type { Card } from "../../host";
import { previewText } from "../../text/preview";
import styles from "./AnswerLine.module.css";
import { PreviewDialog, usePreview } from "./PreviewDialog";

/** At the foot of a card: what an answer will look like, and the way to all places where it turns up. */
export const AnswerLine = memo(function AnswerLine({ agentId, card }: { agentId: string; card: Card }) {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  const answer = usePreview(agentId, card).data?.answer;
  return (
    <div className={styles.line}>
      <p className={styles.words}>
        {previewText.answer}{" "}
        {answer ? <span className={styles.answer}>{answer}</span> : answer === "" && previewText.noAnswer}
      </p>
      <Button variant="ghost" size="row" icon={Eye} onPress={open}>
        {previewText.open}
      </Button>
      <PreviewDialog agentId={agentId} card={card} isOpen={isOpen} onClose={() => setOpen(false)} />
    </div>
  );
});
