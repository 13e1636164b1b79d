import { Search, X } from "lucide-react";
import type { RefObject } from "react";
import {
  SearchField as AriaSearchField,
  Button,
  Group,
  Input,
  type SearchFieldProps,
} from "react-aria-components";
import { common } from "../text/common";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import styles from "./SearchField.module.css";

type Props = Omit<SearchFieldProps, "children" | "className" | "style" | "aria-label" | "isInvalid"> & {
  /** The accessible name; the placeholder is what is seen. */
  label: string;
  placeholder?: string;
  /** The key that brings one here, shown while the field is empty. */
  shortcut?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
};

export function SearchField({ label, placeholder, shortcut, inputRef, ...props }: Props) {
  return (
    <AriaSearchField {...props} aria-label={label} className={styles.search ?? ""}>
      {({ isEmpty }) => (
        <Group className={field.box ?? ""} role="presentation">
          <Icon of={Search} />
          <Input
            className={`${field.input} ${styles.input}`}
            {...(placeholder ? { placeholder } : {})}
            {...(inputRef ? { ref: inputRef } : {})}
          />
          {isEmpty && shortcut && (
            <span aria-hidden="true">
              <Kbd>{shortcut}</Kbd>
            </span>
          )}
          {!isEmpty && (
            <Button className={styles.clear ?? ""} aria-label={common.clearSearch}>
              <Icon of={X} size={14} />
            </Button>
          )}
        </Group>
      )}
    </AriaSearchField>
  );
}
