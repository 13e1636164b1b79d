import { useQuery } from "@tanstack/react-query";
import { Radio } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { Skeleton } from "../../components/Skeleton";
import { type BranchRow, branchPreview } from "../../host";
import { keys } from "../../host/queries";
import { common } from "../../text/common";
import { branchesText } from "../../text/drafts";
import { restoreText } from "../../text/restore";
import { GoesLive } from "../publish/GoesLive";
import { WholeChange } from "../publish/WholeChange";
import { ErrorState } from "../shell/ErrorState";
import styles from "./DraftsPane.module.css";

const text = branchesText.ask;

type Props = {
  agentId: string;
  branch: BranchRow;
  /** Changes that are not published. */
  unpublished: number;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: (seenLive: string, seenHead: string) => void;
};

/** Before another branch serves calls: everything that this changes, in words, and an explicit yes. */
export function MakeLiveDialog({ agentId, branch, unpublished, isOpen, onClose, onConfirm }: Props) {
  const [agreed, setAgreed] = useState<string | null>(null);
  const query = useQuery({
    queryKey: keys.branchPreview(agentId, branch.id),
    queryFn: () => branchPreview(agentId, branch.id),
    enabled: isOpen,
    // It is read for this question, and for no later one.
    gcTime: 0,
    staleTime: 0,
  });
  // One that is read anew is not the one to say yes to.
  const preview = query.isFetching || query.isError ? undefined : query.data;
  const head = preview?.branch.head?.version.id ?? null;
  // A yes is one to what was shown.
  const state = preview === undefined || head === null ? null : `${preview.live.id}/${head}`;
  const isAgreed = state !== null && agreed === state;
  const close = () => {
    setAgreed(null);
    onClose();
  };
  return (
    <Dialog
      title={text.title(branch.name)}
      isOpen={isOpen}
      onClose={close}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={close}>
            {common.cancel}
          </Button>
          <Button
            variant="publish"
            size="dialog"
            icon={Radio}
            disabledReason={
              preview !== undefined
                ? isAgreed
                  ? null
                  : text.agreeFirst
                : query.isError
                  ? text.notRead
                  : text.loading
            }
            onPress={() => {
              if (preview === undefined || head === null) return;
              setAgreed(null);
              onConfirm(preview.live.id, head);
            }}
          >
            {branchesText.make}
          </Button>
        </>
      }
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : preview === undefined ? (
        <Skeleton rows={4} height={40} label={text.loading} />
      ) : (
        <div className={styles.question}>
          <p>{text.lead(preview)}</p>
          <WholeChange counts={preview.counts} sections={preview.sections} />
          {restoreText.kept(unpublished) !== null && (
            <p className={styles.note}>{restoreText.kept(unpublished)}</p>
          )}
          {preview.branch.draft !== null && <p className={styles.note}>{text.draftStays}</p>}
          <GoesLive />
          <Checkbox isSelected={isAgreed} onChange={(on) => setAgreed(on ? state : null)}>
            {text.agree(branch.name)}
          </Checkbox>
        </div>
      )}
    </Dialog>
  );
}
