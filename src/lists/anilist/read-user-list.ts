import type { EntryPage } from "../anime/read-titles.ts";
import type { AnimeEntry } from "../anime/to-titles.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import { askAnilist, SPACING, unknownForm } from "./ask-anilist.ts";
import { MEDIA, type Media, toEntry } from "./media.ts";
import type { AnilistList, AnilistParams } from "./parse-anilist.ts";

const USER_LIST = `query ($user: String, $statuses: [MediaListStatus], $chunk: Int, $perChunk: Int) {
  MediaListCollection(userName: $user, type: ANIME, status_in: $statuses, chunk: $chunk, perChunk: $perChunk) {
    hasNextChunk
    lists { name isCustomList entries { createdAt score(format: POINT_10_DECIMAL) media { ${MEDIA} } } }
  }
}`;

/** The most that may be asked for by chunks; one answer without them holds about 11,000 entries. */
const CHUNK_SIZE = 500;
const MOST_CHUNKS = 100;

interface Row {
  media?: Media;
  /** Seconds since 1970; 0 when AniList does not know. */
  createdAt?: number;
  score?: number;
}

interface UserList {
  name?: string;
  isCustomList?: boolean;
  entries?: Row[];
}

/**
 * A user's list: one answer, or in chunks when it is too long for one. An entry stands in its status list and in every
 * custom list, and counts once.
 *
 * @throws ListError as `askAnilist`; `not-found` for a custom list that is not there
 */
export async function* readUserList(
  { user, status, custom }: AnilistParams,
  list: AnilistList,
  context: FetchContext,
): AsyncGenerator<EntryPage> {
  // a custom list holds entries of any status
  const variables = { user, ...(status !== undefined && { statuses: [status] }) };
  const whole = await askUserList(variables, list, context);
  const chunks = whole.hasNextChunk ? await readChunks(variables, list, context) : [whole.lists];
  const lists = chunks.flat();
  const named = lists.filter(({ name, isCustomList }) => isCustomList && sameName(name, custom));
  if (custom !== undefined && named.length === 0) throw noSuchList(user, custom, lists);
  const rows = (custom === undefined ? lists : named).flatMap(rowsOf);
  const entries = new Map<number, AnimeEntry>();
  for (const { media, createdAt, score } of rows) {
    const entry = media && toEntry(media, entries.size + 1);
    if (!entry || entries.has(entry.anilist)) continue;
    const addedAt = createdAt ? { addedAt: new Date(createdAt * 1000).toISOString() } : {};
    entries.set(entry.anilist, { ...entry, ...addedAt, ...(score ? { rating: score } : {}) });
  }
  if (rows.length > 0 && entries.size === 0) throw unknownForm(list);
  yield { entries: [...entries.values()], more: false };
}

async function readChunks(
  variables: object,
  list: AnilistList,
  context: FetchContext,
): Promise<UserList[][]> {
  const chunks: UserList[][] = [];
  const seen = new Set<string>();
  for (let chunk = 1; chunk <= MOST_CHUNKS; chunk++) {
    await context.pause(SPACING);
    const asked = { ...variables, chunk, perChunk: CHUNK_SIZE };
    const { lists, hasNextChunk } = await askUserList(asked, list, context);
    const before = seen.size;
    for (const each of lists) for (const { media } of rowsOf(each)) seen.add(`${each.name} ${media?.id}`);
    chunks.push(lists);
    if (!hasNextChunk) return chunks;
    // the same chunk again would never come to an end
    if (seen.size === before) break;
  }
  throw unknownForm(list);
}

async function askUserList(
  variables: object,
  list: AnilistList,
  context: FetchContext,
): Promise<{ lists: UserList[]; hasNextChunk: boolean }> {
  const data = await askAnilist(USER_LIST, variables, list, context);
  const { lists, hasNextChunk } = (data.MediaListCollection ?? {}) as {
    lists?: unknown;
    hasNextChunk?: boolean;
  };
  if (!Array.isArray(lists)) throw unknownForm(list);
  return { lists: lists as UserList[], hasNextChunk: hasNextChunk === true };
}

// null for an empty list
const rowsOf = ({ entries }: UserList): Row[] => entries ?? [];

const sameName = (name: string | undefined, other: string | undefined): boolean =>
  name?.toLowerCase() === other?.toLowerCase();

function noSuchList(user: string | undefined, custom: string, lists: UserList[]): ListError {
  const known = [...new Set(lists.filter(({ isCustomList }) => isCustomList).map(({ name }) => name))];
  const there =
    known.length > 0 ? `The custom lists are: ${known.join(", ")}.` : "There are no custom lists.";
  return new ListError("not-found", `${user} has no list "${custom}" on AniList. ${there}`);
}
