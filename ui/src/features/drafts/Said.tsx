import type { ReactNode } from "react";
import { Banner } from "../../components/Banner";
import { StatusLine } from "../../components/StatusLine";
import type { SaidWords } from "../../text/drafts";

type Props = { said: SaidWords; actions?: ReactNode; onDismiss?: (() => void) | undefined };

/** What came of something, until it is dismissed. */
export function Said({ said, actions, onDismiss }: Props) {
  if (said.tone === "done")
    return (
      <StatusLine actions={actions} onDismiss={onDismiss}>
        {`${said.title}.${said.body === "" ? "" : ` ${said.body}`}`}
      </StatusLine>
    );
  return (
    <Banner tone={said.tone} title={said.title} actions={actions} onDismiss={onDismiss}>
      {said.body}
    </Banner>
  );
}
