import { useRef, useState } from "react";
import { Checkbox } from "../../components/Checkbox";
import { ChoiceField } from "../../components/ChoiceField";
import { RadioGroup } from "../../components/RadioGroup";
import { SearchField } from "../../components/SearchField";
import { SecretField } from "../../components/SecretField";
import { Segmented } from "../../components/Segmented";
import { Select } from "../../components/Select";
import { Switch } from "../../components/Switch";
import { Tabs } from "../../components/Tabs";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { galleryText as words } from "../../text/gallery";
import { shortcutsText } from "../../text/shortcuts";
import styles from "./Gallery.module.css";

export function GalleryFields() {
  const secret = useRef<HTMLInputElement>(null);
  const [type, setType] = useState<"boolean" | "enum" | null>(null);
  const [appearance, setAppearance] = useState<"light" | "dark">("light");
  const [choices, setChoices] = useState<string[]>([...words.choices]);
  const [typed, setTyped] = useState("");
  const [tab, setTab] = useState<"own" | "templates">("own");
  const [segment, setSegment] = useState<(typeof words.segmentItems)[number]["id"]>("side");
  const change = (next: string[], text: string) => {
    setChoices(next);
    setTyped(text);
  };
  return (
    <div className={styles.fields}>
      <TextField label={words.field} hint={words.hint} placeholder={words.value} />
      <TextField label={words.field} counter={words.counter} defaultValue={words.value} />
      <TextField label={words.field} error={words.error} defaultValue={words.long} />
      <TextArea label={words.prompt} hint={words.hint} defaultValue={words.question} />
      <TextArea label={words.prompt} error={words.error} defaultValue="" />
      <SearchField label={words.search} placeholder={words.search} shortcut={shortcutsText.search} />
      <SecretField
        label={words.secret}
        showLabel={words.show}
        hideLabel={words.hide}
        hint={words.hint}
        inputRef={secret}
      />
      <Select label={words.type} items={words.types} value={type} onChange={setType} hint={words.hint} />
      <Select label={words.type} items={words.types} value="enum" onChange={setType} error={words.error} />
      <ChoiceField
        label={words.choicesField}
        choices={choices}
        text={typed}
        hint={words.hint}
        onChange={change}
      />
      <ChoiceField label={words.choicesField} choices={[]} text="" error={words.error} onChange={change} />
      <div className={styles.row}>
        <Checkbox>{words.check}</Checkbox>
        <Checkbox defaultSelected>{words.check}</Checkbox>
        <Checkbox isDisabled>{words.check}</Checkbox>
      </div>
      <Switch label={words.toggle} description={words.toggleNote} />
      <Switch label={words.toggle} description={words.toggleNote} defaultSelected />
      <RadioGroup
        label={words.appearance}
        items={words.appearances}
        value={appearance}
        onChange={setAppearance}
      />
      <Segmented label={words.segments} items={words.segmentItems} selected={segment} onSelect={setSegment} />
      <Tabs
        label={words.tabs}
        items={words.tabItems.map((item) => ({ ...item, content: item.words }))}
        selected={tab}
        onSelect={setTab}
      />
    </div>
  );
}
