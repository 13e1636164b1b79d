import { Diff } from "../../components/Diff";
import type { DataType, IncomingChange } from "../../host";
import { importText } from "../../text/moving";
import { dataTypeName, dataTypeNames } from "../../text/names";
import styles from "./Moving.module.css";

/** Where an incoming metric differs from the one that is there, in words and as tracked changes. */
export function IncomingWords({ change, type }: { change: IncomingChange; type: DataType | null }) {
  const { fields } = change.difference;
  return (
    <>
      <p className={styles.note}>{importText.differs(change.difference)}</p>
      {fields.includes("dataType") && type !== null && (
        <p>{importText.typeFrom(dataTypeName(change.typeBefore), dataTypeNames[type])}</p>
      )}
      {fields.includes("prompt") && <Diff spans={change.prompt} />}
      {fields.includes("choices") && <p>{importText.choicesFrom(change.choicesBefore, change.choices)}</p>}
    </>
  );
}
