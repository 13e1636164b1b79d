import { BookmarkPlus, Copy, Trash2 } from "lucide-react";
import { memo, useCallback } from "react";
import { IconButton } from "../../components/IconButton";
import { panelText } from "../../text/panel";
import { templatesText } from "../../text/templates";
import styles from "./PanelCard.module.css";

export type CardActions = {
  onDuplicate: (card: string) => void;
  onRemove: (card: string) => void;
  onTemplate: (card: string) => void;
};

type Props = CardActions & {
  card: string;
  /** The one card neither folds nor goes. */
  alone: boolean;
};

/** What can be done with an open card. */
export const CardTools = memo(function CardTools({ card, alone, onDuplicate, onRemove, onTemplate }: Props) {
  const template = useCallback(() => onTemplate(card), [onTemplate, card]);
  const duplicate = useCallback(() => onDuplicate(card), [onDuplicate, card]);
  const remove = useCallback(() => onRemove(card), [onRemove, card]);
  return (
    <div className={styles.tools}>
      <IconButton label={templatesText.save.one} icon={BookmarkPlus} size={24} onPress={template} />
      {!alone && (
        <>
          <IconButton label={panelText.card.duplicate} icon={Copy} size={24} onPress={duplicate} />
          <IconButton label={panelText.card.remove} icon={Trash2} size={24} onPress={remove} />
        </>
      )}
    </div>
  );
});
