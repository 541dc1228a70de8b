import type { HttpResponse } from "../http/http.ts";
import { ListError } from "./list-error.ts";

/** Whether a body is a web page where data was asked for. */
export const isPage = (body: unknown): boolean => typeof body === "string" && /^\s*</.test(body);

/** What the guards of web sites (Cloudflare, AWS WAF) write on the page that they show to programs. */
const CHALLENGE = /just a moment|cf-challenge|challenge-platform|attention required|captcha|access denied/i;

/** Milliseconds that a site asks to wait: `Retry-After` in seconds, or as a date. */
export function retryAfterMs(headers: Record<string, string>, now = Date.now()): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/**
 * The error for an answer that holds no list, where all sites mean the same: providers look first for what only their
 * site says.
 *
 * @param response the answer
 * @param site the site's name
 * @param label the list, as `ParsedList.label` names it
 */
export function refusal(response: HttpResponse, site: string, label: string): ListError {
  const { status, headers, body } = response;
  const http = { httpStatus: status };
  if (status === 404 || status === 410)
    return new ListError(
      "not-found",
      `${label} does not exist. Check the address; its owner may have renamed or deleted it.`,
      http,
    );
  if (status === 429) {
    const wait = retryAfterMs(headers);
    const said = wait === undefined ? "" : ` and to wait ${Math.ceil(wait / 1000)} seconds`;
    return new ListError(
      "rate-limited",
      `${site} asks for fewer requests${said}. The next run tries again.`,
      { ...http, ...(wait === undefined ? {} : { retryAfterMs: wait }) },
    );
  }
  if (status >= 500)
    return new ListError(
      "unavailable",
      `${site} does not work at the moment (HTTP ${status}). The next run tries again.`,
      http,
    );
  const page = isPage(body);
  if ((page && CHALLENGE.test(String(body))) || ((status === 403 || status === 405) && page))
    return new ListError(
      "blocked",
      `${site} keeps programs out (HTTP ${status}), so ${label} cannot be read. Try later or from another network.`,
      http,
    );
  if (status === 401 || status === 403)
    return new ListError(
      "private",
      `${label} is private (HTTP ${status}). Make it public, or add an account that may see it.`,
      http,
    );
  if (status >= 300)
    return new ListError(
      "markup-changed",
      `${site} answered HTTP ${status} for ${label}, which this version does not understand. Check the address, or update the package.`,
      http,
    );
  return new ListError(
    "markup-changed",
    `${site} answered with ${page ? "a web page" : "something"} that is not the data of ${label}. Check the address, or update the package.`,
    http,
  );
}
