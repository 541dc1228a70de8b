import type { HttpResponse } from "../../http/http.ts";
import { redact } from "../../http/redact.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import { ServerError, type ServerErrorCode } from "../server-error.ts";
import { refusedBy } from "./messages.ts";
import { type Call, strangeAnswer } from "./strange-answer.ts";

/**
 * The same words for a wrong key, an unknown user to act as, and a missing permission for the route; only further
 * calls can tell them apart (middleware/auth.ts, all three products).
 */
export const isDenied = (response: HttpResponse): boolean =>
  response.status === 403 && /^You do not have permission to access this endpoint/i.test(errorText(response));

/** The server's own words, in either of its two shapes: `message` or `error`. */
export function errorText({ body }: HttpResponse): string {
  const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
  const text = typeof message === "string" ? message : typeof error === "string" ? error : "";
  return redact(text.replace(/\s+/g, " ").trim().slice(0, 300));
}

/** How a JSON answer is read: first match wins. Texts recorded on Overseerr 1.34, Jellyseerr 2.7 and Seerr 3.1. */
const RULES: { status: number; text?: RegExp; code: ServerErrorCode }[] = [
  { status: 401, code: "server-key" },
  { status: 403, text: /csrf/i, code: "server-csrf" },
  { status: 403, text: /quota/i, code: "server-quota" },
  { status: 403, text: /bl(?:ock|ack)listed/i, code: "server-blocklisted" },
  { status: 403, code: "server-permission" },
  { status: 404, text: /^not ?found\.?$/i, code: "server-path" },
  { status: 409, code: "server-duplicate" },
  { status: 429, code: "server-rate-limited" },
  { status: 500, text: /entity of type "?User/i, code: "server-user" },
  { status: 500, text: /^\[TMDB\].*status code 404/, code: "server-rejected" },
];

/**
 * Judges an answer.
 *
 * @returns undefined when the call succeeded; a 403 that `isDenied` is `server-permission` until somebody looks closer
 */
export function responseError(response: HttpResponse, call: Call): ServerError | undefined {
  const { status } = response;
  const strange = strangeAnswer(response, call);
  if (strange) return strange;
  if (status < 300) return undefined;
  const text = errorText(response);
  const code =
    RULES.find((rule) => rule.status === status && (rule.text?.test(text) ?? true))?.code ??
    (status >= 500 ? "server-unavailable" : "server-rejected");
  return serverError(code, call, text, response);
}

/** An error with the sentence of its code. */
export function serverError(
  code: ServerErrorCode,
  call: Call,
  text: string,
  response: HttpResponse,
): ServerError {
  const said = text === "" ? `status ${response.status}` : `"${text}"`;
  return new ServerError(code, refusedBy(code, { ...call, said }), {
    httpStatus: response.status,
    retryAfterMs: retryAfterMs(response.headers),
  });
}
