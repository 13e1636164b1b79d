import { Download, Undo2, Upload } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { StatusLine } from "../../components/StatusLine";
import { type OwnTemplate, showSavedFile } from "../../host";
import { common } from "../../text/common";
import { exportText } from "../../text/moving";
import { templatesText } from "../../text/templates";
import styles from "./TemplatesTab.module.css";
import type { OwnWork } from "./useOwnWork";

/** Above the person's own: in and out as a file, and what was done last. */
export function OwnBar({ own, work }: { own: readonly OwnTemplate[]; work: OwnWork }) {
  const { done, setDone } = work;
  return (
    <div className={styles.own}>
      <div className={styles.ownActions}>
        <Button
          variant="secondary"
          size="row"
          icon={Upload}
          pending={work.isBusy}
          onPress={() => void work.openFile()}
        >
          {templatesText.mine.import}
        </Button>
        {own.length > 0 && (
          <Button variant="secondary" size="row" icon={Download} onPress={() => void work.exportThese(own)}>
            {templatesText.mine.exportAll}
          </Button>
        )}
      </div>
      {done?.bad ? (
        <Banner tone="error" onDismiss={() => setDone(null)}>
          {done.words}
        </Banner>
      ) : (
        <StatusLine
          actions={
            <>
              {done?.undo && (
                <Button
                  variant="secondary"
                  size="row"
                  icon={Undo2}
                  onPress={() => void work.putBack(done.undo ?? [])}
                >
                  {common.undo}
                </Button>
              )}
              {done?.file && (
                <Button
                  variant="secondary"
                  size="row"
                  onPress={() =>
                    void showSavedFile(done.file?.id ?? "").catch(() =>
                      setDone({ words: exportText.notShown, bad: true }),
                    )
                  }
                >
                  {templatesText.mine.showFile}
                </Button>
              )}
            </>
          }
          onDismiss={() => setDone(null)}
        >
          {done?.words}
        </StatusLine>
      )}
    </div>
  );
}
