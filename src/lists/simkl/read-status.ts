import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { FetchContext } from "../provider.ts";
import { askSimkl } from "./ask-simkl.ts";
import type { SimklList, SimklParams, SimklType } from "./parse-simkl.ts";
import { type SimklEntry, toEntry } from "./to-entry.ts";

type Row = Record<string, unknown>;

/** What was read last time, and when the library had last moved then. */
interface Kept {
  moved: string;
  entries: SimklEntry[];
}

/** How Simkl's activities call the types. */
const ACTIVITIES: Record<Exclude<SimklType, "all">, string> = {
  shows: "tv_shows",
  movies: "movies",
  anime: "anime",
};

/**
 * A part of the person's library. Simkl blocks programs that read it without asking first whether it has moved
 * (`/sync/activities`), so what was read is kept, and an unmoved library costs that one question.
 *
 * @throws ListError as `askSimkl`
 */
export async function readStatus(
  { type, status }: NonNullable<SimklParams["status"]>,
  list: SimklList,
  context: FetchContext,
): Promise<SimklEntry[]> {
  const activities = (await askSimkl("sync/activities", list.label, context, true)) as Row | null;
  const types = type === "all" ? (["shows", "movies", "anime"] as const) : [type];
  const moved = JSON.stringify(
    types.map((each) => (activities?.[ACTIVITIES[each]] as Row | undefined)?.all ?? null),
  );
  if (typeof activities?.all === "undefined") throw unknownForm(list);
  const name = `${context.account?.login?.name} ${list.id}`;
  const kept = (await context.cache.get<Kept>("simkl-library", name))?.value;
  if (kept?.moved === moved) return kept.entries;
  const body = await askSimkl(`sync/all-items/${type}/${status}`, list.label, context, true);
  const entries = toEntries(body, list);
  await context.cache.set("simkl-library", name, { moved, entries });
  return entries;
}

/** An empty library is `{}`, `null`, or `{"type":"null","body":null}` in an older form. */
function toEntries(body: unknown, list: SimklList): SimklEntry[] {
  if (body === null) return [];
  if (typeof body !== "object" || Array.isArray(body)) throw unknownForm(list);
  const { shows, movies, anime, type, ...rest } = body as Row;
  if (type === "null") return [];
  const groups = [
    ["shows", shows],
    ["movies", movies],
    ["anime", anime],
  ] as const;
  if (groups.every(([, rows]) => rows === undefined) && Object.keys(rest).length > 0) throw unknownForm(list);
  return groups.flatMap(([name, rows]) => {
    if (rows === undefined || rows === null) return [];
    if (!Array.isArray(rows)) throw unknownForm(list);
    return rows.map((row: Row, index) => {
      const { user_rating: rating, anime_type, added_to_watchlist_at: addedAt } = row;
      const title = (row.show ?? row.movie ?? row.anime) as Row | undefined;
      const more = {
        ...(rating ? { rating } : {}),
        ...(addedAt ? { addedAt } : {}),
        ...(anime_type ? { anime_type } : {}),
      };
      return toEntry(title, name, index + 1, more);
    });
  });
}

const unknownForm = (list: SimklList): ListError =>
  new ListError("markup-changed", oddFormat("Simkl", list.label));
