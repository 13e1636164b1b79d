import { Check, Eye, TextCursorInput } from "lucide-react";
import { memo, useId } from "react";
import { Checkbox } from "react-aria-components";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { TypeChip } from "../../components/TypeChip";
import type { OwnTemplate } from "../../host";
import { templatesText } from "../../text/templates";
import { CARD } from "./cardKeys";
import { type OwnAction, OwnMenu } from "./OwnMenu";
import styles from "./TemplateCard.module.css";
import { blanksOf, type OfferedTemplate } from "./templates";

interface Props {
  template: OfferedTemplate;
  isHere: boolean;
  isSelected: boolean;
  /** The one card that Tab comes to; arrows go to the others. */
  isStop: boolean;
  onSelect: (template: OfferedTemplate, selected: boolean) => void;
  onPreview: (key: string) => void;
  /** One of the person's own can be changed, where they are managed. */
  onOwn?: ((action: OwnAction, template: OwnTemplate) => void) | undefined;
}

/** A template as a card that is one check box; its whole text is in Preview. */
export const TemplateCard = memo(function TemplateCard(props: Props) {
  const { template, isHere, isSelected, isStop, onSelect, onPreview, onOwn } = props;
  const nameId = useId();
  const aboutId = useId();
  const { fields } = template;
  const lacksChoices = fields.dataType === "enum" && fields.choices.length === 0;
  const blanks = blanksOf([template]);
  return (
    <div className={styles.place} data-own={onOwn !== undefined || undefined} {...{ [CARD]: template.key }}>
      <Checkbox
        className={styles.card ?? ""}
        isSelected={isSelected}
        isDisabled={isHere}
        excludeFromTabOrder={!isStop}
        onChange={(selected) => onSelect(template, selected)}
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
        {blanks.length > 0 && (
          <span className={styles.asks}>
            <Icon of={TextCursorInput} size={14} />
            <span>{templatesText.asksFor(blanks)}</span>
          </span>
        )}
        <span className={styles.foot}>
          <TypeChip type={fields.dataType} />
          {fields.choices.length > 0 && <span>{templatesText.choices(fields.choices.length)}</span>}
          {lacksChoices && <span>{templatesText.needsChoices}</span>}
        </span>
      </Checkbox>
      <div className={styles.preview}>
        <Button
          variant="ghost"
          size="row"
          icon={Eye}
          aria-label={templatesText.previewOf(template.name)}
          excludeFromTabOrder={!isStop}
          onPress={() => onPreview(template.key)}
        >
          {templatesText.preview}
        </Button>
        {onOwn && template.own !== null && <OwnMenu template={template.own} onAction={onOwn} />}
      </div>
    </div>
  );
});
