const SEPARATOR = /[,\n\r]/;

export const endsAChoice = (text: string) => SEPARATOR.test(text);

/** The choices in a text: comma and new line end one; spaces around it and empty ones fall away. */
export function splitChoices(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What typing did: every ended part is a choice, the part after the last separator is still text. */
export function takeTyped(text: string): { added: string[]; rest: string } {
  const parts = text.split(SEPARATOR);
  const rest = parts.pop() ?? "";
  return { added: splitChoices(parts.join("\n")), rest: parts.length > 0 ? rest.trimStart() : rest };
}

/** What pasting a list did: all of it are choices, unless it was pasted in front of other text. */
export function takePasted(before: string, pasted: string, after: string): { added: string[]; rest: string } {
  const whole = before + pasted + after;
  return after.trim() === "" ? { added: splitChoices(whole), rest: "" } : takeTyped(whole);
}
