import type { ErrorCode, HostError } from "../../host";
import { errorText, onConnect, refusedOnConnect, unreachedAddress } from "../../text/errors";

/** What is wrong, beside the field it is about; without a field it stands above the button. */
export type Complaint =
  | { field: "key" | "address"; words: string }
  | { field: null; error: HostError; words: string | undefined };

const ofKey: readonly ErrorCode[] = ["keyMissing", "keyRefused", "forbidden"];
const ofAddress: readonly ErrorCode[] = ["addressMalformed", "addressInsecure", "noSuchApi", "untrusted"];

/** `ownAddress`: not the address of Atoms but one that was typed, which may be what is wrong. */
export function complaintOf(error: HostError, ownAddress: boolean): Complaint {
  if (error.code === "keyRefused") return { field: "key", words: refusedOnConnect };
  if (error.code === "offline" && ownAddress) return { field: "address", words: unreachedAddress };
  const { title, body } = errorText(error);
  const words = `${title}. ${body}`;
  if (ofKey.includes(error.code)) return { field: "key", words };
  if (ofAddress.includes(error.code)) return { field: "address", words };
  return { field: null, error, words: onConnect[error.code] };
}
