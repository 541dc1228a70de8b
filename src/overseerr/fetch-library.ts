import PQueue from "p-queue";
import type { Client } from "./client.ts";
import { pathWithQuery } from "./encode-query.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";
import { type LibraryEntry, toLibraryEntry } from "./library-entry.ts";
import { productOfMedia } from "./media-product.ts";
import { ServerError } from "./server-error.ts";

/** Rows per page: larger ones stall the event loop when they are parsed, smaller ones cost calls (measured). */
const PAGE = 1000;
const SIDE_BY_SIDE = 4;

interface Page {
  rows: Record<string, unknown>[];
  /** Rows of the whole library when this page was read. */
  total: number;
}

/**
 * Reads the whole library (GET /media, newest row first). Rows that come or go while it pages would be repeated or,
 * worse, skipped: then it pages once more, and at last takes everything in one piece, which the server allows.
 *
 * @throws ServerError; `server-answer` when even that misses rows
 */
export async function fetchLibrary(client: Client): Promise<LibraryEntry[]> {
  const rows = (await inPages(client)) ?? (await inPages(client)) ?? (await inOnePiece(client));
  const product = await productOfMedia(client, rows);
  return rows.flatMap((row) => toLibraryEntry(row, product) ?? []);
}

/** @returns undefined when the library changed meanwhile */
async function inPages(client: Client): Promise<Page["rows"] | undefined> {
  const first = await fetchPage(client, PAGE, 0);
  const queue = new PQueue({ concurrency: SIDE_BY_SIDE });
  const skips = Array.from({ length: Math.ceil(first.total / PAGE) - 1 }, (_, index) => (index + 1) * PAGE);
  const others = await queue.addAll(skips.map((skip) => () => fetchPage(client, PAGE, skip)));
  const pages = [first, ...others];
  const rows = pages.flatMap((page) => page.rows);
  return pages.every((page) => page.total === first.total) && isComplete(rows, first.total)
    ? rows
    : undefined;
}

async function inOnePiece(client: Client): Promise<Page["rows"]> {
  const { total } = await fetchPage(client, 1, 0);
  // Room for the rows that appear between the two calls.
  const page = await fetchPage(client, total + PAGE, 0);
  if (isComplete(page.rows, page.total)) return page.rows;
  throw new ServerError(
    "server-answer",
    `${client.host} lists ${page.rows.length} of the ${page.total} titles in its library. Try again when it is less busy.`,
  );
}

const isComplete = (rows: Page["rows"], total: number) => new Set(rows.map(({ id }) => id)).size === total;

async function fetchPage(client: Client, take: number, skip: number): Promise<Page> {
  const { body } = await client.call({ path: pathWithQuery("/media", { take, skip }) });
  const page = asRecord(body);
  const total = asRecord(page?.pageInfo)?.results;
  if (!Array.isArray(page?.results) || typeof total !== "number")
    throw unknownShape("the question for its library");
  return { rows: asRecords(page.results), total };
}
