import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileWarning, FolderOpen } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { dismissSetAside, openProfileFolder, type SetAside, type StartView } from "../../host";
import { keys } from "../../host/queries";
import { setAsideText } from "../../text/setAside";
import { ErrorBanner } from "./ErrorState";

/** What happened to the file of before, until the person has read it. */
export function SetAsideBanner({ setAside }: { setAside: SetAside }) {
  const client = useQueryClient();
  const show = useMutation({ mutationFn: openProfileFolder });
  const dismiss = useMutation({
    mutationFn: dismissSetAside,
    onSuccess: () =>
      client.setQueryData<StartView>(keys.start, (view) => view && { ...view, setAside: null }),
  });
  return (
    <>
      <Banner
        tone="warn"
        icon={FileWarning}
        title={setAsideText.title[setAside.reason]}
        onDismiss={() => dismiss.mutate()}
        actions={
          <Button
            variant="secondary"
            size="row"
            icon={FolderOpen}
            pending={show.isPending}
            onPress={() => show.mutate()}
          >
            {setAsideText.folder}
          </Button>
        }
      >
        {setAsideText.body(setAside)}
      </Banner>
      {show.error && <ErrorBanner error={show.error} body={setAsideText.notShown} onDismiss={show.reset} />}
      {dismiss.error && <ErrorBanner error={dismiss.error} onDismiss={dismiss.reset} />}
    </>
  );
}
