import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RadioGroup } from "../../components/RadioGroup";
import { type Appearance, type StartView, setAppearance } from "../../host";
import { keys } from "../../host/queries";
import { common } from "../../text/common";
import { settingsText } from "../../text/shell";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./SettingsDialog.module.css";
import { textSizes, useChangeTextSize } from "./textSize";

const appearances: readonly { id: Appearance; label: string }[] = [
  { id: "system", label: settingsText.system },
  { id: "light", label: settingsText.light },
  { id: "dark", label: settingsText.dark },
];

type Props = { start: StartView; isOpen: boolean; onClose: () => void };

export function SettingsDialog({ start, isOpen, onClose }: Props) {
  const client = useQueryClient();
  const show = (appearance: Appearance) =>
    client.setQueryData<StartView>(keys.start, (view) => view && { ...view, appearance });
  const change = useMutation({
    mutationFn: setAppearance,
    // The window changes at once; a choice that could not be kept goes back.
    onMutate: (appearance: Appearance) => {
      show(appearance);
      return start.appearance;
    },
    onError: (_error, _appearance, before) => {
      if (before) show(before);
    },
  });
  const resize = useChangeTextSize(start.textSize);
  return (
    <Dialog
      title={settingsText.title}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
      footer={
        <Button variant="ink" size="dialog" onPress={onClose}>
          {common.done}
        </Button>
      }
    >
      <div className={styles.settings}>
        <RadioGroup
          label={settingsText.appearance}
          items={appearances}
          value={start.appearance}
          onChange={change.mutate}
        />
        {change.error && <ErrorBanner error={change.error} onDismiss={change.reset} />}
        <RadioGroup
          label={settingsText.textSize}
          items={textSizes.map((id) => ({ id, label: settingsText.textSizes[id] }))}
          value={start.textSize}
          onChange={resize.mutate}
        />
        {resize.error && <ErrorBanner error={resize.error} onDismiss={resize.reset} />}
        <dl className={styles.facts}>
          <div>
            <dt className={styles.term}>{settingsText.profile}</dt>
            <dd className={styles.path}>{start.profileDir}</dd>
          </div>
          <div>
            <dt className={styles.term}>{common.app}</dt>
            <dd>{settingsText.version(start.version)}</dd>
          </div>
        </dl>
      </div>
    </Dialog>
  );
}
