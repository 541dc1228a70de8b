import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider } from "../provider.ts";
import { WAYS_TO_A_BROWSER } from "../ways-to-a-browser.ts";
import { fetchByBrowser } from "./fetch-browser.ts";
import { fetchByGraphql } from "./fetch-graphql.ts";
import type { ImdbList } from "./imdb-list.ts";
import { parse } from "./parse.ts";

/** A search without a limit could mean thousands of titles. */
const SEARCH_LIMIT = 100;

const CSV_ADVICE = "Or export the list as CSV on IMDb and add the file as an own list.";

/**
 * IMDb: lists, watchlists, charts, title searches and single titles.
 *
 * Settings: `access` (`graphql,browser`, `graphql` or `browser`) and `client`, the name under which the GraphQL
 * endpoint is asked. IMDb's terms allow neither way to programs; the export as CSV is the one that they do.
 */
export const imdb: ListProvider<ImdbList> = {
  id: "imdb",
  name: "IMDb",
  forms: [
    { example: "https://www.imdb.com/list/ls006123300/", meaning: "a list" },
    { example: "ls006123300", meaning: "a list, by its id" },
    { example: "https://www.imdb.com/user/ur15738437/watchlist", meaning: "somebody's watchlist" },
    { example: "https://www.imdb.com/user/p.colneedham/watchlist/", meaning: "a watchlist, by profile" },
    { example: "ur15738437", meaning: "a watchlist, by the user's id" },
    { example: "https://www.imdb.com/chart/top/", meaning: "a chart" },
    { example: "boxoffice", meaning: "a chart, by its name" },
    { example: "india/upcoming", meaning: "an Indian chart, by its name" },
    {
      example: "https://www.imdb.com/search/title/?genres=sci-fi&user_rating=8,&num_votes=50000,",
      meaning: "a title search",
    },
    { example: "https://www.imdb.com/title/tt0133093/", meaning: "a single title" },
  ],
  limits: { concurrency: 2, perMinute: 120 },
  lifetime: ({ kind }) => (kind === "chart" ? 3600 : 0),
  notes: {
    reads: "lists, watchlists, charts, title searches; CSV exports as own lists",
    ids: "IMDb",
    requests: "4 (250 a page)",
    terms:
      "IMDb's terms do not allow programs to read its lists, neither through the site's own data service, which is tried first, nor through its pages. They do allow the CSV export of your own lists.",
    blocked:
      "Set up a browser in list-source, or use the CSV export as an own list, or mirror the list at mdblist.com.",
  },
  parse,
  async fetch(list, context) {
    const { limit, warnings, cut } = limitOf(list, context.limit);
    const fetched = await fetchByAnyWay(list, context, limit);
    const isCut = cut && fetched.items.length >= limit && (fetched.total ?? Number.POSITIVE_INFINITY) > limit;
    return {
      ...fetched,
      complete: fetched.complete && !isCut,
      warnings: [...noted(list), ...(isCut ? warnings : []), ...fetched.warnings],
    };
  },
};

/** How many titles are read, and whether that is somebody else's choice than the user's. */
function limitOf(list: ImdbList, asked?: number): { limit: number; warnings: string[]; cut: boolean } {
  if (asked !== undefined) return { limit: asked, warnings: [], cut: false };
  const search = list.params?.search;
  if (!search) return { limit: Number.POSITIVE_INFINITY, warnings: [], cut: false };
  if (search.count !== undefined) return { limit: search.count, warnings: [], cut: false };
  const sentence = `A search needs a limit: only the first ${SEARCH_LIMIT} titles were taken. Set the list's item limit, or add count=500 to its address.`;
  return { limit: SEARCH_LIMIT, warnings: [sentence], cut: true };
}

/** What `parse` had to leave out. */
function noted(list: ImdbList): string[] {
  return list.params?.warnings ?? list.params?.search?.warnings ?? [];
}

async function fetchByAnyWay(list: ImdbList, context: FetchContext, limit: number): Promise<FetchedList> {
  const ways = String(context.settings.access || "graphql,browser").split(/[\s,]+/);
  const refusal = ways.includes("browser") && !ways.includes("graphql") ? undefined : await tryGraphql();
  if (refusal && !(refusal instanceof ListError)) return refusal;
  if (!ways.includes("browser") || !context.browser) throw noBrowser(list, refusal);
  const fetched = await fetchByBrowser(list, context, context.browser, limit);
  if (refusal) fetched.warnings.unshift(`${refusal.message} It was read with the browser instead.`);
  return fetched;

  async function tryGraphql(): Promise<FetchedList | ListError> {
    try {
      return await fetchByGraphql(list, context, limit);
    } catch (error) {
      if (error instanceof ListError && isRefusal(error)) return error;
      throw error;
    }
  }
}

/** Another way may do better; a list that is private, missing or misnamed is so on every way. */
const isRefusal = ({ code }: ListError): boolean =>
  code === "blocked" || code === "rate-limited" || code === "markup-changed";

function noBrowser(list: ImdbList, refusal: ListError | undefined): ListError {
  if (!refusal)
    return new ListError(
      "blocked",
      `${list.label} must be read with a browser, but none was found. ${WAYS_TO_A_BROWSER} ${CSV_ADVICE}`,
    );
  return new ListError(
    refusal.code,
    `${refusal.message} A browser may still read it. ${WAYS_TO_A_BROWSER} ${CSV_ADVICE}`,
    { cause: refusal, retryAfterMs: refusal.retryAfterMs, httpStatus: refusal.httpStatus },
  );
}
