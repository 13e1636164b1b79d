import { useCallback, useState } from "react";
import type { MetricFields } from "../../host";
import { blanksOf, filledFields, type OfferedTemplate } from "./templates";

/** What is filled in before the person writes anything. */
function known(name: string): string {
  return name === "time_zone" ? Intl.DateTimeFormat().resolvedOptions().timeZone : "";
}

/**
 * Templates chosen to be added, and what their blanks are filled with. Both stay while the panel is open: going back
 * from the blanks loses neither.
 */
export function useChosenTemplates(onAdd: (filled: MetricFields[]) => void) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, OfferedTemplate>>(new Map());
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [isAsking, setAsking] = useState(false);

  const blanks = blanksOf([...chosen.values()]);
  const values = Object.fromEntries(blanks.map((name) => [name, typed[name] ?? known(name)]));

  const select = useCallback(
    (template: OfferedTemplate, selected: boolean) =>
      setChosen((before) => {
        const after = new Map(before);
        if (selected) after.set(template.key, template);
        else after.delete(template.key);
        return after;
      }),
    [],
  );

  const addFilled = () => {
    const filled = [...chosen.values()].map((template) => filledFields(template, values));
    setChosen(new Map());
    setAsking(false);
    onAdd(filled);
  };

  return {
    chosen,
    select,
    values,
    setValue: (name: string, value: string) => setTyped((before) => ({ ...before, [name]: value })),
    isAsking,
    add: () => (blanks.length > 0 ? setAsking(true) : addFilled()),
    goBack: () => setAsking(false),
    addFilled,
  };
}
