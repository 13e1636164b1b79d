import { useQuery } from "@tanstack/react-query";
import {
  CornerDownLeft,
  Headphones,
  History,
  Keyboard,
  ListChecks,
  type LucideIcon,
  Plus,
  Search,
  Settings,
} from "lucide-react";
import { useState } from "react";
import {
  Dialog as AriaDialog,
  Menu as AriaMenu,
  SearchField as AriaSearchField,
  Autocomplete,
  Header,
  Input,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
} from "react-aria-components";
import { AgentMark } from "../../components/AgentMark";
import { Icon } from "../../components/Icon";
import { Kbd } from "../../components/Kbd";
import { typeIcons } from "../../components/TypeChip";
import { knownAgents } from "../../host";
import { keys } from "../../host/queries";
import { unpublishedChanges } from "../../text/common";
import { findText } from "../../text/find";
import { requestEdit } from "../metrics/editRequest";
import { NEW_SLOT } from "../metrics/usePanel";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import styles from "./FindAnything.module.css";
import { type ActionId, type Found, marked, search } from "./search";

type Props = {
  isOpen: boolean;
  /** The agent whose page is open. */
  agentId: string | null;
  onClose: () => void;
  onAction: (action: "settings" | "shortcuts") => void;
};

/** One field for everything that has a name. Searches this computer alone, so it never waits for Atoms. */
export function FindAnything({ isOpen, agentId, onClose, onAction }: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.overlay ?? ""}
    >
      <Modal className={styles.modal ?? ""}>
        <AriaDialog className={styles.dialog ?? ""} aria-label={findText.title}>
          <Finder agentId={agentId} onClose={onClose} onAction={onAction} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ agentId, onClose, onAction }: Omit<Props, "isOpen">) {
  const [query, setQuery] = useState("");
  const known = useQuery({ queryKey: keys.known, queryFn: knownAgents, staleTime: 0, gcTime: 0 });
  const sections = search(query, known.data ?? [], agentId);
  const byKey = new Map(sections.flatMap((section) => section.found.map((found) => [found.key, found])));

  function act(found: Found) {
    onClose();
    switch (found.kind) {
      case "agent":
        return goTo(agentHref(found.agentId));
      case "page":
        return goTo(found.href);
      case "metric":
        goTo(agentHref(found.agentId));
        return requestEdit(found.agentId, found.metricId);
      case "action":
        if (found.action !== "add") return onAction(found.action);
        if (agentId === null) return;
        goTo(agentHref(agentId));
        return requestEdit(agentId, NEW_SLOT);
    }
  }

  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <AriaSearchField aria-label={findText.title} autoFocus className={styles.field ?? ""}>
        <Icon of={Search} size={18} />
        <Input
          className={styles.input ?? ""}
          placeholder={findText.placeholder}
          onKeyDownCapture={(event) => {
            if (event.key !== "Escape") return;
            // The field would only empty itself and want to be asked twice.
            event.stopPropagation();
            onClose();
          }}
        />
        <span aria-hidden="true">
          <Kbd>{findText.close}</Kbd>
        </span>
      </AriaSearchField>
      {known.error && <ErrorBanner error={known.error} onDismiss={() => void known.refetch()} />}
      <AriaMenu
        aria-label={findText.results}
        className={styles.results ?? ""}
        onAction={(key) => {
          const found = byKey.get(String(key));
          if (found) act(found);
        }}
        renderEmptyState={() =>
          known.isPending ? null : <p className={styles.nothing}>{findText.nothing(query.trim())}</p>
        }
      >
        {sections.map((section) => (
          <MenuSection key={section.id} id={`section:${section.id}`}>
            <Header className={styles.title}>{section.title}</Header>
            {section.found.map((found) => (
              <MenuItem key={found.key} id={found.key} textValue={found.label} className={styles.item ?? ""}>
                <Mark found={found} />
                <span className={styles.label}>
                  {marked(found.label, query).map((piece, index) =>
                    piece.hit ? (
                      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
                      <mark key={index}>{piece.text}</mark>
                    ) : (
                      piece.text
                    ),
                  )}
                </span>
                <span className={styles.note}>{found.note}</span>
                {found.kind === "agent" && found.unpublished > 0 && (
                  <span className={styles.unpublished}>{unpublishedChanges(found.unpublished)}</span>
                )}
                <span className={styles.enter} aria-hidden="true">
                  <Icon of={CornerDownLeft} size={14} />
                </span>
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </AriaMenu>
      <footer className={styles.footer} aria-hidden="true">
        {findText.hints.map(({ keys: caps, words }) => (
          <span key={words} className={styles.hint}>
            {caps.map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
            {words}
          </span>
        ))}
        <span className={styles.scope}>{findText.scope}</span>
      </footer>
    </Autocomplete>
  );
}

const pageIcons: Record<"agents" | "metrics" | "history", LucideIcon> = {
  agents: Headphones,
  metrics: ListChecks,
  history: History,
};
const actionIcons: Record<ActionId, LucideIcon> = { add: Plus, settings: Settings, shortcuts: Keyboard };

function Mark({ found }: { found: Found }) {
  switch (found.kind) {
    case "agent":
      return <AgentMark id={found.agentId} size={16} />;
    case "metric":
      return <Icon of={found.dataType === null ? ListChecks : typeIcons[found.dataType]} />;
    case "page":
      return <Icon of={pageIcons[found.page]} />;
    case "action":
      return <Icon of={actionIcons[found.action]} />;
  }
}
