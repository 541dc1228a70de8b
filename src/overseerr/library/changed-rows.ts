import type { Client } from "../connection/api-call.ts";
import { fetchAllRows, fetchPageUnless, PAGE, type Page, type Row, type RowSource } from "./row-pages.ts";

/** What a reading brought. */
export interface Reading {
  /** Every row of the list, or those that may have changed since the last reading. */
  rows: Row[];
  isWhole: boolean;
}

/** The last reading that was put in place; times are the server's. */
interface Mark {
  total: number;
  highestId: number;
  /** Of the row that changed last. */
  newest: number;
  /** Rows that changed by then are known: the next reading goes back to them. */
  upTo: number;
  /** Rows whose change is so close to the reading that there may be others like them which it missed: it brings them again. */
  recent: number;
  /** Our own clock. */
  wholeAt: number;
  /** The page that a reading without any change would bring again. */
  page?: { take: number; etag: string };
}

/** Enough for a day in which little happened, at a tenth of the bytes. Rows. */
const SMALL_PAGE = 100;

/** The server's database counts in seconds, and a change is seen only when it is committed. Milliseconds. */
const OVERLAP_MS = 10_000;

/**
 * After so long all is committed, also where the database of the server has a clock of its own: nothing can have been missed.
 * Milliseconds.
 */
const SETTLED_MS = 60_000;

/** What leaves no trace in the times of rows, as a season that a scan began to fetch, is seen by then. Milliseconds. */
const WHOLE_EVERY_MS = 24 * 60 * 60_000;

/**
 * Makes the reader of a list that is read again and again: the whole list once a day, and in between only what changed
 * (`sort=modified`). That shows nothing of rows that went away, so it counts only when the number of rows grew by exactly
 * those that are new; a server that was set back shows by its newest row. Otherwise the whole list is read.
 *
 * @param apply puts a reading in place; one that fails is as if it had not been
 * @param now milliseconds since the epoch
 * @returns reads; told how many rows we changed ourselves since the last time
 */
export function createRowReader(
  client: Client,
  source: RowSource,
  apply: (reading: Reading) => Promise<void>,
  now: () => number,
): (ownChanges?: number) => Promise<void> {
  let mark: Mark | undefined;

  const readWhole = async (): Promise<void> => {
    const wholeAt = now();
    const page = await fetchAllRows(client, source);
    await apply({ rows: page.rows, isWhole: true });
    mark = markOf(page, { highestId: 0, newest: 0, wholeAt });
  };

  return async (ownChanges = 0) => {
    const before = mark;
    if (!before || now() - before.wholeAt >= WHOLE_EVERY_MS) return readWhole();
    const take = before.recent + ownChanges < SMALL_PAGE ? SMALL_PAGE : PAGE;
    const changed = await readChanged(client, source, before, take);
    if (changed === "nothing") return;
    if (!changed) return readWhole();
    await apply({ rows: changed.rows, isWhole: false });
    mark = markOf(changed, before);
    const { etag } = changed;
    if (mark && etag !== undefined && changed.rows.length <= take) mark.page = { take, etag };
  };
}

/** @returns undefined when only a whole reading can tell; the rows are those of all pages that were needed */
async function readChanged(
  client: Client,
  source: RowSource,
  mark: Mark,
  take: number,
): Promise<Page | "nothing" | undefined> {
  const etag = mark.page?.take === take ? mark.page.etag : undefined;
  const first = await fetchPageUnless(client, source, { take, skip: 0, sort: "modified" }, etag);
  if (!first) return "nothing";
  const rows = [...first.rows];
  while (rows.length < first.total && !reaches(rows, mark.upTo)) {
    const page = await fetchPageUnless(client, source, { take: PAGE, skip: rows.length, sort: "modified" });
    // a row that moved up meanwhile is repeated, and another one may be missing
    if (!page || page.rows.length === 0 || page.total !== first.total) return undefined;
    rows.push(...page.rows);
  }
  const ids = new Set(rows.map(({ id }) => id));
  const added = rows.filter(({ id }) => Number(id) > mark.highestId).length;
  const newest = rows[0] ? changedAt(rows[0]) : 0;
  const isWell = ids.size === rows.length && first.total - mark.total === added && newest >= mark.newest;
  return isWell ? { ...first, rows } : undefined;
}

/** @returns undefined for a list whose rows bear no times: it is read as a whole each time */
function markOf(
  { rows, total, date = Number.POSITIVE_INFINITY }: Page,
  before: Pick<Mark, "highestId" | "newest" | "wholeAt">,
): Mark | undefined {
  let { highestId, newest } = before;
  for (const row of rows) {
    const at = changedAt(row);
    if (Number.isNaN(at)) return undefined;
    newest = Math.max(newest, at);
    highestId = Math.max(highestId, Number(row.id));
  }
  // a row from the future, of a day when the server's clock was wrong, must not hide what changes now
  const last = Math.min(newest, date);
  const known = { total, highestId, newest, wholeAt: before.wholeAt };
  if (date !== Number.POSITIVE_INFINITY && date - last >= SETTLED_MS)
    return { ...known, upTo: last, recent: 0 };
  const upTo = last - OVERLAP_MS;
  return { ...known, upTo, recent: rows.filter((row) => changedAt(row) >= upTo).length };
}

/**
 * Whether rows, the last changed first, go back to those that are known. In a page of its own size even a library that was
 * filled all at once has done so: what it may hide is no new row, and seen within the day.
 */
function reaches(rows: Row[], upTo: number): boolean {
  const last = rows.at(-1);
  const oldest = last ? changedAt(last) : 0;
  return oldest <= upTo || (rows.length >= PAGE && oldest <= upTo + OVERLAP_MS);
}

const changedAt = ({ updatedAt }: Row): number =>
  typeof updatedAt === "string" ? Date.parse(updatedAt) : Number.NaN;
