import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { closeWindow, onNotice } from "../../host";
import { flushAll } from "../../host/flush";
import { keys } from "../../host/queries";

/** Looks again at what Rust says has moved, and lets the window go once all is kept. */
export function useNotices(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onNotice((notice) => {
        switch (notice.kind) {
          case "connectionChanged":
            void client.invalidateQueries({ queryKey: keys.start });
            return;
          case "publishMoved":
            void client.invalidateQueries({ queryKey: ["publish", notice.agentId] });
            void client.invalidateQueries({ queryKey: keys.agent(notice.agentId) });
            void client.invalidateQueries({ queryKey: keys.versions(notice.agentId) });
            void client.invalidateQueries({ queryKey: ["agents"] });
            return;
          case "windowClosing":
            // Rust closes by itself if the page does not answer, so a refusal here loses nothing.
            void flushAll().finally(() => void closeWindow().catch(() => undefined));
        }
      }),
    [client],
  );
}
