import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FolderOpen, Scale } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RadioGroup } from "../../components/RadioGroup";
import { type Appearance, openLogFolder, type StartView } from "../../host";
import { keys } from "../../host/queries";
import { common } from "../../text/common";
import { settingsText } from "../../text/shell";
import { ErrorBanner } from "../shell/ErrorState";
import { useChangeAppearance } from "./appearance";
import { Connections } from "./Connections";
import { Licences } from "./Licences";
import styles from "./SettingsDialog.module.css";
import { textSizes, useChangeTextSize } from "./textSize";

const appearances: readonly { id: Appearance; label: string }[] = [
  { id: "system", label: settingsText.system },
  { id: "light", label: settingsText.light },
  { id: "dark", label: settingsText.dark },
];

type Props = {
  start: StartView;
  isOpen: boolean;
  onClose: () => void;
  onChanged: () => Promise<void>;
  onAdd: () => void;
};

export function SettingsDialog({ start, isOpen, onClose, onChanged, onAdd }: Props) {
  const client = useQueryClient();
  const [licences, setLicences] = useState(false);
  const logs = useMutation({ mutationFn: openLogFolder });
  const change = useChangeAppearance(start.appearance);
  const resize = useChangeTextSize(start.textSize);
  return (
    <Dialog
      title={settingsText.title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <Button variant="ink" size="dialog" onPress={onClose}>
          {common.done}
        </Button>
      }
    >
      <div className={styles.settings}>
        <Section title={settingsText.display}>
          <RadioGroup
            inline
            label={settingsText.appearance}
            items={appearances}
            value={start.appearance}
            onChange={change.mutate}
          />
          {change.error && <ErrorBanner error={change.error} onDismiss={change.reset} />}
          <RadioGroup
            inline
            label={settingsText.textSize}
            items={textSizes.map((id) => ({ id, label: settingsText.textSizes[id] }))}
            value={start.textSize}
            onChange={resize.mutate}
          />
          {resize.error && <ErrorBanner error={resize.error} onDismiss={resize.reset} />}
        </Section>
        <Section title={settingsText.connections}>
          <Connections
            start={start}
            onChanged={onChanged}
            onRenamed={() => client.invalidateQueries({ queryKey: keys.start })}
            onAdd={() => {
              onClose();
              onAdd();
            }}
          />
        </Section>
        <Section title={settingsText.here}>
          <dl className={styles.facts}>
            <div>
              <dt className={styles.term}>{settingsText.profile}</dt>
              <dd className={styles.path}>{start.profileDir}</dd>
            </div>
            <div>
              <dt className={styles.term}>{settingsText.logs}</dt>
              <dd className={styles.path}>{start.logDir}</dd>
            </div>
          </dl>
          <div>
            <Button
              variant="secondary"
              size="row"
              icon={FolderOpen}
              pending={logs.isPending}
              onPress={() => logs.mutate()}
            >
              {settingsText.openLogs}
            </Button>
          </div>
          {logs.error && (
            <p className={styles.complaint} role="alert">
              {settingsText.logsNotOpened}
            </p>
          )}
        </Section>
        <Section title={settingsText.about}>
          <p className={styles.about}>
            {settingsText.version(start.version)} {settingsText.notAtoms}
          </p>
          <div>
            <Button variant="secondary" size="row" icon={Scale} onPress={() => setLicences(true)}>
              {settingsText.licences}
            </Button>
          </div>
        </Section>
        <Licences isOpen={licences} onClose={() => setLicences(false)} />
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  );
}
