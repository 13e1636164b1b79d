import { X } from "lucide-react";
import { common } from "../text/common";
import { IconButton } from "./IconButton";

type Props = {
  /** The id of what it dismisses: several may stand on one page. */
  of: string;
  onPress: () => void;
};

export function Dismiss({ of, onPress }: Props) {
  return <IconButton label={common.dismiss} icon={X} size={24} aria-describedby={of} onPress={onPress} />;
}
