import type { FetchContext, FetchedList } from "../provider.ts";
import { type AnimeEntry, toTitles } from "./to-titles.ts";

/** A page of a list. */
export interface EntryPage {
  entries: AnimeEntry[];
  /** There is another page. */
  more: boolean;
}

/**
 * Reads pages of entries until the list ends, or until its entries are as many titles as are wanted: several entries are
 * one title, so only titles can be counted against a limit.
 *
 * @param pages of one list; an entry stands on one of them only
 * @param most titles that are read when the person sets no limit
 * @throws what `pages` throws; ListError as `toTitles`
 */
export async function readTitles(
  pages: AsyncIterable<EntryPage>,
  context: FetchContext,
  most?: number,
): Promise<Omit<FetchedList, "via">> {
  const wanted = context.limit ?? most ?? Number.POSITIVE_INFINITY;
  const entries: AnimeEntry[] = [];
  let read: Awaited<ReturnType<typeof toTitles>> | undefined;
  let rest = false;
  for await (const page of pages) {
    entries.push(...page.entries);
    context.progress?.(entries.length);
    rest = page.more;
    if (rest && entries.length < wanted) continue;
    read = await toTitles(entries, context, wanted);
    rest ||= read.titles > wanted;
    if (read.titles >= wanted) break;
  }
  read ??= await toTitles([], context);
  const cut = rest && context.limit === undefined;
  return {
    items: read.items,
    rows: read.rows,
    ...(!rest && { total: entries.length }),
    complete: !cut,
    warnings: cut
      ? [...read.warnings, `The first ${wanted} titles were read. Set a limit to read more or fewer.`]
      : read.warnings,
  };
}
