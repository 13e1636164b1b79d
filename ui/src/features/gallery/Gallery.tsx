import { Headphones, Settings } from "lucide-react";
import { type ReactNode, useState } from "react";
import { AgentMark } from "../../components/AgentMark";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { ChoiceChip } from "../../components/ChoiceChip";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { Dialog } from "../../components/Dialog";
import { Diff } from "../../components/Diff";
import { IconButton } from "../../components/IconButton";
import { Kbd } from "../../components/Kbd";
import { Link } from "../../components/Link";
import { Monogram } from "../../components/Monogram";
import { Sheet } from "../../components/Sheet";
import { TypeChip } from "../../components/TypeChip";
import type { DataType } from "../../host";
import { galleryText as words } from "../../text/gallery";
import styles from "./Gallery.module.css";
import { GalleryFields } from "./GalleryFields";
import { GalleryMessages } from "./GalleryMessages";

const variants = ["publish", "ink", "secondary", "ghost", "destructive"] as const;
const sizes = ["row", "toolbar", "default", "dialog", "form"] as const;
const tones = ["live", "you", "draft", "scan", "warn", "error", "neutral"] as const;
const types: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
const spans = [
  { kind: "same", text: "Did the caller " },
  { kind: "removed", text: "sound happy" },
  { kind: "added", text: "say that the matter is settled" },
  { kind: "same", text: "?" },
] as const;

/** Every component in each of its states, to be looked at in both themes. */
export default function Gallery() {
  return (
    <main className={styles.gallery}>
      <h1 className={styles.title}>{words.title}</h1>
      <p>{words.about}</p>
      <Part title={words.sections.buttons}>
        {variants.map((variant) => (
          <div key={variant} className={styles.row}>
            {sizes.map((size) => (
              <Button key={size} variant={variant} size={size}>
                {words.button}
              </Button>
            ))}
            <Button variant={variant} icon={Settings}>
              {words.button}
            </Button>
            <Button variant={variant} pending>
              {words.button}
            </Button>
            <Button variant={variant} disabledReason={words.offReason}>
              {words.button}
            </Button>
          </div>
        ))}
        <div className={styles.row}>
          <Button variant="secondary">{words.longButton}</Button>
          <IconButton label={words.icon} icon={Settings} />
          <IconButton label={words.icon} icon={Settings} size={24} />
          <IconButton label={words.icon} icon={Settings} off />
          <Link onPress={() => {}}>{words.link}</Link>
        </div>
      </Part>
      <Part title={words.sections.chips}>
        <div className={styles.row}>
          {tones.map((tone) => (
            <Chip key={tone} tone={tone} dot>
              {words.chips[tone]}
            </Chip>
          ))}
        </div>
        <div className={styles.row}>
          {tones.map((tone) => (
            <Chip key={tone} tone={tone} icon={Headphones} small>
              {words.chips[tone]}
            </Chip>
          ))}
        </div>
        <div className={styles.row}>
          {types.map((type) => (
            <TypeChip key={type} type={type} />
          ))}
          <TypeChip type={null} unknown="FLOAT" />
          {(["same", "added", "removed"] as const).map((kind) => (
            <ChoiceChip key={kind} kind={kind}>
              {words.choice}
            </ChoiceChip>
          ))}
          <Monogram name={words.person} />
          <Monogram name={words.workspace} shape="workspace" />
          <AgentMark id="a" size={16} />
          <AgentMark id="b" size={24} />
          <AgentMark id="c" />
        </div>
      </Part>
      <Part title={words.sections.fields}>
        <GalleryFields />
      </Part>
      <Part title={words.sections.messages}>
        <GalleryMessages />
      </Part>
      <Part title={words.sections.text}>
        <div className={styles.row}>
          <Diff spans={spans} />
          <Kbd>{words.key}</Kbd>
        </div>
      </Part>
      <Part title={words.sections.dialogs}>
        <Dialogs />
      </Part>
    </main>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}

function Dialogs() {
  const [open, setOpen] = useState<"dialog" | "confirm" | "sheet" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={styles.row}>
      {(["dialog", "confirm", "sheet"] as const).map((kind) => (
        <Button key={kind} variant="secondary" onPress={() => setOpen(kind)}>
          {words[kind].open}
        </Button>
      ))}
      <Dialog
        title={words.dialog.title}
        isOpen={open === "dialog"}
        onClose={close}
        footer={
          <Button variant="ink" size="dialog" onPress={close}>
            {words.dialog.done}
          </Button>
        }
      >
        {words.dialog.body}
      </Dialog>
      <ConfirmDialog
        title={words.confirm.title}
        body={words.confirm.body}
        confirmLabel={words.confirm.yes}
        cancelLabel={words.confirm.no}
        destructive
        isOpen={open === "confirm"}
        onConfirm={close}
        onCancel={close}
      />
      <Sheet title={words.sheet.title} isOpen={open === "sheet"} onClose={close}>
        {words.sheet.body}
      </Sheet>
    </div>
  );
}
