import type { ErrorCode, HostError } from "../../host";
import { errorText, refusedOnConnect } from "../../text/errors";

/** What is wrong, beside the field it is about; without a field it stands above the button. */
export type Complaint = { field: "key" | "address" | null; words: string; error: HostError | null };

const ofKey: readonly ErrorCode[] = ["keyMissing", "keyRefused", "forbidden"];
const ofAddress: readonly ErrorCode[] = ["addressMalformed", "addressInsecure", "noSuchApi", "untrusted"];

export function complaintOf(error: HostError): Complaint {
  if (error.code === "keyRefused") return { field: "key", words: refusedOnConnect, error: null };
  const { title, body } = errorText(error);
  const words = `${title}. ${body}`;
  if (ofKey.includes(error.code)) return { field: "key", words, error: null };
  if (ofAddress.includes(error.code)) return { field: "address", words, error: null };
  return { field: null, words, error };
}
