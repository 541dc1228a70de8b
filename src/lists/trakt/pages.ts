import * as v from "valibot";
import { throwIfCancelled } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import { readShape } from "../read-shape.ts";
import type { TraktList } from "./params.ts";
import { traktError } from "./trakt-error.ts";

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

export const ROW = v.looseObject({});

type Row = v.InferOutput<typeof ROW>;

/** One page of rows, and the count that Trakt announces. */
interface Page {
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
  list: Pick<TraktList, "label">,
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
    throw traktError(response, list.label);
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
  list: TraktList,
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
    const rows = readShape(v.array(ROW), response.body, { site: "Trakt", label: list.label });
    if (rows.length === 0 && number > 1) return;
    const pageCount = response.headers["x-pagination-page-count"];
    const fresh = rows.filter((row) => !seen.has(JSON.stringify(row)));
    if (rows.length > 0 && fresh.length === 0) {
      if (pageCount === undefined) return;
      throw endless(list);
    }
    for (const row of fresh) seen.add(JSON.stringify(row));
    const total = Number(response.headers["x-pagination-item-count"] ?? Number.NaN);
    yield { rows: fresh, ...(Number.isInteger(total) ? { total } : {}) };
    // a proxy may drop the header: then a full page may have a successor, or be all there is, which comes again as the next
    if (pageCount === undefined ? rows.length !== size : number >= Number(pageCount)) return;
  }
  throw endless(list);
}

const endless = (list: TraktList): ListError =>
  new ListError("markup-changed", `The pages of ${list.label} repeat endlessly. Report this list.`);
