import { useCallback, useRef, useState } from "react";
import {
  deleteTemplates,
  exportTemplates,
  type OwnTemplate,
  openTemplatesFile,
  putBackTemplates,
  renameTemplateSet,
  type SavedFile,
  type TemplatesFile,
  toHostError,
} from "../../host";
import { errorText } from "../../text/errors";
import { templatesText } from "../../text/templates";
import { useReadOwnAgain } from "./templateQueries";
import { typedSetNames } from "./typed";

/** What was done last, and what can be done about it. */
export interface Done {
  words: string;
  bad?: boolean;
  undo?: OwnTemplate[];
  file?: SavedFile;
}

/** What is in front of the list. */
export type OwnDialog =
  | { kind: "edit"; template: OwnTemplate }
  | { kind: "renameSet"; set: string }
  | { kind: "import"; file: Extract<TemplatesFile, { kind: "read" }> };

/** What is done to the person's own templates. One thing at a time; each ends in a line that says so. */
export function useOwnWork(onGone: (templates: OwnTemplate[]) => void) {
  const readAgain = useReadOwnAgain();
  const [done, setDone] = useState<Done | null>(null);
  const [dialog, setDialog] = useState<OwnDialog | null>(null);
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);

  const run = useCallback(
    async (work: () => Promise<Done | null>) => {
      if (busy.current) return;
      busy.current = true;
      setBusy(true);
      try {
        const next = await work();
        if (next !== null) setDone(next);
      } catch (thrown) {
        setDone({ words: templatesText.mine.notDone(errorText(toHostError(thrown)).title), bad: true });
      } finally {
        busy.current = false;
        setBusy(false);
        await readAgain();
      }
    },
    [readAgain],
  );

  const remove = (templates: OwnTemplate[], words: string) =>
    run(async () => {
      await deleteTemplates(templates.map((template) => template.id));
      onGone(templates);
      return { words, undo: templates };
    });

  const putBack = (templates: OwnTemplate[]) =>
    run(async () => {
      await putBackTemplates(templates);
      return { words: templatesText.mine.back(templates.map((template) => template.text.name)) };
    });

  const exportThese = (templates: readonly OwnTemplate[]) =>
    run(async () => {
      const words = { title: templatesText.mine.exportTitle, kind: templatesText.mine.dialogKind };
      const file = await exportTemplates(
        templates.map((template) => template.id),
        words,
      );
      return file && { words: templatesText.mine.exported(templates.length, file.name), file };
    });

  const openFile = () =>
    run(async () => {
      const words = { title: templatesText.mine.importTitle, kind: templatesText.mine.dialogKind };
      const file = await openTemplatesFile(words);
      if (file === null) return null;
      if (file.kind === "newer") return { words: templatesText.file.newer(file.fileName), bad: true };
      if (file.kind === "notTemplates")
        return { words: templatesText.file.notTemplates(file.fileName), bad: true };
      setDialog({ kind: "import", file });
      return null;
    });

  const renameSet = (set: string, name: string) =>
    run(async () => {
      setDialog(null);
      const next = name.trim();
      if (next !== set) await renameTemplateSet(set, next);
      typedSetNames.delete(set);
      if (next === set) return null;
      return {
        words: next === "" ? templatesText.mine.dissolvedSet(set) : templatesText.mine.renamedSet(next),
      };
    });

  return {
    done,
    setDone,
    dialog,
    setDialog,
    isBusy,
    readAgain,
    remove,
    putBack,
    exportThese,
    openFile,
    renameSet,
  };
}

export type OwnWork = ReturnType<typeof useOwnWork>;
