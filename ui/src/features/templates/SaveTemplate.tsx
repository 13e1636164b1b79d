import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { StatusLine } from "../../components/StatusLine";
import { TextField } from "../../components/TextField";
import { type AgentView, type MetricFields, saveTemplates, type TemplateText, toHostError } from "../../host";
import { useTyped } from "../../host/typed";
import { errorText } from "../../text/errors";
import { readableName } from "../../text/names";
import { templatesText } from "../../text/templates";
import { SetField } from "./SetField";
import styles from "./TemplateForm.module.css";
import { useOwnTemplates, useReadOwnAgain } from "./templateQueries";
import { setNames, textOf } from "./templates";
import { type TypedNew, typedNew } from "./typed";

interface Props {
  agent: AgentView;
  /** Ids of metrics, or all that are not removed. */
  metrics: readonly string[] | "all";
  onClose: () => void;
}

/** Keeps metrics of an agent as templates, as they stand in the working copy. */
export function SaveTemplate({ agent, metrics, onClose }: Props) {
  const rows = agent.metrics.filter((row) =>
    metrics === "all" ? row.change !== "removed" : metrics.includes(row.id),
  );
  const fields = rows.flatMap(({ identifier, dataType, prompt, choices }): MetricFields[] =>
    dataType === null ? [] : [{ identifier, dataType, prompt, choices }],
  );
  return (
    <SaveFields
      place={`${agent.id}/${metrics === "all" ? "all" : [...metrics].sort().join(",")}`}
      fields={fields}
      unknown={rows.filter((row) => row.dataType === null).map((row) => readableName(row.identifier))}
      set={metrics === "all" ? agent.name : ""}
      title={metrics === "all" ? templatesText.save.all : undefined}
      onClose={onClose}
    />
  );
}

interface FieldsProps {
  /** What is typed is there again when the same is saved later. */
  place: string;
  fields: readonly MetricFields[];
  /** Names of those whose type Debrief does not know. */
  unknown?: readonly string[];
  /** The set that is offered. */
  set?: string;
  title?: string | undefined;
  onClose: () => void;
}

/** The same for what stands in a card: one gets a name, several get a set. */
export function SaveFields({
  place,
  fields,
  unknown = [],
  set: offeredSet = "",
  title,
  onClose,
}: FieldsProps) {
  const own = useOwnTemplates(true);
  const readAgain = useReadOwnAgain();
  const [typed, setTyped] = useTyped<TypedNew>(typedNew, place, () => ({}));
  // What is offered stands as it was when the form opened, also while the metrics are edited behind it.
  const [offered] = useState<TemplateText[]>(() => fields.map(textOf));
  const { set = offeredSet, ...words } = typed;
  const texts = offered.length === 1 ? offered.map((text) => ({ ...text, ...words })) : offered;
  const [state, setState] = useState<"asking" | "saving">("asking");
  const [refusals, setRefusals] = useState<string[]>([]);
  const [done, setDone] = useState<string | null>(null);
  const one = texts.length === 1 ? texts[0] : undefined;
  const taken = new Set(own.data?.map((template) => template.text.name.toLocaleLowerCase("en")));
  const known = texts
    .map(({ name }) => name.trim())
    .filter((name) => taken.has(name.toLocaleLowerCase("en")));

  const save = async () => {
    setState("saving");
    try {
      const outcome = await saveTemplates(texts, set);
      if (outcome.kind === "refused") {
        const name = (index: number) => texts[index]?.name ?? "";
        setRefusals(
          outcome.problems.map((problem) => templatesText.save.problem(name(problem.metric), problem)),
        );
      } else {
        typedNew.delete(place);
        setRefusals([]);
        setDone(templatesText.save.done(texts.length, set.trim() === "" ? null : set.trim()));
        await readAgain();
      }
    } catch (thrown) {
      setRefusals([templatesText.save.failed(errorText(toHostError(thrown)).title)]);
    } finally {
      setState("asking");
    }
  };

  const type = (change: TypedNew) => setTyped({ ...typed, ...change });
  return (
    <Dialog
      title={title ?? (texts.length > 1 ? templatesText.save.many : templatesText.save.one)}
      isOpen
      onClose={onClose}
      footer={
        done !== null ? (
          <Button variant="ink" size="dialog" onPress={onClose} autoFocus>
            {templatesText.save.close}
          </Button>
        ) : (
          <>
            <Button variant="secondary" size="dialog" onPress={onClose}>
              {templatesText.blanks.cancel}
            </Button>
            <Button
              variant="ink"
              size="dialog"
              pending={state === "saving"}
              disabledReason={texts.length === 0 ? templatesText.save.nothing : null}
              onPress={() => void save()}
            >
              {templatesText.save.save}
            </Button>
          </>
        )
      }
    >
      {done !== null ? (
        <StatusLine>{done}</StatusLine>
      ) : (
        <div className={styles.form}>
          <p>{texts.length === 0 ? templatesText.save.nothing : templatesText.save.body(texts.length)}</p>
          {one !== undefined && (
            <>
              <TextField
                label={templatesText.edit.name}
                value={one.name}
                onChange={(name) => type({ name })}
                hint={templatesText.edit.nameHint}
                autoComplete="off"
              />
              <TextField
                label={templatesText.whenToUse}
                value={one.whenToUse}
                onChange={(whenToUse) => type({ whenToUse })}
                hint={templatesText.edit.whenToUseHint}
                autoComplete="off"
              />
            </>
          )}
          {texts.length > 0 && (
            <SetField value={set} onChange={(next) => type({ set: next })} sets={setNames(own.data ?? [])} />
          )}
          {texts.length > 1 && (
            <div>
              <h3 className={styles.caption}>{templatesText.save.list}</h3>
              <ul className={styles.names}>
                {texts.map(({ name, fields: { identifier } }) => (
                  <li key={identifier}>
                    <span>{name}</span>
                    <span className={styles.quiet}>{identifier}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {known.length > 0 && <p className={styles.quiet}>{templatesText.save.known(known)}</p>}
          {unknown.length > 0 && <p className={styles.quiet}>{templatesText.save.unknown([...unknown])}</p>}
          {refusals.length > 0 && (
            <div role="alert" className={styles.bad}>
              {refusals.map((words) => (
                <p key={words}>{words}</p>
              ))}
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
