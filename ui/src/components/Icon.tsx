import type { LucideIcon } from "lucide-react";
import { memo } from "react";

type Size = 12 | 14 | 16 | 18 | 20;

/** A mark beside words: hidden from screen readers, in the colour of its neighbour. */
export const Icon = memo(function Icon({
  of: Mark,
  size = 16,
  className,
}: {
  of: LucideIcon;
  size?: Size;
  className?: string | undefined;
}) {
  return (
    <Mark
      size={size}
      strokeWidth={size === 12 ? 2 : 1.75}
      aria-hidden="true"
      focusable="false"
      {...(className ? { className } : {})}
    />
  );
});
