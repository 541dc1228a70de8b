import { CancelledError, ListSyncError } from "../../errors.ts";
import { redact } from "../../http/redact.ts";
import { ListError, type ListErrorCode } from "../list-error.ts";
import * as messages from "../messages.ts";

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
  if (sentence) return new ListError(sentence[0], sentence[1](name), { cause: error });
  if (code === "bad-answer")
    return new ListError("markup-changed", messages.checkAddress(reason), {
      cause: error,
    });
  if (error instanceof ListSyncError)
    return new ListError("unavailable", `${name}: ${reason}`, { cause: error });
  return new ListError("markup-changed", messages.cannotRead(name, reason), { cause: error });
}

const SENTENCES: Record<string, [ListErrorCode, (site: string) => string]> = {
  timeout: ["unavailable", messages.timedOut],
  unreachable: ["unavailable", messages.unreachable],
  tls: ["unavailable", messages.notTrusted],
  "too-large": ["markup-changed", messages.tooLarge],
  "private-redirect": ["bad-input", messages.privateRedirect],
  "bad-input": ["bad-input", messages.notAccepted],
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
const isListErrorCode = (code: string): code is ListErrorCode => CODES.has(code);

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
