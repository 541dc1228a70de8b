import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { FetchContext } from "../provider.ts";
import { siteError } from "../site-error.ts";
import { appQuery, askSimkl } from "./ask-simkl.ts";
import type { SimklList, SimklParams } from "./parse-simkl.ts";
import { type SimklEntry, toEntry } from "./to-entry.ts";

type Row = Record<string, unknown>;

/** Titles on a page of a custom list, and of a trending file. */
const PAGE_SIZE = 500;
const FILE_SIZES = [100, 500];

/** @throws ListError as `askSimkl`; `markup-changed` for another form or the same page again */
export async function readCustomList(
  number: number,
  list: SimklList,
  context: FetchContext,
): Promise<{ entries: SimklEntry[]; total: number; rows: number; name?: string }> {
  const { limit = Number.POSITIVE_INFINITY } = context;
  const entries: SimklEntry[] = [];
  let rows = 0;
  for (let page = 1; ; page++) {
    const path = `lists/${number}?limit=${PAGE_SIZE}&page=${page}`;
    const { items, pagination, name } = ((await askSimkl(path, list.label, context, true)) ?? {}) as Row;
    const { total_items: total, total_pages: pages, page: given } = (pagination ?? {}) as Row;
    if (!Array.isArray(items) || typeof total !== "number" || (given !== undefined && given !== page))
      throw unknownForm(list);
    rows += items.length;
    for (const row of items as Row[]) entries.push(toEntry(row, String(row.type), entries.length + 1));
    context.progress?.(entries.length, total);
    const titles = entries.filter((entry) => !("nothing" in entry)).length;
    if (page >= Number(pages ?? 1) || titles >= limit)
      return { entries, total, rows, ...(typeof name === "string" && { name }) };
  }
}

/**
 * A file of trending titles; nobody has to log in. The smallest that has enough is fetched.
 *
 * @throws ListError as `refusal`
 */
export async function readTrending(
  { type, file }: NonNullable<SimklParams["trending"]>,
  list: SimklList,
  { http, origin, signal, account, limit = 100, progress }: FetchContext,
): Promise<SimklEntry[]> {
  const size = FILE_SIZES.find((each) => each >= limit) ?? FILE_SIZES.at(-1);
  const path =
    file === "dvd"
      ? `dvd/releases_${size}.json`
      : `trending/${type === "all" ? "" : `${urlName(type)}/`}${file}_${size}.json`;
  const response = await http.request({
    url: `${origin("https://data.simkl.in")}/discover/${path}?${appQuery(account?.key)}`,
    signal,
  });
  const { status, body } = response;
  if (status !== 200 || typeof body !== "object" || body === null)
    throw siteError(response, "Simkl", list.label);
  const groups: [string, unknown][] = Array.isArray(body)
    ? [[type === "all" ? "movies" : type, body]]
    : (["movies", "tv", "anime"] as const).map((name) => [name, (body as Row)[name]]);
  if (groups.every(([, rows]) => !Array.isArray(rows))) throw unknownForm(list);
  const entries = groups.flatMap(([name, rows]) =>
    (Array.isArray(rows) ? rows : []).map((row: Row, index) => toEntry(row, name, index + 1)),
  );
  progress?.(entries.length);
  return entries;
}

const urlName = (type: string): string => (type === "shows" ? "tv" : type);

const unknownForm = (list: SimklList): ListError =>
  new ListError("markup-changed", oddFormat("Simkl", list.label));
