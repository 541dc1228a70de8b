import { lowerCaseKeys, readIds } from "../../items/ids.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { AnimeEntry } from "../anime/to-titles.ts";

type Row = Record<string, unknown>;

/** A title as Simkl gives it: ready, an anime entry that the table of anime ids has to find, or a row that names none. */
export type SimklEntry = { item: Item } | { anime: AnimeEntry } | { nothing: true };

/**
 * One title. Ids are texts except Simkl's own. Anime often have only those of anime sites (recorded 2026-05): the table
 * of anime ids tells which title and season they are, and other ids count where it does not know them.
 *
 * @param type what it is; a custom list's own word too
 */
export function toEntry(row: Row | undefined, type: string, rank: number, more: Row = {}): SimklEntry {
  const { title, year, ids: given, release_date: released } = row ?? {};
  const ids = lowerCaseKeys((given ?? {}) as object);
  const simkl = ids.get("simkl") ?? ids.get("simkl_id");
  const shared = {
    title,
    // trending files write 04/24/2026, custom lists 2026-04-24
    year: year ?? /\b(?:19|20)\d\d\b/.exec(String(released ?? ""))?.[0],
    rank,
    simkl,
    ...more,
  };
  const known = { tmdb: ids.get("tmdb"), imdb: ids.get("imdb") };
  const anime = type === "anime";
  const animeType = String(more.anime_type ?? row?.anime_type ?? "");
  if (!title && !known.tmdb && !known.imdb) return { nothing: true };
  const numbers = ["anilist", "mal", "anidb", "kitsu"].map((name) => [name, Number(ids.get(name))] as const);
  const found = Object.fromEntries(
    numbers.filter(([, number]) => Number.isSafeInteger(number) && number > 0),
  );
  const movie = type === "movie" || type === "movies" || (anime && animeType === "movie");
  const mediaType = movie ? "movie" : "tv";
  // of a movie it is one of TVDB's movies
  const tvdb = movie ? undefined : ids.get("tvdb");
  if (anime && Object.keys(found).length > 0) {
    const own = readIds(lowerCaseKeys({ ...known, tvdb }));
    return {
      anime: {
        ...found,
        ...(Number(simkl) > 0 && { simkl: Number(simkl) }),
        title: String(title ?? ""),
        ...(Number(shared.year) > 0 && { year: Number(shared.year) }),
        format: animeType.toUpperCase(),
        ...(Object.keys(own).length > 0 && { known: { ...own, mediaType } }),
        ...more,
        rank,
      },
    };
  }
  return { item: normaliseItem({ ...shared, ...known, tvdb, mediaType }) };
}
