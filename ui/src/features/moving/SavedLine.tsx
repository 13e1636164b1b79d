import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { StatusLine } from "../../components/StatusLine";
import { type SavedFile, showSavedFile } from "../../host";
import { exportText } from "../../text/moving";

/** Where a file was saved, until it is dismissed, and the way to its folder. */
export function SavedLine({ saved, onDismiss }: { saved: SavedFile | null; onDismiss?: () => void }) {
  const [notShown, setNotShown] = useState(false);
  return (
    <>
      <StatusLine
        onDismiss={onDismiss}
        actions={
          saved !== null && (
            <Button
              variant="secondary"
              size="row"
              icon={FolderOpen}
              onPress={() => {
                setNotShown(false);
                showSavedFile(saved.id).catch(() => setNotShown(true));
              }}
            >
              {exportText.show}
            </Button>
          )
        }
      >
        {saved !== null && exportText.saved(saved.name)}
      </StatusLine>
      {notShown && <p role="alert">{exportText.notShown}</p>}
    </>
  );
}
