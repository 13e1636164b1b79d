import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Appearance, type StartView, setAppearance } from "../../host";
import { keys } from "../../host/queries";

/** Changes the appearance. The window changes at once; a choice that could not be kept goes back. */
export function useChangeAppearance(now: Appearance) {
  const client = useQueryClient();
  const show = (appearance: Appearance) =>
    client.setQueryData<StartView>(keys.start, (view) => view && { ...view, appearance });
  return useMutation({
    mutationFn: setAppearance,
    onMutate: (appearance: Appearance) => {
      show(appearance);
      return now;
    },
    onError: (_error, _appearance, before) => {
      if (before) show(before);
    },
  });
}
