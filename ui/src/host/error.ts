import type { ErrorCode, WireError } from "./bindings";

/** Every failure of a command, in the one form the screens act on. */
export class HostError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly words: string | null;
  readonly field: string | null;
  readonly retryAfterSecs: number | null;
  readonly requestId: string | null;

  constructor(wire: WireError) {
    super(`${wire.code}: ${wire.detail}`);
    this.name = "HostError";
    this.code = wire.code;
    this.detail = wire.detail;
    this.words = wire.words;
    this.field = wire.field;
    this.retryAfterSecs = wire.retryAfterSecs;
    this.requestId = wire.requestId;
  }
}

function isWireError(thrown: unknown): thrown is WireError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "detail" in thrown;
}

/** A refused permission or argument arrives as a bare string, a fault of the page as an Error. */
export function toHostError(thrown: unknown): HostError {
  if (thrown instanceof HostError) return thrown;
  if (isWireError(thrown)) return new HostError(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new HostError({
    code: "internal",
    detail,
    words: null,
    field: null,
    retryAfterSecs: null,
    requestId: null,
  });
}
