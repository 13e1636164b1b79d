import { Banner } from "../../components/Banner";
import { StatusLine } from "../../components/StatusLine";

export type SaidWords = { tone: "done" | "warn" | "error"; title: string; body: string };

/** What came of something, until it is dismissed. */
export function Said({ said, onDismiss }: { said: SaidWords | null; onDismiss?: () => void }) {
  return (
    <>
      {said !== null && said.tone !== "done" && (
        <Banner tone={said.tone} title={said.title} onDismiss={onDismiss}>
          {said.body}
        </Banner>
      )}
      <StatusLine onDismiss={onDismiss}>
        {said?.tone === "done" && `${said.title}.${said.body === "" ? "" : ` ${said.body}`}`}
      </StatusLine>
    </>
  );
}
