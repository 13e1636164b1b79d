import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { openDialogs, useKeyDown } from "../../components/useKeyDown";
import { type ConnectionView, closeAgent, type StartView } from "../../host";
import { shellText } from "../../text/shell";
import { AgentsPage } from "../agents/AgentsPage";
import { FindAnything } from "../find/FindAnything";
import { useLookAfterRuns } from "../publish/publishQueries";
import { useChangeAppearance } from "../settings/appearance";
import { SettingsDialog } from "../settings/SettingsDialog";
import { useTextSizeKeys } from "../settings/textSize";
import { AgentPages } from "./AgentPages";
import { ErrorBanner } from "./ErrorState";
import { PageNews } from "./PageNews";
import { useRoute } from "./route";
import { SetAsideBanner } from "./SetAsideBanner";
import styles from "./Shell.module.css";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { Sidebar } from "./Sidebar";
import { useShell } from "./shellContext";

type Props = {
  start: StartView;
  connection: ConnectionView;
  onChanged: () => Promise<void>;
  onAdd: () => void;
};

/** What lies over the page, one at a time. */
export type Overlay = "find" | "settings" | "shortcuts";

/** Ctrl+K and Ctrl+/, unless a dialog is in front: that has keys of its own. */
function useOverlayKeys(show: (overlay: Overlay) => void) {
  useKeyDown(true, (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const overlay = { k: "find", "/": "shortcuts" }[event.key.toLowerCase()] as Overlay | undefined;
    if (overlay === undefined) return;
    event.preventDefault();
    if (openDialogs().length === 0) show(overlay);
  });
}

/** The sidebar and the page beside it. */
export function Shell({ start, connection, onChanged, onAdd }: Props) {
  const route = useRoute();
  const shell = useShell();
  const panel = useRef<HTMLElement>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const dress = useChangeAppearance(start.appearance);
  useOverlayKeys(setOverlay);
  useTextSizeKeys(start.textSize, setTrouble);
  useLookAfterRuns(connection);
  const close = () => setOverlay(null);
  const atList = route.page === "agents";

  useEffect(() => {
    // Right after the start there is no page yet, and the agent last open is still to be shown.
    if (atList && window.location.hash !== "") closeAgent().catch(setTrouble);
  }, [atList]);

  // What had the focus may be gone with the page before, or have left the list of recent agents.
  const place = `${route.page} ${atList ? "" : route.agentId} ${start.recentAgents.map((agent) => agent.id)}`;
  useEffect(() => {
    if (place !== "" && document.activeElement === document.body) panel.current?.focus();
  }, [place]);

  return (
    <div className={styles.window}>
      <button type="button" className={styles.skip} onClick={() => panel.current?.focus()}>
        {shellText.skip}
      </button>
      <Sidebar
        start={start}
        connection={connection}
        route={route}
        onChanged={onChanged}
        onAdd={onAdd}
        onTrouble={setTrouble}
        onShow={setOverlay}
      />
      <FindAnything
        isOpen={overlay === "find"}
        agentId={route.page === "agents" ? null : route.agentId}
        onClose={close}
        onAction={setOverlay}
        onAppearance={(appearance) => dress.mutate(appearance, { onError: setTrouble })}
      />
      <SettingsDialog
        start={start}
        isOpen={overlay === "settings"}
        onClose={close}
        onChanged={onChanged}
        onAdd={onAdd}
      />
      <ShortcutsDialog isOpen={overlay === "shortcuts"} onClose={close} />
      <main ref={panel} tabIndex={-1} className={styles.panel}>
        {connection.readingOnly && (
          <div className={styles.trouble}>
            <Banner
              tone="warn"
              icon={KeyRound}
              title={shellText.reading.title}
              actions={
                <Button variant="secondary" size="row" onPress={() => shell?.enterNewKey()}>
                  {shellText.enterKey}
                </Button>
              }
            >
              {shellText.reading.body(connection)}
            </Banner>
          </div>
        )}
        {start.setAside && (
          <PageNews className={styles.trouble}>
            <SetAsideBanner setAside={start.setAside} />
          </PageNews>
        )}
        {trouble !== null && (
          <PageNews className={styles.trouble}>
            <ErrorBanner error={trouble} onDismiss={() => setTrouble(null)} />
          </PageNews>
        )}
        {route.page === "agents" ? (
          <AgentsPage automation={start.automation} />
        ) : (
          <AgentPages
            key={route.agentId}
            agentId={route.agentId}
            page={route.page}
            automation={start.automation}
            recent={start.recentAgents}
          />
        )}
      </main>
    </div>
  );
}
