import type { RefObject } from "react";
import { TextField } from "../../components/TextField";
import { draftsText } from "../../text/drafts";

/** Atoms: the longest name of a draft. */
const LONGEST = 100;

export function nameProblem(name: string): string | null {
  const length = [...name.trim()].length;
  if (length === 0) return draftsText.save.nameMissing;
  return length > LONGEST ? draftsText.save.nameTooLong(LONGEST) : null;
}

type Props = {
  value: string;
  onChange: (name: string) => void;
  problem: string | null;
  field: RefObject<HTMLInputElement | null>;
  hint: string | null;
};

export function DraftName({ value, onChange, problem, field, hint }: Props) {
  return (
    <TextField
      label={draftsText.save.name}
      hint={hint}
      value={value}
      onChange={onChange}
      error={problem}
      inputRef={field}
    />
  );
}
