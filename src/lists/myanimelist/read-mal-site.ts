import type { EntryPage } from "../anime/read-titles.ts";
import type { FetchContext } from "../provider.ts";
import { askMalSite, unknownForm } from "./ask-mal.ts";
import { type MalList, type MalParams, malNumber } from "./parse-mal.ts";
import { fromSite, type SiteRow } from "./to-entry.ts";

const PAGE = 300;

/**
 * Pages of a user's list, as the site's own page loads them: unofficial, but without a client id. A page that is not full
 * is the last one.
 *
 * @throws ListError as `askMalSite`
 */
export async function* readMalSite(
  { user = "", status }: MalParams,
  list: MalList,
  context: FetchContext,
): AsyncGenerator<EntryPage> {
  const path = `animelist/${encodeURIComponent(user)}/load.json?status=${malNumber(status)}`;
  const seen = new Set<number>();
  for (let offset = 0; ; offset += PAGE) {
    const rows = (await askMalSite(`${path}&offset=${offset}`, list.label, context)) as SiteRow[];
    const entries = rows
      .flatMap((row, index) => fromSite(row, offset + index + 1) ?? [])
      .filter(({ mal }) => !seen.has(mal) && seen.add(mal));
    // rows that cannot be read, or the page before once more
    if (rows.length > 0 && entries.length === 0) throw unknownForm(list.label);
    const more = rows.length >= PAGE;
    yield { entries, more };
    if (!more) return;
  }
}
