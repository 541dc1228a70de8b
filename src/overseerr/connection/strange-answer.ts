import type { HttpResponse } from "../../http/http.ts";
import { redact } from "../../http/redact.ts";
import { ServerError } from "../server-error.ts";
import * as messages from "./messages.ts";

/** The call that an answer belongs to, for the sentence. */
export interface Call {
  /** Host and port. */
  host: string;
  /** Full URL; only its path gets into messages. */
  url: string;
  asUser?: number;
}

/**
 * Recognises answers that are not the API's: redirects (the server's front end answers a wrong sub-path with 307 to
 * its login page, a double slash with 308), web pages, and the error pages of proxies.
 *
 * @returns undefined when it is the API that answers
 */
export function strangeAnswer(response: HttpResponse, call: Call): ServerError | undefined {
  const { status, headers } = response;
  const { host } = call;
  if (status >= 300 && status < 400)
    return new ServerError("server-path", redirectSentence(headers.location, call), { httpStatus: status });
  if (status === 204 || /[/+]json\b/i.test(headers["content-type"] ?? "")) {
    return typeof response.body === "string" && status !== 204 && status < 500
      ? new ServerError("server-answer", messages.unreadableJson(host), {
          httpStatus: status,
        })
      : undefined;
  }
  if (status >= 500)
    return new ServerError("server-unavailable", messages.proxyError(host, status), { httpStatus: status });
  if (status === 429)
    return new ServerError("server-rate-limited", messages.proxyLimit(host), {
      httpStatus: status,
    });
  if (status === 401 || status === 403)
    return new ServerError("server-path", messages.proxyLogin(host, status), { httpStatus: status });
  return new ServerError("server-path", messages.notTheApi(host, pathOf(call.url), status), {
    httpStatus: status,
  });
}

function redirectSentence(location: string | undefined, { host, url }: Call): string {
  const from = new URL(url);
  const to = location !== undefined && URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (to === undefined) return messages.redirects(host, from.pathname);
  if (to.protocol === "https:" && from.protocol === "http:" && to.pathname === from.pathname)
    return messages.redirectsToHttps(host, redact(to.host));
  const where = to.host === from.host ? to.pathname : `${to.host}${to.pathname}`;
  return messages.redirectsElsewhere(host, from.pathname, redact(where));
}

const pathOf = (url: string) => new URL(url).pathname;
