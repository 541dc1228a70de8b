import * as v from "valibot";
import { idKeys } from "../../items/dedupe.ts";
import type { Item, MediaType } from "../../items/item.ts";
import type { FetchContext } from "../provider.ts";
import { oddAnswer, readShape, refuseOddRows } from "../read-shape.ts";
import { toItem } from "./to-item.ts";

/** One page of a list, however it was asked for. */
export interface TmdbPage {
  rows: Record<string, unknown>[];
  pages: number;
  total?: number;
  name?: string;
}

/** TMDB answers 422 for later ones. */
const LAST_PAGE = 500;

/** Pages asked for at once, after the first. */
const TOGETHER = 4;

/** Titles, and rows that are none. */
export interface TmdbTitles {
  items: Item[];
  /** Rows that were read. */
  rows: number;
  /** Rows of them that are people. */
  people: number;
  total?: number;
  name?: string;
}

/**
 * Reads page 1, then the others a few at a time, until they end or enough titles are there. Charts move while they are
 * read, so a title may come twice; it counts once.
 *
 * @param ask gives a page
 * @param type of all rows, where they do not say it
 * @param limit titles that are enough
 * @param label the list, for errors
 * @throws ListError `markup-changed`; what `ask` throws
 */
export async function readPages(
  ask: (page: number) => Promise<TmdbPage>,
  type: MediaType | undefined,
  limit: number,
  { label, context }: { label: string; context: FetchContext },
): Promise<TmdbTitles> {
  const items = new Map<string, Item>();
  let rows = 0;
  let people = 0;
  const take = (page: TmdbPage) => {
    let found = 0;
    for (const row of page.rows) {
      const made = toItem(row, type, ++rows);
      found += made.length;
      for (const item of made) items.set(idKeys(item).join(), items.get(idKeys(item).join()) ?? item);
    }
    people += page.rows.length - found;
    refuseOddRows(page.rows, found, BESIDES, { site: "TMDB", label });
    context.progress?.(items.size, first.total);
  };
  const first = await ask(1);
  take(first);
  const last = Math.min(first.pages, LAST_PAGE);
  for (let page = 2; page <= last && items.size < limit; ) {
    // no more pages than the titles that are still wanted may need
    const wanted = Math.ceil((limit - items.size) / Math.max(1, first.rows.length));
    const count = Math.min(TOGETHER, last - page + 1, Math.max(1, wanted));
    const numbers = Array.from({ length: count }, (_, index) => page + index);
    for (const each of await Promise.all(numbers.map(ask))) take(each);
    page += count;
  }
  return {
    items: [...items.values()].slice(0, limit),
    rows,
    people,
    ...(first.total !== undefined && { total: first.total }),
    ...(first.name !== undefined && { name: first.name }),
  };
}

/**
 * Reads the frame of a page: TMDB's snake case, the request server's camel case, and lists of old that came as a whole.
 *
 * @param page which was asked for; another one in the answer would be the same page for ever
 * @throws ListError `markup-changed`
 */
export function toPage(body: unknown, page: number, label: string): TmdbPage {
  const asked = { site: "TMDB", label };
  const frame = readShape(FRAME, body, asked);
  const rows = frame.results ?? frame.items ?? frame.parts;
  if (!rows || (frame.page ?? page) !== page) throw oddAnswer(asked);
  const pages = frame.total_pages ?? frame.totalPages ?? 1;
  const total =
    frame.total_results ?? frame.totalResults ?? frame.item_count ?? (pages === 1 ? rows.length : undefined);
  return { rows, pages, ...(total !== undefined && { total }), ...(frame.name && { name: frame.name }) };
}

const ROWS = v.nullish(v.array(v.looseObject({})));
const COUNT = v.nullish(v.number());

const FRAME = v.looseObject({
  page: COUNT,
  results: ROWS,
  items: ROWS,
  parts: ROWS,
  total_pages: COUNT,
  totalPages: COUNT,
  total_results: COUNT,
  totalResults: COUNT,
  item_count: COUNT,
  name: v.nullish(v.string()),
});

/** What answers hold besides titles; the request server writes camel case. */
const BESIDES = v.union([
  v.looseObject({ media_type: v.picklist(["person", "collection"]) }),
  v.looseObject({ mediaType: v.picklist(["person", "collection"]) }),
]);
