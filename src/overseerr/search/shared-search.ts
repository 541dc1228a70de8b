import type { LibraryIndex, Overseerr } from "../overseerr.ts";
import type { SearchPage } from "./search-result.ts";

/** As long as the server itself gives one and the same answer. Milliseconds. */
const HOLDS_MS = 5 * 60_000;
const MOST = 200;

/** By the library, which all views of a server share. */
const asked = new WeakMap<LibraryIndex, Map<string, { page: SearchPage; at: number }>>();

/**
 * Searches, and uses an answer for all titles of the same name: "Dune" of 1984 and of 2021 are on one page. An answer
 * without a result may be TMDB failing, so the next title asks again.
 *
 * @throws ServerError
 */
export async function sharedSearch(
  overseerr: Overseerr,
  query: string,
  options: { language?: string; page?: number },
): Promise<SearchPage> {
  const pages = asked.get(overseerr.index) ?? new Map<string, { page: SearchPage; at: number }>();
  asked.set(overseerr.index, pages);
  const key = JSON.stringify([query, options.page ?? 1, options.language]);
  const known = pages.get(key);
  if (known && Date.now() - known.at < HOLDS_MS) return known.page;
  const page = await overseerr.search(query, options);
  if (page.results.length === 0) return page;
  pages.delete(key);
  pages.set(key, { page, at: Date.now() });
  const [oldest] = pages.keys();
  if (pages.size > MOST && oldest !== undefined) pages.delete(oldest);
  return page;
}
