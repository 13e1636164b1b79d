import type { DraftRow } from "../../host";
import { draftsText } from "../../text/drafts";

const sound = (name: string) => name.trim().toLocaleLowerCase("en-GB");

/** Where in `names` something is called so. */
const placesOf = (name: string, names: readonly string[]) =>
  names.flatMap((other, at) => (sound(other) === sound(name) ? [at] : []));

/** What each draft is called, so that no two are called the same: by its name alone where no other has it. */
export function namesApart(drafts: readonly DraftRow[], now: Date): string[] {
  const names = drafts.map(draftsText.name);
  const told = drafts.map((draft) => {
    const name = draftsText.name(draft);
    return placesOf(name, names).length === 1 ? name : draftsText.nameBy(draft, now);
  });
  return told.map((name, at) => {
    const places = placesOf(name, told);
    return places.length === 1 ? name : draftsText.nameOfSeveral(name, places.indexOf(at) + 1, places.length);
  });
}
