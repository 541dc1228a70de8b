import PQueue from "p-queue";
import type { ApiCall, Client } from "../connection/api-call.ts";
import { asRecord, asRecords, unknownShape } from "../json-shape.ts";
import * as messages from "../messages.ts";
import { pathWithQuery } from "../search/encode-query.ts";
import { ServerError } from "../server-error.ts";

export type Row = Record<string, unknown>;

/** A list of the server, in pages. */
export interface RowSource extends Pick<ApiCall, "timeoutMs" | "retry" | "beside"> {
  path: "/media";
  /** For sentences: `library`. */
  name: string;
  /** For sentences, of its rows: `titles`. */
  rows: string;
}

export interface Page {
  rows: Row[];
  /** Rows of the whole list when this page was read. */
  total: number;
  etag?: string;
  /** The server's clock, milliseconds since the epoch. */
  date?: number;
}

type Caller = Pick<Client, "host" | "call">;

/** Rows per page: larger ones stall the event loop when they are parsed, smaller ones cost calls (measured). */
export const PAGE = 1000;
const SIDE_BY_SIDE = 4;

/**
 * Reads a whole list, newest row first. Rows that come or go while it pages would be repeated or, worse, skipped: then it
 * pages once more, and at last takes everything in one piece, which the server allows.
 *
 * @throws ServerError; `server-answer` when even that misses rows
 */
export async function fetchAllRows(client: Caller, source: RowSource): Promise<Page> {
  return (
    (await inPages(client, source)) ?? (await inPages(client, source)) ?? (await inOnePiece(client, source))
  );
}

/** @returns undefined when the list changed meanwhile */
async function inPages(client: Caller, source: RowSource): Promise<Page | undefined> {
  const first = await fetchPage(client, source, { take: PAGE, skip: 0 });
  const queue = new PQueue({ concurrency: SIDE_BY_SIDE });
  const skips = Array.from({ length: Math.ceil(first.total / PAGE) - 1 }, (_, index) => (index + 1) * PAGE);
  const reading = queue.addAll(skips.map((skip) => () => fetchPage(client, source, { take: PAGE, skip })));
  const others = await reading.catch((error: unknown) => {
    // nobody waits for the pages behind one that failed
    queue.clear();
    throw error;
  });
  const pages = [first, ...others];
  const rows = pages.flatMap((page) => page.rows);
  return pages.every((page) => page.total === first.total) && isComplete(rows, first.total)
    ? { ...first, rows }
    : undefined;
}

async function inOnePiece(client: Caller, source: RowSource): Promise<Page> {
  const { total } = await fetchPage(client, source, { take: 1, skip: 0 });
  // Room for the rows that appear between the two calls.
  const page = await fetchPage(client, source, { take: total + PAGE, skip: 0 });
  if (isComplete(page.rows, page.total)) return page;
  throw new ServerError(
    "server-answer",
    messages.incompleteRows(client.host, { ...source, read: page.rows.length, total: page.total }),
  );
}

const isComplete = (rows: Row[], total: number) => new Set(rows.map(({ id }) => id)).size === total;

/** @throws ServerError */
async function fetchPage(
  client: Caller,
  source: RowSource,
  query: Record<string, string | number>,
): Promise<Page> {
  return (await fetchPageUnless(client, source, query)) as Page;
}

/**
 * Reads a page unless it still is the one that bore this ETag: the server makes it all the same, but sends nothing.
 *
 * @returns undefined for a page that has not changed
 * @throws ServerError
 */
export async function fetchPageUnless(
  client: Caller,
  { path, name, rows: _, ...call }: RowSource,
  query: Record<string, string | number>,
  etag?: string,
): Promise<Page | undefined> {
  const { status, headers, body } = await client.call({
    ...call,
    path: pathWithQuery(path, query),
    ...(etag !== undefined && { etag }),
  });
  if (status === 304) return undefined;
  const page = asRecord(body);
  const total = asRecord(page?.pageInfo)?.results;
  if (!Array.isArray(page?.results) || typeof total !== "number")
    throw unknownShape(`the question for its ${name}`);
  const date = Date.parse(headers.date ?? "");
  return {
    rows: asRecords(page.results),
    total,
    ...(headers.etag !== undefined && { etag: headers.etag }),
    ...(!Number.isNaN(date) && { date }),
  };
}
