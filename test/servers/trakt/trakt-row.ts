import type { CatalogueTitle } from "../catalogue/title.ts";

/** One entry of a Trakt list: a title, one of its seasons or episodes, or a person. */
export type TraktEntry =
  | CatalogueTitle
  | { title: CatalogueTitle; season: number; episode?: number }
  | { person: string };

/** A title as Trakt writes it (recorded 2026-05). */
export function traktTitle(title: CatalogueTitle) {
  return {
    title: title.title,
    year: title.year,
    ids: {
      trakt: traktId(title),
      slug: slugOf(title),
      imdb: title.imdbId ?? null,
      tmdb: title.tmdbId,
      ...(title.mediaType === "tv" ? { tvdb: title.tvdbId ?? null } : {}),
      plex: { guid: null, slug: null },
    },
  };
}

/** A row of a list or a watchlist. */
export function traktRow(entry: TraktEntry, rank: number) {
  const base = { rank, id: 1_000_000 + rank, listed_at: "2026-05-01T12:00:00.000Z", notes: null };
  if ("person" in entry)
    return { ...base, type: "person", person: { name: entry.person, ids: { trakt: rank } } };
  if ("mediaType" in entry) {
    const type = entry.mediaType === "tv" ? "show" : "movie";
    return { ...base, type, [type]: traktTitle(entry) };
  }
  const show = traktTitle(entry.title);
  if (entry.episode !== undefined)
    return {
      ...base,
      type: "episode",
      episode: { season: entry.season, number: entry.episode, ids: {} },
      show,
    };
  return { ...base, type: "season", season: { number: entry.season, ids: { trakt: 5000 + rank } }, show };
}

/** `movie`, `show`, `season`, `episode` or `person`. */
export const typeOf = (entry: TraktEntry): string => traktRow(entry, 1).type;

export const slugOf = (title: CatalogueTitle): string =>
  `${title.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}-${title.year}`;

const traktId = (title: CatalogueTitle): number => (title.mediaType === "tv" ? 2_000_000 : 0) + title.tmdbId;
