import { Check, Eye, X } from "lucide-react";
import { useId } from "react";
import { Checkbox, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Button } from "../../components/Button";
import { ChoiceChip } from "../../components/ChoiceChip";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { TypeChip } from "../../components/TypeChip";
import { templatesText } from "../../text/templates";
import styles from "./TemplateCard.module.css";
import type { OfferedTemplate } from "./templates";

interface Props {
  template: OfferedTemplate;
  isHere: boolean;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
}

/** A template as a card that is one check box; its whole text is in Preview. */
export function TemplateCard({ template, isHere, isSelected, onChange }: Props) {
  const nameId = useId();
  const aboutId = useId();
  const { fields } = template;
  const lacksChoices = fields.dataType === "enum" && fields.choices.length === 0;
  return (
    <div className={styles.place}>
      <Checkbox
        className={styles.card ?? ""}
        isSelected={isSelected}
        isDisabled={isHere}
        onChange={onChange}
        aria-labelledby={nameId}
        aria-describedby={aboutId}
      >
        <span className={styles.head}>
          <span id={nameId} className={styles.name}>
            {template.name}
          </span>
          {isHere ? (
            <span className={styles.here}>{templatesText.alreadyHere}</span>
          ) : (
            <span className={styles.box}>{isSelected && <Icon of={Check} size={12} />}</span>
          )}
        </span>
        <span id={aboutId} className={styles.about}>
          {isHere && <span className={styles.unseen}>{templatesText.alreadyHere}. </span>}
          {template.why !== null && <span className={styles.why}>{template.why}</span>}
          <span className={styles.prompt}>{fields.prompt}</span>
        </span>
        <span className={styles.foot}>
          <TypeChip type={fields.dataType} />
          {fields.choices.length > 0 && <span>{templatesText.choices(fields.choices.length)}</span>}
          {lacksChoices && <span>{templatesText.needsChoices}</span>}
        </span>
      </Checkbox>
      <DialogTrigger>
        <div className={styles.preview}>
          <Button variant="ghost" size="row" icon={Eye} aria-label={templatesText.previewOf(template.name)}>
            {templatesText.preview}
          </Button>
        </div>
        <Popover className={styles.popover ?? ""} placement="bottom end" offset={4}>
          <Dialog className={styles.dialog ?? ""} aria-label={templatesText.previewOf(template.name)}>
            {({ close }) => (
              <>
                <div className={styles.dialogHead}>
                  <div>
                    <div className={styles.name}>{template.name}</div>
                    <div className={styles.why}>{fields.identifier}</div>
                  </div>
                  <IconButton label={templatesText.previewClose} icon={X} size={24} onPress={close} />
                </div>
                <p className={styles.whole}>{fields.prompt}</p>
                {fields.choices.length > 0 && (
                  <ul className={styles.choices} aria-label={templatesText.previewChoices}>
                    {fields.choices.map((choice) => (
                      <li key={choice}>
                        <ChoiceChip>{choice}</ChoiceChip>
                      </li>
                    ))}
                  </ul>
                )}
              </>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}
