import type { Rescued, SetAside, SetAsideReason } from "../host";
import { count, listed, unpublishedChanges } from "./common";

function broughtOver({ connections, changes, cards, runs, templates = 0, complete }: Rescued): string {
  const parts = [
    connections > 0 ? count(connections, "connection", "connections") : null,
    changes > 0 ? unpublishedChanges(changes) : null,
    cards > 0 ? `${count(cards, "card", "cards")} kept for later` : null,
    templates > 0 ? count(templates, "template", "templates") : null,
    runs > 0 ? `the record of ${count(runs, "publish", "publishes")}` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0)
    return complete
      ? "There was nothing of yours in it."
      : "Nothing of yours in it could be read; connect with your key again.";
  const all = `${listed(parts)} ${complete ? "were in it and are all here" : "could be read and are here"}.`;
  return complete ? all : `${all} The rest could not be read.`;
}

export const setAsideText = {
  title: {
    corrupted: "Debrief’s file was damaged and is set aside.",
    newer: "Debrief’s file comes from a newer version and is set aside.",
  } satisfies Record<SetAsideReason, string>,
  body: ({ reason, fileName, rescued }: SetAside): string =>
    reason === "newer"
      ? `It is kept untouched as ${fileName}, with your connections and unpublished changes in it. Nothing changed on Atoms. To go back to it, install the newer version and, while Debrief is closed, name that file debrief.sqlite again.`
      : `${rescued ? `${broughtOver(rescued)} ` : ""}Nothing changed on Atoms. The damaged file is kept as ${fileName}: keep it if you miss something, or delete it.`,
  folder: "Show in folder",
  notShown: "The folder could not be opened here. The settings say where it is.",
} as const;
