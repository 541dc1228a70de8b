import type { EntryPage } from "../anime/read-titles.ts";
import type { FetchContext } from "../provider.ts";
import { askMal, unknownForm } from "./ask-mal.ts";
import type { MalList, MalParams } from "./parse-mal.ts";
import { type ApiRow, fromApi } from "./to-entry.ts";

/** The most entries on a page: of a list, and of a ranking. */
const LIST_PAGE = 1000;
const RANKING_PAGE = 500;

const FIELDS = "media_type,start_date,alternative_titles,nsfw";

/**
 * Pages of a user's list or of a ranking, from the API v2.
 *
 * @throws ListError as `askMal`
 */
export async function* readMalApi(
  { user, status, ranking }: MalParams,
  list: MalList,
  context: FetchContext,
): AsyncGenerator<EntryPage> {
  const path = user
    ? `users/${encodeURIComponent(user)}/animelist?${status ? `status=${status}&` : ""}nsfw=true`
    : `anime/ranking?ranking_type=${ranking}`;
  const fields = user ? `list_status,${FIELDS}` : FIELDS;
  const size = user ? LIST_PAGE : RANKING_PAGE;
  const seen = new Set<number>();
  for (let offset = 0; ; offset += size) {
    const body = await askMal(`${path}&limit=${size}&offset=${offset}&fields=${fields}`, list.label, context);
    const { data, paging } = body as { data?: unknown; paging?: { next?: string } };
    if (!Array.isArray(data)) throw unknownForm(list.label);
    const entries = (data as ApiRow[])
      .flatMap((row, index) => fromApi(row, offset + index + 1) ?? [])
      .filter(({ mal }) => !seen.has(mal) && seen.add(mal));
    // `paging` is empty at the end (recorded 2021-03)
    const more = paging?.next !== undefined;
    // rows that cannot be read, or the page before once more
    if ((more || data.length > 0) && entries.length === 0) throw unknownForm(list.label);
    yield { entries, more };
    if (!more) return;
  }
}
