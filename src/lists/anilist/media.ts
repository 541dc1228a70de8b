import type { AnimeEntry } from "../anime/to-titles.ts";

/** What is asked of every entry, in the words of AniList's GraphQL. */
export const MEDIA = "id idMal format isAdult startDate { year } seasonYear title { romaji english native }";

/** What AniList answers to {@link MEDIA}. */
export interface Media {
  id?: number;
  idMal?: number | null;
  format?: string | null;
  isAdult?: boolean;
  startDate?: { year?: number | null } | null;
  seasonYear?: number | null;
  title?: { romaji?: string | null; english?: string | null; native?: string | null };
}

/** @returns undefined for what has no id or no title */
export function toEntry(
  { id, idMal, format, isAdult, startDate, seasonYear, title }: Media,
  rank: number,
): (AnimeEntry & { anilist: number }) | undefined {
  const name = title?.english || title?.romaji || title?.native;
  if (!id || !name) return undefined;
  const year = startDate?.year ?? seasonYear;
  return {
    anilist: id,
    ...(idMal && { mal: idMal }),
    title: name,
    ...(year && { year }),
    ...(format && { format }),
    ...(isAdult && { isAdult }),
    rank,
  };
}
