import type { ErrorCode, ServiceError } from "./bindings";

/** A failure of the backend: a code to branch on, words for the person, details for the log. */
export class IpcError extends Error {
  override readonly name = "IpcError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: string | null = null,
  ) {
    super(message);
  }
}

/** Turns whatever a call rejected with into an `IpcError`, so that callers branch on one type. */
export function toIpcError(failure: unknown): IpcError {
  if (failure instanceof IpcError) return failure;
  if (isServiceError(failure)) return new IpcError(failure.code, failure.message, failure.details);
  if (failure instanceof DOMException && failure.name === "AbortError")
    return new IpcError("cancelled", "Stopped.");
  const words = failure instanceof Error ? failure.message : String(failure);
  return new IpcError("internal", "Something went wrong inside Hindsight. Please try again.", words);
}

/** Whether the work was stopped on request, which is no failure to show. */
export function isCancelled(failure: unknown): boolean {
  return toIpcError(failure).code === "cancelled";
}

function isServiceError(value: unknown): value is ServiceError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}
