import type { LucideIcon } from "lucide-react";
import { memo, type ReactNode, type Ref, useId } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  TooltipTrigger,
} from "react-aria-components";
import styles from "./Button.module.css";
import { Icon } from "./Icon";
import { Spinner } from "./Spinner";
import { TooltipBody } from "./TooltipBody";
import hidden from "./visuallyHidden.module.css";

export type ButtonProps = Omit<
  AriaButtonProps,
  "children" | "className" | "style" | "isDisabled" | "isPending"
> & {
  variant: "publish" | "ink" | "secondary" | "ghost" | "destructive";
  size?: "row" | "toolbar" | "default" | "dialog" | "form";
  icon?: LucideIcon | undefined;
  /** Runs: keeps its words and its focus, and does not answer to presses. */
  pending?: boolean;
  /** Why it is off. It stays focusable and tells the reason; without one it is on. */
  disabledReason?: string | null | undefined;
  fullWidth?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

/** The same for the same props: what it has for a tooltip is too much to draw again with every key. */
export const Button = memo(function Button({
  variant,
  size = "default",
  icon,
  pending = false,
  disabledReason,
  fullWidth = false,
  children,
  onPress,
  type = "button",
  ...props
}: ButtonProps) {
  const reasonId = useId();
  const off = Boolean(disabledReason);
  const description = [off ? reasonId : null, props["aria-describedby"]].filter(Boolean).join(" ");
  const classes = [styles.button, styles[variant], styles[size], fullWidth && styles.wide, off && styles.off];
  // Always in a tooltip's place, on or off: a button that went on or off would be a new one and lose the focus.
  return (
    <TooltipTrigger delay={300} closeDelay={0} isDisabled={!off}>
      <AriaButton
        {...props}
        // A form is sent by its submit button even when that is only aria-disabled.
        type={off || pending ? "button" : type}
        className={classes.filter(Boolean).join(" ")}
        {...(description ? { "aria-describedby": description } : {})}
        {...(off || pending ? { "aria-disabled": true } : onPress ? { onPress } : {})}
      >
        {pending ? (
          <Spinner size={size === "row" ? 12 : 16} />
        ) : (
          icon && <Icon of={icon} size={size === "row" ? 14 : 16} />
        )}
        <span className={styles.label}>{children}</span>
        {off && (
          <span id={reasonId} hidden className={hidden.hidden}>
            {disabledReason}
          </span>
        )}
      </AriaButton>
      <TooltipBody>{disabledReason}</TooltipBody>
    </TooltipTrigger>
  );
});
