import type { VersionRow } from "../../host";
import { historyText } from "../../text/history";
import { versionName } from "../../text/publish";

/** "Version 9", or its label where Atoms gives no number. */
export const nameOf = (row: VersionRow) => versionName(row.number, row.label ?? historyText.version(null));
