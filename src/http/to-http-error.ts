import { HttpError } from "./http-error.ts";
import { PRIVATE_REDIRECT } from "./redirect-guard.ts";
import { TIMED_OUT, TOO_LARGE } from "./transport.ts";

const TLS_CODE = /CERT|TLS|SSL|^EPROTO$|^UNABLE_TO_(GET|VERIFY)/;

const REASONS: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  ENOTFOUND: "this name is not known",
  EAI_AGAIN: "the name service does not answer",
  EHOSTUNREACH: "there is no way to this host",
  ENETUNREACH: "there is no way to this network",
};

/** What came is no answer that can be read, however often it is asked for. */
const ODD_ANSWERS: Record<string, string> = {
  ERR_FR_TOO_MANY_REDIRECTS: "sends on from one address to the next without end",
  ERR_FR_REDIRECTION_FAILURE: "sends on to something that is no web address",
  HPE_HEADER_OVERFLOW: "answers with headers of more than 16 kB",
};

/**
 * Says in a sentence why a request got no answer.
 *
 * @param url of the request; only its host gets into the message
 * @param limits the time-out in milliseconds and the largest body in bytes that applied
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
    return new HttpError("timeout", `${host} did not answer within ${limits.timeoutMs / 1000} s.`, details);
  if (reason === PRIVATE_REDIRECT)
    return new HttpError(
      "private-redirect",
      `${host} sends on to an address of a private network, which is not followed.`,
      details,
    );
  if (reason === TOO_LARGE)
    return new HttpError(
      "too-large",
      `The answer of ${host} is larger than the ${Math.round(limits.maxBytes / 1024)} KiB allowed.`,
      details,
    );
  if (reason !== undefined && TLS_CODE.test(reason))
    return new HttpError(
      "tls",
      `No secure connection to ${host}: ${tlsReason(reason)} (${reason}).`,
      details,
    );
  const odd = ODD_ANSWERS[reason ?? ""];
  if (odd !== undefined) return new HttpError("bad-answer", `${host} ${odd} (${reason}).`, details);
  const why = REASONS[reason ?? ""] ?? "the connection failed";
  return new HttpError(
    "unreachable",
    `${host} cannot be reached: ${why}${reason ? ` (${reason})` : ""}.`,
    details,
  );
}

function tlsReason(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "its certificate has expired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "its certificate is for another name";
  if (/SIGNED|VERIFY|ISSUER/.test(code)) return "no known authority signed its certificate";
  return "it does not speak TLS as expected";
}
