import { X } from "lucide-react";
import { type RefObject, useRef } from "react";
import { Dialog, Popover } from "react-aria-components";
import { ChoiceChip } from "../../components/ChoiceChip";
import { IconButton } from "../../components/IconButton";
import { TypeChip } from "../../components/TypeChip";
import { templatesText } from "../../text/templates";
import { Prompt } from "./Prompt";
import styles from "./TemplatePreview.module.css";
import type { OfferedTemplate } from "./templates";

interface Props {
  template: OfferedTemplate;
  /** The card it stands beside. */
  card: HTMLElement;
  onClose: () => void;
}

/** All that a template says, and an answer as it could come back. */
export function TemplatePreview({ template, card, onClose }: Props) {
  const { fields, why, example } = template;
  const anchor: RefObject<HTMLElement> = useRef(card);
  return (
    <Popover
      className={styles.popover ?? ""}
      triggerRef={anchor}
      placement="bottom end"
      offset={4}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog className={styles.dialog ?? ""} aria-label={templatesText.previewOf(template.name)}>
        <div className={styles.head}>
          <div>
            <div className={styles.name}>{template.name}</div>
            <div className={styles.quiet}>{fields.identifier}</div>
          </div>
          <IconButton label={templatesText.previewClose} icon={X} size={24} onPress={onClose} />
        </div>
        <dl className={styles.facts}>
          {why !== null && (
            <>
              <dt>{templatesText.whenToUse}</dt>
              <dd>{why}</dd>
            </>
          )}
          <dt>{templatesText.prompt}</dt>
          <dd className={styles.whole}>
            <Prompt pieces={template.pieces} />
          </dd>
          <dt>{templatesText.dataType}</dt>
          <dd>
            <TypeChip type={fields.dataType} />
          </dd>
          {fields.choices.length > 0 && (
            <>
              <dt>{templatesText.previewChoices}</dt>
              <dd>
                <ul className={styles.choices} aria-label={templatesText.previewChoices}>
                  {fields.choices.map((choice) => (
                    <li key={choice}>
                      <ChoiceChip>{choice}</ChoiceChip>
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          {example !== null && (
            <>
              <dt>{templatesText.example}</dt>
              <dd className={styles.example}>{example}</dd>
            </>
          )}
        </dl>
      </Dialog>
    </Popover>
  );
}
