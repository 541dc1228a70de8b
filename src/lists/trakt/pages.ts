import { throwIfCancelled } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { traktRefusal } from "./answer.ts";

export const TRAKT_API = "https://api.trakt.tv";

export const traktHeaders = (key: string): Record<string, string> => ({
  "content-type": "application/json",
  "trakt-api-version": "2",
  "trakt-api-key": key,
});

/** More than 250 on a page is not given since April 2026. */
const PAGE_SIZE = 250;

/** 50,000 titles; more means that the pages do not come to an end. */
const MAX_PAGES = 200;

export type Row = Record<string, unknown>;

/** One page of rows, and the count that Trakt announces. */
export interface Page {
  rows: Row[];
  total?: number;
}

/**
 * Asks Trakt's API, as the person who logged in where somebody did, and answers the body of HTTP 200. A token that is
 * refused is renewed once.
 *
 * @param list what is asked for, for errors
 * @throws ListError
 */
export async function ask(
  list: Pick<ParsedList, "label">,
  path: string,
  key: string,
  context: AccountContext,
): Promise<HttpResponse> {
  const { login } = context.account ?? {};
  const send = (token: string | undefined) =>
    context.http.request({
      url: `${context.origin(TRAKT_API)}/${path}`,
      headers: { ...traktHeaders(key), ...(token && { Authorization: `Bearer ${token}` }) },
      signal: context.signal,
    });
  const token = await login?.token(context.signal);
  let response = await send(token);
  if (response.status === 401 && login && token)
    response = await send(await login.renew(token, context.signal));
  const { status, body, headers } = response;
  const hidden = headers["x-private-user"] === "true" && Array.isArray(body) && body.length === 0;
  if (status !== 200 || hidden || typeof body !== "object" || body === null)
    throw traktRefusal(response, list.label);
  return response;
}

/**
 * Reads a path page by page, until the announced number of pages or the first empty one: with a type in the path the
 * count is that of all types, so the last pages are empty (recorded 2026-05: movies and shows both announce 285).
 *
 * @param path with its query, if any
 * @throws ListError also when the pages do not come to an end
 */
export async function* pages(
  list: ParsedList,
  path: string,
  key: string,
  context: FetchContext,
): AsyncGenerator<Page> {
  // only rows of a chart are one title each: hundreds of episodes may be one show
  const size = list.kind === "chart" ? Math.min(PAGE_SIZE, context.limit ?? PAGE_SIZE) : PAGE_SIZE;
  const seen = new Set<string>();
  for (let number = 1; number <= MAX_PAGES; number++) {
    throwIfCancelled(context.signal);
    const query = `${path.includes("?") ? "&" : "?"}page=${number}&limit=${size}`;
    const response = await ask(list, path + query, key, context);
    const rows = rowsOf(response, list);
    if (rows.length === 0 && number > 1) return;
    const fresh = rows.filter((row) => !seen.has(JSON.stringify(row)));
    if (rows.length > 0 && fresh.length === 0) throw endless(list);
    for (const row of fresh) seen.add(JSON.stringify(row));
    const total = Number(response.headers["x-pagination-item-count"] ?? Number.NaN);
    yield { rows: fresh, ...(Number.isInteger(total) ? { total } : {}) };
    if (number >= Number(response.headers["x-pagination-page-count"] ?? 1)) return;
  }
  throw endless(list);
}

function rowsOf(response: HttpResponse, list: ParsedList): Row[] {
  const { body } = response;
  if (Array.isArray(body) && body.every((row) => typeof row === "object" && row !== null))
    return body as Row[];
  throw traktRefusal(response, list.label);
}

const endless = (list: ParsedList): ListError =>
  new ListError("markup-changed", `The pages of ${list.label} repeat without an end. Report this list.`);
