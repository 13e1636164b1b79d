import { Headphones } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Freshness } from "../../components/Freshness";
import { Skeleton } from "../../components/Skeleton";
import { Spinner } from "../../components/Spinner";
import { StatusLine } from "../../components/StatusLine";
import { galleryText as words } from "../../text/gallery";
import styles from "./Gallery.module.css";

const tones = ["warn", "error", "scan", "you", "neutral"] as const;
/** A long time ago, so that it reads the same in every picture. */
const READ_AT = "2026-08-01T09:51:00Z";
const nothing = () => {};

export function GalleryMessages() {
  return (
    <>
      {tones.map((tone) => (
        <Banner
          key={tone}
          tone={tone}
          title={words.banner.title}
          actions={
            <Button variant="secondary" size="row">
              {words.banner.action}
            </Button>
          }
          onDismiss={nothing}
        >
          {words.banner.body}
        </Banner>
      ))}
      <StatusLine onDismiss={nothing}>{words.status}</StatusLine>
      <div className={styles.row}>
        <Freshness readAt={READ_AT} isReading={false} onRefresh={nothing} />
        <Freshness readAt={READ_AT} fromCache isReading onRefresh={nothing} />
        <Spinner />
        <Spinner size={20} />
      </div>
      <div className={styles.states}>
        {(["neutral", "warn", "error", "scan", "you"] as const).map((tone) => (
          <EmptyState
            key={tone}
            icon={Headphones}
            tone={tone}
            title={words.empty.title}
            body={words.empty.body}
            actions={<Button variant="ink">{words.empty.action}</Button>}
          />
        ))}
      </div>
      <Skeleton rows={3} label={words.loading} />
    </>
  );
}
