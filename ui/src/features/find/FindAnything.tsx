import { useQuery } from "@tanstack/react-query";
import { CornerDownLeft, Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
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
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Kbd } from "../../components/Kbd";
import { LiveText } from "../../components/LiveText";
import { type Appearance, knownAgents } from "../../host";
import { keys } from "../../host/queries";
import { unpublishedChanges } from "../../text/common";
import { findText } from "../../text/find";
import { metricsText } from "../../text/metrics";
import { requestEdit } from "../metrics/editRequest";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import styles from "./FindAnything.module.css";
import { FoundMark } from "./FoundMark";
import { perform } from "./perform";
import { type Found, type Kind, marked, search } from "./search";
import { useActionContext } from "./useActionContext";

type Props = {
  isOpen: boolean;
  /** The agent whose page is open. */
  agentId: string | null;
  onClose: () => void;
  onAction: (action: "settings" | "shortcuts") => void;
  onAppearance: (appearance: Appearance) => void;
};

/** One field for everything that has a name. Searches this computer alone, so it never waits for Atoms. */
export function FindAnything({ isOpen, onClose, ...props }: Props) {
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
          <Finder onClose={onClose} {...props} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ agentId, onClose, onAction, onAppearance }: Omit<Props, "isOpen">) {
  const [query, setQuery] = useState("");
  const [only, setOnly] = useState<Kind | null>(null);
  const known = useQuery({ queryKey: keys.known, queryFn: knownAgents, staleTime: 0, gcTime: 0 });
  const context = useActionContext(agentId);
  const sections = search(query, known.data ?? [], agentId, context, only);
  const byKey = new Map(sections.flatMap((section) => section.found.map((found) => [found.key, found])));

  function act(found: Found) {
    if (found.kind === "action" && found.offReason !== null) return;
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
        return perform(found.doing, { onAction, onAppearance });
    }
  }

  /** Tab keeps the kind of what is chosen, and the next Tab gives all of them back. */
  function keepKind(event: KeyboardEvent<HTMLInputElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (only !== null) return setOnly(null);
    const chosen = document.getElementById(event.currentTarget.getAttribute("aria-activedescendant") ?? "");
    const key = chosen?.dataset.key;
    const section = sections.find(({ found }) => found.some((each) => each.key === key)) ?? sections[0];
    if (section !== undefined) setOnly(section.id);
  }

  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <AriaSearchField aria-label={findText.title} autoFocus className={styles.field ?? ""}>
        <Icon of={Search} size={18} />
        <Input
          className={styles.input ?? ""}
          placeholder={findText.placeholder}
          onKeyDownCapture={(event) => {
            if (event.key === "Tab") return keepKind(event);
            if (event.key !== "Escape") return;
            // The field would only empty itself and want to be asked twice.
            event.stopPropagation();
            onClose();
          }}
        />
        <LiveText className={styles.only}>{only !== null && findText.only(findText.sections[only])}</LiveText>
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
              <MenuItem
                key={found.key}
                id={found.key}
                textValue={found.label}
                className={`${styles.item} ${isOff(found) ? styles.off : ""}`}
              >
                <FoundMark found={found} />
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
                <span className={styles.note}>{isOff(found) ?? found.note}</span>
                {found.kind === "metric" && found.change !== "same" && (
                  <Chip tone="you" small>
                    {metricsText.change[found.change]}
                  </Chip>
                )}
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
        {(only === null ? findText.hints : findText.hintsOnly).map(({ keys: caps, words }) => (
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

const isOff = (found: Found): string | null => (found.kind === "action" ? found.offReason : null);
