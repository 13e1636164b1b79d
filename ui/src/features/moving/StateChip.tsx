import { Chip } from "../../components/Chip";
import type { ImportState } from "../../host";

const tones = { new: "you", identical: "neutral", different: "warn", refused: "error" } as const;

/** How an incoming metric stands to what is there. */
export function StateChip({ state, words }: { state: ImportState["kind"]; words: string }) {
  return (
    <Chip tone={tones[state]} small>
      {words}
    </Chip>
  );
}
