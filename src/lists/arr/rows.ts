import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { type Arr, askArr } from "./ask.ts";

export type ArrRow = Record<string, unknown>;

/** Rows of a paged list; the API gives as many as asked for. */
const PAGE_SIZE = 1000;

/**
 * All rows of a paged list (`wanted/missing`), with as many pages as its total needs.
 *
 * @param path with its query
 * @param enough whether the rows so far are all that is needed
 * @throws ListError as `askArr`; `markup-changed` when pages lack rows that were announced
 */
export async function pagedRows(
  arr: Arr,
  list: ParsedList,
  path: string,
  context: FetchContext,
  enough: (rows: ArrRow[]) => boolean,
): Promise<{ rows: ArrRow[]; total: number }> {
  const rows: ArrRow[] = [];
  for (let page = 1; ; page++) {
    const body = await askArr(arr, `${path}&page=${page}&pageSize=${PAGE_SIZE}`, list.label, context);
    const { records, totalRecords, page: given } = body as Record<string, unknown>;
    if (!Array.isArray(records) || typeof totalRecords !== "number") throw unknownForm(arr, list);
    // the same page again, or an empty one, would never come to an end
    if (given !== undefined && given !== page) throw unknownForm(arr, list);
    rows.push(...(records as ArrRow[]));
    context.progress?.(rows.length, totalRecords);
    if (rows.length >= totalRecords || enough(rows)) return { rows, total: totalRecords };
    if (records.length === 0) throw unknownForm(arr, list);
  }
}

/** The rows of a list that comes as a whole. @throws ListError as `askArr` */
export async function allRows(
  arr: Arr,
  list: ParsedList,
  path: string,
  context: FetchContext,
): Promise<ArrRow[]> {
  const body = await askArr(arr, path, list.label, context);
  if (!Array.isArray(body)) throw unknownForm(arr, list);
  context.progress?.(body.length, body.length);
  return body as ArrRow[];
}

/**
 * Keeps the rows that bear the list's tag.
 *
 * @throws ListError `bad-input` naming the tags that there are
 */
export async function taggedRows(
  arr: Arr,
  list: ParsedList,
  rows: ArrRow[],
  context: FetchContext,
): Promise<ArrRow[]> {
  const wanted = list.params?.tag;
  if (typeof wanted !== "string") return rows;
  const tags = await allRows(arr, list, "tag", context);
  const tag = tags.find(({ label }) => String(label).toLowerCase() === wanted.toLowerCase());
  if (tag) return rows.filter(({ tags: ids }) => Array.isArray(ids) && ids.includes(tag.id));
  const names = tags.map(({ label }) => String(label)).join(", ");
  throw new ListError(
    "bad-input",
    `${arr.name} has no tag "${wanted}". ${names ? `It has: ${names}.` : "It has no tags at all."}`,
  );
}

/** The error for an answer that holds no rows in the known form. */
export const unknownForm = (arr: Arr, list: ParsedList): ListError =>
  new ListError("markup-changed", oddFormat(arr.name, list.label));

/** The sentence about rows that hold no title. */
export const nameless = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${count} ${count === 1 ? "entry names no title and no id, and was" : "entries name no title and no id, and were"} left out.`,
      ];
