import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, PageReader } from "../provider.ts";
import { createCollector } from "./collector.ts";
import type { ImdbList } from "./imdb-list.ts";
import { readImdbPage } from "./next-data.ts";

const SITE = "https://www.imdb.com";
/** Either the page's data or the notice of the old pages that the list is private. */
const READY = "script#__NEXT_DATA__, #unavailable";
/** A page of a list holds 250 entries, the longest list has 12,000. */
const MAX_PAGES = 60;
/** Milliseconds between two pages. */
const PAUSE = 1000;
/** The search page shows fifty titles unless it is asked for more. */
const MOST_OF_A_SEARCH = 250;

/**
 * Reads a list through a real browser, which passes the check that imdb.com makes of its visitors.
 *
 * @param limit stop after so many titles
 * @throws ListError `blocked` when the browser does not help, and those of {@link readImdbPage}
 */
export async function fetchByBrowser(
  list: ImdbList,
  context: FetchContext,
  browser: PageReader,
  limit: number,
): Promise<FetchedList> {
  const warnings: string[] = [];
  const source = { provider: list.provider, list: list.id, name: list.label, url: list.url };
  const collector = createCollector(source, limit);
  let total: number | undefined;
  let name: string | undefined;
  let complete = false;
  for (let number = 1; ; number++) {
    const html = await readPage(list, context, browser, pageUrl(list, context, number, limit));
    const page = readImdbPage(html, list);
    if (number === 1) source.name = name = page.name ?? list.label;
    total = page.total ?? total;
    const fresh = page.titles.filter((title) => collector.add(title)).length;
    context.progress?.(collector.items.length, total);
    const more = page.hasNextPage || (isPaged(list) && collector.seen < (total ?? 0));
    complete = collector.full || (!more && collector.seen >= (total ?? 0));
    if (collector.full || !more || fresh === 0 || number === MAX_PAGES) break;
    await context.pause(PAUSE);
  }
  if (!complete && total !== undefined)
    warnings.push(`IMDb reports ${total} entries, but its pages returned ${collector.seen}.`);
  warnings.push(...collector.warnings());
  return { items: collector.items, total, complete, ...collector.count(), name, via: "browser", warnings };
}

const isPaged = (list: ImdbList): boolean => list.kind === "list" || list.kind === "watchlist";

function pageUrl(list: ImdbList, context: FetchContext, page: number, limit: number): string {
  const url = new URL(list.url ?? SITE);
  const sort = list.params?.sort;
  if (typeof sort === "string") url.searchParams.set("sort", sort);
  if (page > 1) url.searchParams.set("page", String(page));
  if (list.kind === "search") url.searchParams.set("count", String(Math.min(limit, MOST_OF_A_SEARCH)));
  return `${context.origin(SITE)}${url.pathname}${url.search}`;
}

async function readPage(
  list: ImdbList,
  context: FetchContext,
  browser: PageReader,
  url: string,
): Promise<string> {
  try {
    return await browser.read(url, { ready: READY, signal: context.signal });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code !== "browser-failed" && error.code !== "browser-missing") throw error;
    throw new ListError("blocked", `${list.label} could not be read with the browser: ${error.message}`, {
      cause: error,
    });
  }
}
