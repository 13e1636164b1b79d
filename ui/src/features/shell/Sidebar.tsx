import {
  CircleAlert,
  CircleCheck,
  Headphones,
  History,
  Keyboard,
  ListChecks,
  type LucideIcon,
  Search,
  Settings,
} from "lucide-react";
import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { AgentMark } from "../../components/AgentMark";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { Kbd } from "../../components/Kbd";
import { Monogram } from "../../components/Monogram";
import type { ConnectionView, StartView } from "../../host";
import { useKept } from "../../host/kept";
import { findText } from "../../text/find";
import { shellText } from "../../text/shell";
import { shortcutsText } from "../../text/shortcuts";
import { clock } from "../../text/time";
import { ConnectionMenu } from "./ConnectionMenu";
import { OpenRuns } from "./OpenRuns";
import { agentHref, agentsHref, type Route } from "./route";
import type { Overlay } from "./Shell";
import styles from "./Sidebar.module.css";
import { useAgentName } from "./useAgentName";

type Props = {
  start: StartView;
  connection: ConnectionView;
  route: Route;
  onChanged: () => Promise<void>;
  onAdd: () => void;
  onTrouble: (error: unknown) => void;
  onShow: (overlay: Overlay) => void;
};

export function Sidebar({ start, connection, route, onChanged, onAdd, onTrouble, onShow }: Props) {
  const [wide, setWide] = useWide();
  const agentId = route.page === "agents" ? null : route.agentId;
  const recent = start.recentAgents.filter((agent) => agent.id !== agentId).slice(0, 5);
  const here = useAgentName(agentId, start.recentAgents);

  return (
    <aside
      className={`${styles.sidebar} ${wide ? styles.wide : ""}`}
      aria-label={shellText.sidebar}
      data-rail={!wide}
    >
      <ConnectionMenu
        start={start}
        connection={connection}
        onChanged={onChanged}
        onAdd={onAdd}
        onTrouble={onTrouble}
      />
      <AriaButton className={styles.find ?? ""} onPress={() => onShow("find")}>
        <Icon of={Search} />
        <span className={styles.words}>{findText.title}</span>
        <span className={styles.findKey} aria-hidden="true">
          <Kbd>{findText.shortcut}</Kbd>
        </span>
      </AriaButton>
      <nav className={styles.nav} aria-label={shellText.pages}>
        <NavLink
          href={agentsHref}
          icon={Headphones}
          current={route.page === "agents"}
          onFollow={() => setWide(false)}
        >
          {shellText.agents}
        </NavLink>
        {agentId !== null && (
          <>
            <h2 className={styles.heading}>{here.name}</h2>
            <NavLink
              href={agentHref(agentId)}
              icon={ListChecks}
              current={route.page === "metrics"}
              unpublished={here.unpublished}
              onFollow={() => setWide(false)}
            >
              {shellText.metrics}
            </NavLink>
            <NavLink
              href={agentHref(agentId, "history")}
              icon={History}
              current={route.page === "history"}
              onFollow={() => setWide(false)}
            >
              {shellText.history}
            </NavLink>
          </>
        )}
        <OpenRuns onFollow={() => setWide(false)} />
        {recent.length > 0 && (
          <>
            <h2 className={styles.heading}>{shellText.recent}</h2>
            {recent.map((agent) => (
              <NavLink
                key={agent.id}
                href={agentHref(agent.id)}
                agentId={agent.id}
                unpublished={agent.unpublished}
                onFollow={() => setWide(false)}
              >
                {agent.name}
              </NavLink>
            ))}
          </>
        )}
      </nav>
      <div className={styles.foot}>
        <KeptLine />
        <div className={styles.person}>
          <Monogram name={connection.person ?? connection.name} />
          <span className={styles.personName}>{connection.person ?? connection.name}</span>
          <IconButton label={shortcutsText.title} icon={Keyboard} onPress={() => onShow("shortcuts")} />
          <IconButton label={shellText.settings} icon={Settings} onPress={() => onShow("settings")} />
        </div>
      </div>
    </aside>
  );
}

/** In a narrow window the sidebar is a rail; Ctrl+B opens it over the page, Esc closes it. */
function useWide() {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "b") {
        event.preventDefault();
        setWide((open) => !open);
      }
      if (event.key === "Escape") setWide(false);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return [wide, setWide] as const;
}

type LinkProps = {
  href: string;
  icon?: LucideIcon;
  agentId?: string;
  current?: boolean;
  unpublished?: number;
  children: string;
  onFollow: () => void;
};

function NavLink({ href, icon, agentId, current = false, unpublished = 0, children, onFollow }: LinkProps) {
  return (
    <a
      href={href}
      className={styles.link}
      title={children}
      {...(current ? { "aria-current": "page" } : {})}
      {...(unpublished > 0 ? { "aria-description": shellText.unpublished(unpublished) } : {})}
      onClick={onFollow}
    >
      {icon && <Icon of={icon} />}
      {agentId !== undefined && <AgentMark id={agentId} size={16} />}
      <span className={styles.words}>{children}</span>
      {unpublished > 0 && (
        <span className={styles.count} aria-hidden="true">
          {unpublished}
        </span>
      )}
    </a>
  );
}

function KeptLine() {
  const kept = useKept();
  const where = kept.at ? shellText.keptAt(clock(kept.at)) : shellText.keptWhere;
  return (
    <div className={kept.ok ? styles.kept : `${styles.kept} ${styles.notKept}`} role="status">
      <Icon of={kept.ok ? CircleCheck : CircleAlert} size={14} />
      <span className={styles.keptWords}>
        <span>{kept.ok ? shellText.kept : shellText.notKept}</span>
        <span className={styles.keptWhere}>{kept.ok ? where : shellText.notKeptWhere}</span>
      </span>
    </div>
  );
}
