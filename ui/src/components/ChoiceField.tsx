import { X } from "lucide-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from "react";
import {
  TextField as AriaTextField,
  Button,
  Group,
  Input,
  Label,
  Tag,
  TagGroup,
  TagList,
} from "react-aria-components";
import { common } from "../text/common";
import styles from "./ChoiceField.module.css";
import { endsAChoice, splitChoices, takePasted, takeTyped } from "./choices";
import { FieldFoot, FieldHead } from "./Field";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import { LiveText } from "./LiveText";
import hidden from "./visuallyHidden.module.css";

type Props = {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  choices: string[];
  /** Still being typed; the owner counts it as a choice when it saves. */
  text: string;
  onChange: (choices: string[], text: string) => void;
  onBlur?: () => void;
  inputRef?: RefObject<HTMLInputElement | null>;
};

/** The same choice may stand twice until it is corrected, so its place among its equals is part of the key. */
function keyed(choices: string[]) {
  const seen = new Map<string, number>();
  return choices.map((choice, index) => {
    const place = seen.get(choice) ?? 0;
    seen.set(choice, place + 1);
    return { id: `${place}:${choice}`, choice, index };
  });
}

export function ChoiceField({ label, hint, error, choices, text, onChange, onBlur, inputRef }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const input = inputRef ?? own;
  const [spoken, setSpoken] = useState("");

  function add(added: string[], rest: string) {
    if (added.length > 0) setSpoken(common.choiceAdded(added));
    onChange([...choices, ...added], rest);
  }

  function removeAt(indexes: Set<number>) {
    setSpoken(common.choiceRemoved(choices.filter((_, index) => indexes.has(index)).join(", ")));
    onChange(
      choices.filter((_, index) => !indexes.has(index)),
      text,
    );
  }

  function onType(value: string) {
    if (!endsAChoice(value)) return onChange(choices, value);
    const { added, rest } = takeTyped(value);
    add(added, rest);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add(splitChoices(text), "");
    }
    if (event.key === "Backspace" && text === "" && choices.length > 0) {
      event.preventDefault();
      removeAt(new Set([choices.length - 1]));
    }
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData("text/plain");
    if (!endsAChoice(pasted)) return;
    // The browser would drop the line breaks on its way into a one-line field.
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const before = text.slice(0, selectionStart ?? text.length);
    const after = text.slice(selectionEnd ?? text.length);
    const { added, rest } = takePasted(before, pasted, after);
    add(added, rest);
  }

  const items = keyed(choices);
  return (
    <AriaTextField
      value={text}
      onChange={onType}
      {...(onBlur ? { onBlur } : {})}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={field.field ?? ""}
    >
      <FieldHead label={<Label className={field.label ?? ""}>{label}</Label>} />
      <Group className={`${field.box} ${styles.box} ${error ? field.invalid : ""}`} role="presentation">
        {items.length > 0 && (
          <TagGroup
            aria-label={common.choicesSoFar}
            className={styles.group ?? ""}
            onRemove={(ids) => {
              const gone = new Set(items.filter((item) => ids.has(item.id)).map((item) => item.index));
              removeAt(gone);
              if (gone.size === choices.length) input.current?.focus();
            }}
          >
            <TagList items={items} className={styles.tags ?? ""}>
              {(item) => (
                <Tag id={item.id} textValue={item.choice} className={styles.tag ?? ""}>
                  <span>{item.choice}</span>
                  <Button slot="remove" className={styles.remove ?? ""}>
                    <Icon of={X} size={12} />
                  </Button>
                </Tag>
              )}
            </TagList>
          </TagGroup>
        )}
        <Input
          ref={input}
          className={`${field.input} ${styles.input}`}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </Group>
      <FieldFoot hint={hint} error={error} />
      <LiveText className={hidden.hidden}>{spoken}</LiveText>
    </AriaTextField>
  );
}
