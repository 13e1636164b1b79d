import type { UseQueryResult } from "@tanstack/react-query";
import { LayoutGrid } from "lucide-react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Spinner } from "../../components/Spinner";
import type { OwnTemplate, TemplateView } from "../../host";
import { templatesText } from "../../text/templates";
import styles from "./TemplatesTab.module.css";
import type { TemplateGroup } from "./templates";

interface Props {
  group: TemplateGroup;
  library: UseQueryResult<TemplateView[]>;
  atoms: UseQueryResult<TemplateView[]>;
  own: UseQueryResult<OwnTemplate[]>;
}

/** What cannot be shown, each in its own place: the rest works. */
export function TemplateNotes({ group, library, atoms, own }: Props) {
  const showsAtoms = group === "all" || group === "atoms";
  const showsOwn = group === "all" || group === "own";
  return (
    <>
      {library.isError && <p className={styles.note}>{templatesText.libraryFailed}</p>}
      {showsAtoms && atoms.isPending && (
        <p className={styles.note}>
          <Spinner size={12} /> {templatesText.atomsLoading}
        </p>
      )}
      {showsAtoms && atoms.isError && (
        <p className={styles.note}>
          {templatesText.atomsFailed}
          <Button
            variant="secondary"
            size="row"
            pending={atoms.isFetching}
            onPress={() => void atoms.refetch()}
          >
            {templatesText.atomsRetry}
          </Button>
        </p>
      )}
      {group === "atoms" && atoms.data?.length === 0 && (
        <p className={styles.note}>{templatesText.atomsNone}</p>
      )}
      {showsOwn && own.isError && (
        <p className={styles.note}>
          {templatesText.mine.failed}
          <Button variant="secondary" size="row" pending={own.isFetching} onPress={() => void own.refetch()}>
            {templatesText.atomsRetry}
          </Button>
        </p>
      )}
      {group === "own" && own.data?.length === 0 && (
        <EmptyState icon={LayoutGrid} title={templatesText.mine.none} body={templatesText.mine.noneBody} />
      )}
    </>
  );
}
