import type { ErrorCode, HostError } from "../../host";
import { errorText, refusedOnConnect } from "../../text/errors";

/** What is wrong, beside the field it is about; without a field it stands above the button. */
export type Complaint = { field: "key" | "address"; words: string } | { field: null; error: HostError };

const ofKey: readonly ErrorCode[] = ["keyMissing", "keyRefused", "forbidden"];
const ofAddress: readonly ErrorCode[] = ["addressMalformed", "addressInsecure", "noSuchApi", "untrusted"];

export function complaintOf(error: HostError): Complaint {
  if (error.code === "keyRefused") return { field: "key", words: refusedOnConnect };
  const { title, body } = errorText(error);
  const words = `${title}. ${body}`;
  if (ofKey.includes(error.code)) return { field: "key", words };
  if (ofAddress.includes(error.code)) return { field: "address", words };
  return { field: null, error };
}
