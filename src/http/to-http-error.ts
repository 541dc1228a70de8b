import { HttpError } from "./http-error.ts";
import * as messages from "./messages.ts";
import { PRIVATE_REDIRECT } from "./redirect-guard.ts";
import { TIMED_OUT, TOO_LARGE } from "./transport.ts";

const TLS_CODE = /CERT|TLS|SSL|^EPROTO$|^UNABLE_TO_(GET|VERIFY)/;

/**
 * Says in a sentence why a request got no answer.
 *
 * @param url of the request; only its host gets into the message
 * @param limits the timeout in milliseconds and the largest body in bytes that applied
 */
export function toHttpError(
  error: unknown,
  url: string,
  limits: { timeoutMs: number; maxBytes: number },
): HttpError {
  const { host } = new URL(url);
  const reason = (error as { code?: string }).code;
  const details = { host, reason };
  if (reason === TIMED_OUT)
    return new HttpError("timeout", messages.timedOut(host, limits.timeoutMs / 1000), details);
  if (reason === PRIVATE_REDIRECT)
    return new HttpError("private-redirect", messages.privateRedirect(host), details);
  if (reason === TOO_LARGE)
    return new HttpError("too-large", messages.tooLarge(host, Math.round(limits.maxBytes / 1024)), details);
  if (reason !== undefined && TLS_CODE.test(reason))
    return new HttpError(
      "tls",
      messages.noSecureConnection(host, messages.tlsReason(reason), reason),
      details,
    );
  const unusable = messages.unusableResponse(host, reason);
  if (unusable !== undefined) return new HttpError("bad-answer", unusable, details);
  return new HttpError("unreachable", messages.unreachable(host, reason), details);
}
