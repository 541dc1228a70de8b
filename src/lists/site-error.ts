import type { HttpResponse } from "../http/http.ts";
import { retryAfterMs } from "../http/retry-after.ts";
import { ListError } from "./list-error.ts";
import * as messages from "./messages.ts";

/** Whether a body is a web page where data was asked for. */
export const isPage = (body: unknown): boolean => typeof body === "string" && /^\s*</.test(body);

/** What the guards of web sites (Cloudflare, AWS WAF) write on the page that they show to programs. */
const CHALLENGE = /just a moment|cf-challenge|challenge-platform|attention required|captcha|access denied/i;

/**
 * The error for an answer that holds no list, where all sites mean the same: providers look first for what only their
 * site says.
 *
 * @param response the answer
 * @param site the site's name
 * @param label the list, as `ParsedList.label` names it
 */
export function siteError(response: HttpResponse, site: string, label: string): ListError {
  const { status, headers, body } = response;
  const http = { httpStatus: status };
  if (status === 404 || status === 410) return new ListError("not-found", messages.notFound(label), http);
  if (status === 429) {
    const wait = retryAfterMs(headers);
    const seconds = wait === undefined ? undefined : Math.ceil(wait / 1000);
    return new ListError("rate-limited", messages.limiting(site, seconds), {
      ...http,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (status >= 500) return new ListError("unavailable", messages.notWorking(site, status), http);
  const page = isPage(body);
  if ((page && CHALLENGE.test(String(body))) || ((status === 403 || status === 405) && page))
    return new ListError("blocked", messages.blocked(site, label, status), http);
  if (status === 401 || status === 403)
    return new ListError("private", messages.isPrivate(label, status), http);
  if (status >= 300) return new ListError("markup-changed", messages.oddStatus(site, label, status), http);
  return new ListError("markup-changed", messages.notTheData(site, label, page), http);
}
