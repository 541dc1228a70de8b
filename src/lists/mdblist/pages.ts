import type { HttpResponse } from "../../http/http.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import type { MdblistList, MdblistParams } from "./parse.ts";
import { type Page, readAnswer } from "./read-answer.ts";
import { toItem } from "./to-item.ts";

const SITE = "https://mdblist.com";
export const API = "https://api.mdblist.com";

/** What the API gives at most on one page. */
const PAGE_SIZE = 1000;

/** Everything that was read of a list. */
export interface Rows {
  rows: Record<string, unknown>[];
  /** Rows that came, those that came twice included. */
  received: number;
  total?: number;
  complete: boolean;
}

/** Reads a list as the web site shows it: all of it in one answer, without a key. */
export async function readKeyless(
  list: MdblistList,
  params: MdblistParams,
  context: FetchContext,
): Promise<Rows> {
  const { limit } = context;
  const read = async (query: string) => {
    const url = `${context.origin(SITE)}/${params.path}/json/${query}`;
    return readAnswer(await get(url, context), list.label).rows;
  };
  let rows = await read(limit === undefined ? "" : `?limit=${limit}`);
  // rows that are no titles were counted by the site, so there may be more titles behind them
  if (limit !== undefined && rows.length >= limit && countTitles(rows) < limit) rows = await read("");
  context.progress?.(rows.length);
  return { rows, received: rows.length, complete: true };
}

/**
 * Reads a list through the API, page by page, in the order of the list (`unified`).
 *
 * @throws ListError also when the pages do not come to an end: a shorter list must not look like the whole one
 */
export async function readWithKey(
  list: MdblistList,
  params: MdblistParams,
  key: string,
  context: FetchContext,
): Promise<Rows> {
  const rows: Rows["rows"] = [];
  const seen = new Set<string>();
  let page: Page;
  let total: number | undefined;
  let received = 0;
  let titles = 0;
  let position = "";
  do {
    page = readAnswer(await get(apiUrl(params, key, position, received, context), context), list.label);
    const fresh = page.rows.filter((row) => !seen.has(identity(row)));
    if (page.more && fresh.length === 0) throw endless(list);
    received += page.rows.length;
    for (const row of fresh) seen.add(identity(row));
    rows.push(...fresh);
    // counted only where it matters: every row is made an item for it
    if (context.limit !== undefined) titles += countTitles(fresh);
    total ??= page.total;
    context.progress?.(rows.length, total);
    // Without a cursor the older `offset` goes on: flat answers carry no pagination.
    position = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : `&offset=${received}`;
  } while (page.more && !enough(titles, context));
  const complete = enough(titles, context) || total === undefined || received >= total;
  return { rows, received, ...(total === undefined ? {} : { total }), complete };
}

function apiUrl(
  params: MdblistParams,
  key: string,
  position: string,
  received: number,
  context: FetchContext,
): string {
  // once entries that are no titles have made a page too short, small ones would only be too short again
  const size = Math.min(PAGE_SIZE, (received === 0 && context.limit) || PAGE_SIZE);
  const share = params.shareToken ? `&share_token=${encodeURIComponent(params.shareToken)}` : "";
  const query = `apikey=${encodeURIComponent(key)}&unified=true&limit=${size}${position}${share}`;
  return `${context.origin(API)}/${params.path}/items?${query}`;
}

const get = (url: string, context: FetchContext): Promise<HttpResponse> =>
  context.http.request({ url, headers: { accept: "application/json" }, signal: context.signal });

const countTitles = (rows: Rows["rows"]): number => rows.filter((row) => toItem(row) !== undefined).length;

const enough = (have: number, context: FetchContext): boolean =>
  context.limit !== undefined && have >= context.limit;

const identity = (row: Record<string, unknown>): string =>
  `${String(row.mediatype)} ${String(row.id || row.imdb_id || row.title)} ${String(row.season ?? "")}`;

const endless = (list: MdblistList): ListError =>
  new ListError("markup-changed", `The pages of ${list.label} repeat endlessly. Report this list.`);
