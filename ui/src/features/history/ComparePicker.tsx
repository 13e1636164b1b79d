import { FileText } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from "react-aria-components";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/SearchField";
import type { CompareSource } from "../../host";
import { pickerText } from "../../text/compare";
import { importText } from "../../text/moving";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./ComparePicker.module.css";
import { useCompareFile } from "./compareQueries";
import { type Candidate, useCandidates } from "./useCandidates";

type Props = {
  agentId: string;
  title: string;
  /** What is on the other side already: it is not offered. */
  other: CompareSource | null;
  isOpen: boolean;
  onClose: () => void;
  /** Once it is gone. */
  onClosed?: () => void;
  /** `at` is when a version was published. */
  onPick: (source: CompareSource, at: string | null) => void;
};

/** Everything that metrics can be compared with, to be searched and chosen. */
export function ComparePicker({ agentId, title, other, isOpen, onClose, onClosed, onPick }: Props) {
  const search = useRef<HTMLInputElement>(null);
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} onClosed={onClosed} initialFocus={search}>
      <Choice agentId={agentId} other={other} onPick={onPick} search={search} />
    </Dialog>
  );
}

type ChoiceProps = Pick<Props, "agentId" | "other" | "onPick"> & {
  search: React.RefObject<HTMLInputElement | null>;
};

function Choice({ agentId, other, onPick, search }: ChoiceProps) {
  const [typed, setTyped] = useState("");
  const { groups, notes, isPart, isSearching, ...failure } = useCandidates(agentId, typed, other);
  const layout = useMemo(() => new ListLayout({ rowSize: 44, headingSize: 32, padding: 4 }), []);
  const file = useCompareFile();
  const all = useMemo(
    () => new Map(groups.flatMap((group) => group.items).map((item) => [item.id, item])),
    [groups],
  );
  return (
    <div className={styles.body}>
      <SearchField
        label={pickerText.search}
        placeholder={pickerText.search}
        value={typed}
        onChange={setTyped}
        inputRef={search}
      />
      {failure.error !== null && (
        <ErrorBanner error={failure.error} onRetry={failure.retry} retrying={failure.isRetrying} />
      )}
      <Virtualizer layout={layout}>
        <ListBox
          aria-label={pickerText.list}
          className={styles.list ?? ""}
          items={groups}
          renderEmptyState={() => (
            <p className={styles.none}>
              {isSearching ? pickerText.searching : pickerText.none(typed, isPart)}
            </p>
          )}
          onAction={(key) => {
            const item = all.get(String(key));
            if (item !== undefined) onPick(item.source, item.at);
          }}
        >
          {(group) => (
            <ListBoxSection id={group.id}>
              <Header className={styles.group ?? ""}>{group.title}</Header>
              <Collection items={group.items}>{(item) => <Row item={item} />}</Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Virtualizer>
      {notes.map((note) => (
        <p key={note} className={styles.reach}>
          {note}
        </p>
      ))}
      <div className={styles.file}>
        <Button
          variant="secondary"
          icon={FileText}
          pending={file.isPending}
          onPress={() =>
            file.mutate(undefined, {
              onSuccess: (read) => {
                if (read?.kind === "ready") onPick({ kind: "file", token: read.token }, null);
              },
            })
          }
        >
          {pickerText.file}
        </Button>
      </div>
      {file.error !== null && <ErrorBanner error={file.error} onDismiss={file.reset} />}
      {file.data?.kind === "unreadable" && (
        <Banner tone="warn" title={pickerText.unreadable(file.data.fileName)} onDismiss={file.reset}>
          {importText.fileProblem(file.data.problem)}
        </Banner>
      )}
    </div>
  );
}

function Row({ item }: { item: Candidate }) {
  return (
    <ListBoxItem id={item.id} textValue={item.name} className={styles.row ?? ""}>
      <span className={styles.name}>{item.name}</span>
      <span className={styles.note}>{item.note}</span>
    </ListBoxItem>
  );
}
