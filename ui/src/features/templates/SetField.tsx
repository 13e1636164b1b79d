import { Button } from "../../components/Button";
import { TextField } from "../../components/TextField";
import { templatesText } from "../../text/templates";
import styles from "./TemplateForm.module.css";

interface Props {
  value: string;
  onChange: (set: string) => void;
  /** Sets there are already. */
  sets: readonly string[];
}

/** The set a template belongs to: a new name, or one of those there are. */
export function SetField({ value, onChange, sets }: Props) {
  const others = sets.filter((set) => set !== value.trim());
  return (
    <div className={styles.set}>
      <TextField
        label={templatesText.edit.set}
        value={value}
        onChange={onChange}
        hint={templatesText.edit.setHint}
        autoComplete="off"
      />
      {others.length > 0 && (
        <ul className={styles.sets} aria-label={templatesText.edit.sets}>
          {others.map((set) => (
            <li key={set}>
              <Button
                variant="ghost"
                size="row"
                aria-label={templatesText.edit.takeSet(set)}
                onPress={() => onChange(set)}
              >
                {set}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
