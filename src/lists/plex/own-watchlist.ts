import type { FetchContext, ParsedList } from "../provider.ts";
import { askPlex, DISCOVER, unknownForm } from "./plex-client.ts";
import { guidsOf, type PlexEntry } from "./title.ts";

/** Larger pages are refused since December 2025; without a size there are 20. */
const PAGE_SIZE = 100;

const QUERY =
  "includeGuids=1&includeFields=title,type,year,ratingKey&excludeElements=Image&sort=watchlistedAt:desc";

/**
 * The watchlist of the account's person, 100 a page.
 *
 * @param take is given the entries of each page; says whether that is enough
 * @throws ListError as `askPlex`; `markup-changed` for another form or the same page again
 */
export async function ownWatchlist(
  list: ParsedList,
  context: FetchContext,
  take: (entries: PlexEntry[]) => Promise<boolean>,
): Promise<{ total: number; complete: boolean; others: number }> {
  const type = list.params?.type;
  const only = type === "movie" ? "&type=1" : type === "tv" ? "&type=2" : "";
  let rowsRead = 0;
  let others = 0;
  for (let start = 0; ; start += PAGE_SIZE) {
    const { body } = await askPlex(
      {
        url: `${context.origin(DISCOVER)}/library/sections/watchlist/all?${QUERY}${only}`,
        headers: { "X-Plex-Container-Start": String(start), "X-Plex-Container-Size": String(PAGE_SIZE) },
      },
      list.label,
      context,
    );
    const container = body.MediaContainer as Record<string, unknown> | undefined;
    const { totalSize, offset, Metadata: rows = [] } = container ?? {};
    if (typeof totalSize !== "number" || !Array.isArray(rows)) throw unknownForm(list.label);
    if (typeof offset === "number" && offset !== start && rows.length > 0) throw unknownForm(list.label);
    rowsRead += rows.length;
    context.progress?.(rowsRead, totalSize);
    const entries = rows.flatMap(toEntry);
    others += rows.length - entries.length;
    const enough = await take(entries);
    if (enough || start + PAGE_SIZE >= totalSize)
      return { total: totalSize, complete: enough || rowsRead >= totalSize, others };
  }
}

function toEntry(row: Record<string, unknown>): PlexEntry[] {
  const { ratingKey, title, year, type } = row;
  if (type !== "movie" && type !== "show") return [];
  return [
    {
      ...(typeof ratingKey === "string" && { ratingKey }),
      ...(typeof title === "string" && { title }),
      ...(typeof year === "number" && { year }),
      type: type === "movie" ? "movie" : "tv",
      guids: guidsOf(row),
    },
  ];
}
