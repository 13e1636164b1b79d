import { ChevronRight } from "lucide-react";
import { Button, Disclosure, DisclosurePanel } from "react-aria-components";
import { Icon } from "../../components/Icon";
import type { Normalisation } from "../../host";
import { readableName } from "../../text/names";
import { publishText } from "../../text/publish";
import styles from "./ReviewDetails.module.css";

/** What is written differently from what was read: quiet, and there for who wants to know. */
export function ReviewDetails({ normalisations }: { normalisations: readonly Normalisation[] }) {
  return (
    <Disclosure className={styles.details ?? ""}>
      <Button slot="trigger" className={styles.trigger ?? ""}>
        <Icon of={ChevronRight} size={14} />
        {publishText.normalisations(normalisations.length)}
      </Button>
      <DisclosurePanel>
        <ul className={styles.list}>
          {normalisations.map(({ kind, path, identifier }) => (
            <li key={`${kind}/${path}`}>
              {publishText.normalisation(
                kind,
                identifier === null ? publishText.wholeAgent : readableName(identifier),
              )}
            </li>
          ))}
        </ul>
        <p className={styles.note}>{publishText.normalisationsNote}</p>
      </DisclosurePanel>
    </Disclosure>
  );
}
