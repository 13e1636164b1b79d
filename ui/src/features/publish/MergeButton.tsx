import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Skeleton } from "../../components/Skeleton";
import { type MergeView, mergeView, type Side } from "../../host";
import { useEditMetrics } from "../../host/queries";
import { common } from "../../text/common";
import { mergeText } from "../../text/merge";
import { versionName } from "../../text/publish";
import { ErrorBanner } from "../shell/ErrorState";
import { ConflictChoice } from "./ConflictChoice";
import styles from "./MergeButton.module.css";
import { ReviewChange } from "./ReviewChange";

type Props = {
  agentId: string;
  /** Both stand together now; the name is that of the version below. */
  onTogether?: (version: string) => void;
};

type Choice = { live: string; sides: ReadonlyMap<string, Side> };

/** Somebody published other metrics meanwhile: what they changed, what both changed, and one way on. */
export function MergeButton({ agentId, onTogether }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="row" onPress={() => setOpen(true)}>
        {mergeText.open}
      </Button>
      <MergeDialog
        agentId={agentId}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        {...(onTogether ? { onTogether } : {})}
      />
    </>
  );
}

function MergeDialog({
  agentId,
  isOpen,
  onClose,
  onTogether,
}: Props & { isOpen: boolean; onClose: () => void }) {
  const view = useQuery({
    queryKey: ["merge", agentId],
    queryFn: () => mergeView(agentId),
    enabled: isOpen,
    gcTime: 0,
  });
  const edit = useEditMetrics(agentId);
  const data = view.data ?? null;
  // A choice is about the texts of one version; for another one it is made anew.
  const [choice, setChoice] = useState<Choice>({ live: "", sides: new Map() });
  const live = data?.live.id ?? "";
  const chosen: ReadonlyMap<string, Side> = choice.live === live ? choice.sides : new Map();
  const conflicts = data?.conflicts ?? [];
  const open = conflicts.filter((conflict) => !chosen.has(nameOf(conflict.key)));
  const version = versionName(data?.live.number, mergeText.another);

  function together() {
    const choices = conflicts.flatMap(({ key }) => {
      const side = chosen.get(nameOf(key));
      return side === undefined ? [] : [{ key, side }];
    });
    edit.mutate(
      { kind: "bringTogether", live, choices },
      {
        // Another version may be live by now: then that one is shown.
        onError: () => void view.refetch(),
        onSuccess: () => {
          onClose();
          onTogether?.(version);
        },
      },
    );
  }

  return (
    <Dialog
      title={mergeText.title}
      size="large"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {common.cancel}
          </Button>
          <Button
            variant="ink"
            size="dialog"
            pending={edit.isPending}
            disabledReason={
              data === null ? mergeText.wait : open.length > 0 ? mergeText.choose(open.length) : null
            }
            onPress={together}
          >
            {mergeText.together}
          </Button>
        </>
      }
    >
      {view.error ? (
        <ErrorBanner error={view.error} onRetry={() => void view.refetch()} retrying={view.isFetching} />
      ) : data === null ? (
        view.isPending ? (
          <Skeleton rows={4} label={common.loading} />
        ) : (
          <p>{mergeText.nothing}</p>
        )
      ) : (
        <Both
          view={data}
          version={version}
          chosen={chosen}
          onChoose={(name, side) => setChoice({ live, sides: new Map(chosen).set(name, side) })}
        />
      )}
      {edit.error !== null && <ErrorBanner error={edit.error} onDismiss={edit.reset} />}
    </Dialog>
  );
}

const nameOf = (key: MergeView["conflicts"][number]["key"]) => JSON.stringify(key);

type BothProps = {
  view: MergeView;
  version: string;
  chosen: ReadonlyMap<string, Side>;
  onChoose: (name: string, side: Side) => void;
};

function Both({ view, version, chosen, onChoose }: BothProps) {
  const others = mergeText.others(view.theirCounts);
  return (
    <div className={styles.both}>
      <p className={styles.lead}>{mergeText.lead(version, view.conflicts.length)}</p>
      {view.conflicts.map((conflict) => (
        <ConflictChoice
          key={nameOf(conflict.key)}
          conflict={conflict}
          version={version}
          side={chosen.get(nameOf(conflict.key)) ?? null}
          onChoose={(side) => onChoose(nameOf(conflict.key), side)}
        />
      ))}
      <section aria-label={mergeText.theirs(version)}>
        <h3 className={styles.heading}>{mergeText.theirs(version)}</h3>
        <div className={styles.list}>
          {view.theirs.map((item) => (
            <ReviewChange key={`${item.kind}/${item.identifier}`} item={item} next={version} />
          ))}
          {others !== "" && <p className={styles.others}>{others}</p>}
        </div>
      </section>
      <p className={styles.note}>{mergeText.note}</p>
    </div>
  );
}
