import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown, FileSpreadsheet, ListChecks, Webhook } from "lucide-react";
import { useState } from "react";
import { CopyText } from "../../components/CopyText";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { type Card, type MetricPreview, previewMetric } from "../../host";
import { dataTypeNames, titleName } from "../../text/names";
import { previewText } from "../../text/preview";
import { ErrorState } from "../shell/ErrorState";
import styles from "./PreviewDialog.module.css";

/** What an answer to a card's metric will look like; made in Rust, on this computer. */
export function usePreview(agentId: string, card: Card, isOn = true) {
  const { fields, choiceText } = card;
  return useQuery({
    queryKey: ["preview", agentId, fields, choiceText],
    queryFn: () => previewMetric(agentId, card),
    placeholderData: keepPreviousData,
    gcTime: 0,
    enabled: isOn,
  });
}

type Place = "log" | "webhook" | "export";

interface Props {
  agentId: string;
  card: Card;
  isOpen: boolean;
  onClose: () => void;
}

/** One made-up answer in the three places where people meet answers. */
export function PreviewDialog({ agentId, card, isOpen, onClose }: Props) {
  const preview = usePreview(agentId, card, isOpen);
  const [place, setPlace] = useState<Place>("log");
  const { data } = preview;
  return (
    <Dialog
      title={previewText.title(titleName(card.fields.identifier))}
      isOpen={isOpen}
      onClose={onClose}
      size="large"
    >
      <div className={styles.preview}>
        {data === undefined ? (
          preview.isError ? (
            <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
          ) : (
            <Skeleton rows={3} height={48} label={previewText.reading} />
          )
        ) : (
          <Tabs<Place>
            label={previewText.tabs}
            selected={place}
            onSelect={setPlace}
            items={[
              {
                id: "log",
                label: previewText.log,
                icon: ListChecks,
                content: <InLog card={card} preview={data} />,
              },
              {
                id: "webhook",
                label: previewText.webhook,
                icon: Webhook,
                content: <InWebhook card={card} preview={data} />,
              },
              {
                id: "export",
                label: previewText.export,
                icon: FileSpreadsheet,
                content: <InExport preview={data} />,
              },
            ]}
          />
        )}
        <p className={styles.note}>{previewText.note}</p>
      </div>
    </Dialog>
  );
}

function InLog({ card, preview }: { card: Card; preview: MetricPreview }) {
  return (
    <div className={styles.place}>
      <p className={styles.intro}>{previewText.logIntro}</p>
      <div className={styles.log}>
        <span className={styles.group}>{previewText.logGroup}</span>
        <div className={styles.entry}>
          <div className={styles.line}>
            <span className={styles.name}>{titleName(card.fields.identifier)}</span>
            <span className={styles.type}>{dataTypeNames[card.fields.dataType]}</span>
            <span className={styles.value}>{preview.answer || previewText.noAnswer}</span>
            <Icon of={ChevronDown} size={16} />
          </div>
          <p className={styles.reasoning}>
            <span>{previewText.reasoning}</span> {preview.reasoning}
          </p>
        </div>
      </div>
    </div>
  );
}

function InWebhook({ card, preview }: { card: Card; preview: MetricPreview }) {
  return (
    <div className={styles.place}>
      <p className={styles.intro}>{previewText.webhookIntro}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className={styles.code} tabIndex={0} aria-label={previewText.json}>
        <pre>{preview.webhook}</pre>
      </section>
      <CopyText text={preview.webhook} label={previewText.copy} said={previewText.copiedJson} />
      <p className={styles.note}>{previewText.webhookNote(preview.answer)}</p>
      {card.fields.dataType === "datetime" && <p className={styles.note}>{previewText.datetime}</p>}
    </div>
  );
}

function InExport({ preview }: { preview: MetricPreview }) {
  return (
    <div className={styles.place}>
      <p className={styles.intro}>{previewText.exportIntro}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className={styles.code} tabIndex={0} aria-label={previewText.csv}>
        <table className={styles.table}>
          <thead>
            <tr>
              {preview.columns.map(({ head }) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {preview.columns.map(({ head, cell }) => (
                <td key={head}>{cell}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
      <CopyText text={preview.export} label={previewText.copy} said={previewText.copiedCsv} />
    </div>
  );
}
