import type { LucideIcon } from "lucide-react";
import { memo, type RefObject } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  TooltipTrigger,
} from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./IconButton.module.css";
import { TooltipBody } from "./TooltipBody";

type Props = Omit<AriaButtonProps, "children" | "className" | "style" | "isDisabled" | "aria-label"> & {
  /** The accessible name, and the tooltip unless `tooltip` says more. */
  label: string;
  tooltip?: string;
  icon: LucideIcon;
  size?: 24 | 28;
  /** Stays focusable; set when there is nothing to do. */
  off?: boolean;
  buttonRef?: RefObject<HTMLButtonElement | null>;
};

/** The same for the same props: a tooltip is too much to draw again with every key. */
export const IconButton = memo(function IconButton({
  label,
  tooltip,
  icon,
  size = 28,
  off = false,
  buttonRef,
  onPress,
  ...props
}: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton
        {...props}
        aria-label={label}
        className={`${styles.button} ${size === 24 ? styles.small : ""} ${off ? styles.off : ""}`}
        {...(buttonRef ? { ref: buttonRef } : {})}
        {...(off ? { "aria-disabled": true } : onPress ? { onPress } : {})}
      >
        <Icon of={icon} size={16} />
      </AriaButton>
      <TooltipBody>{tooltip ?? label}</TooltipBody>
    </TooltipTrigger>
  );
});
