import { CancelledError, ListSyncError } from "../errors.ts";
import { redact } from "../http/redact.ts";
import { ListError, type ListErrorCode } from "./list-error.ts";

/**
 * Turns whatever a provider threw into the error that a person gets to see.
 *
 * Errors of lists and cancellations stay what they are; no answer (`timeout`, `unreachable`, `tls`) means that the
 * site is not available; anything else is a form of answer that the provider did not expect.
 *
 * @param error what was thrown
 * @param name the provider's name, for the sentence
 */
export function toListError(error: unknown, name: string): ListError | CancelledError {
  if (error instanceof ListError || error instanceof CancelledError) return error;
  // A provider may come with its own copy of this package, whose classes are not ours; its codes are.
  const code = codeOf(error);
  if (code === "cancelled") return new CancelledError();
  const reason = redact(error instanceof Error ? error.message : String(error));
  if (code !== undefined && isListErrorCode(code))
    return new ListError(code, reason, { ...factsOf(error), cause: error });
  const sentence = SENTENCES[code ?? ""];
  if (sentence) return new ListError(sentence[0], `${name} ${sentence[1]}`, { cause: error });
  if (code === "bad-answer")
    return new ListError("markup-changed", `${reason} Check in a browser where the address leads.`, {
      cause: error,
    });
  if (error instanceof ListSyncError)
    return new ListError("unavailable", `${name}: ${reason}`, { cause: error });
  return new ListError(
    "markup-changed",
    `${name} answered in a form that this version does not understand (${reason}). Update the package, or report this list.`,
    { cause: error },
  );
}

const SENTENCES: Record<string, [ListErrorCode, string]> = {
  timeout: ["unavailable", "did not answer in time. The next run tries again."],
  unreachable: [
    "unavailable",
    "cannot be reached. Check the network of this machine; the next run tries again.",
  ],
  tls: [
    "unavailable",
    "has a certificate that is not trusted. Check this machine's clock and any proxy in between.",
  ],
  "too-large": ["markup-changed", "sent an answer that is too large to be a list."],
  "private-redirect": [
    "bad-input",
    "sends on to an address of a private network, which is not followed. Enter that address itself, if it is meant.",
  ],
  "bad-input": ["bad-input", "does not accept this list."],
};

const CODES: ReadonlySet<string> = new Set<ListErrorCode>([
  "private",
  "not-found",
  "blocked",
  "rate-limited",
  "auth-required",
  "plan-required",
  "bad-input",
  "markup-changed",
  "unavailable",
]);

/** Whether a text is one of the codes of {@link ListError}. */
export const isListErrorCode = (code: string): code is ListErrorCode => CODES.has(code);

/** What a list error of another copy of this package knows beside its code. */
function factsOf(error: unknown): { retryAfterMs?: number; httpStatus?: number } {
  const { retryAfterMs, httpStatus } = error as { retryAfterMs?: unknown; httpStatus?: unknown };
  return {
    ...(typeof retryAfterMs === "number" && { retryAfterMs }),
    ...(typeof httpStatus === "number" && { httpStatus }),
  };
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
