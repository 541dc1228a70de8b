/**
 * A title by its public facts. Only ids that are certain; what nobody needs (overviews, votes) the servers invent.
 * Day and month of a release are given only where they matter: elsewhere the date is 1 July of the year.
 */
export type CatalogueTitle = CatalogueMovie | CatalogueShow;

interface Common {
  tmdbId: number;
  imdbId?: string;
  title: string;
  /** The title in its own language, where it differs. */
  originalTitle?: string;
  year: number;
  /** `YYYY-MM-DD` */
  date: string;
  /** ISO 639-1 of the original. */
  language: string;
  /** Titles in other languages by ISO 639-1, for `language=de`; they are found by search too. */
  translations: Record<string, string>;
  /** Further names under which people look for it. */
  aliases: string[];
  adult: boolean;
}

export interface CatalogueMovie extends Common {
  mediaType: "movie";
}

export interface CatalogueShow extends Common {
  mediaType: "tv";
  tvdbId?: number;
  /** ISO 3166-1 */
  country: string;
  seasons: CatalogueSeason[];
}

export interface CatalogueSeason {
  /** 0 are the specials. */
  seasonNumber: number;
  /** `YYYY-MM-DD` */
  airDate: string;
  episodes: number;
}

export interface TitleOptions {
  original?: string;
  /** `MM-DD` of the release or of the first episode. @default "07-01" */
  day?: string;
  language?: string;
  translations?: Record<string, string>;
  aliases?: string[];
  adult?: boolean;
}

export interface ShowOptions extends TitleOptions {
  country?: string;
  /** Whether TMDB lists a season 0. */
  specials?: boolean;
  /** Episodes per season. @default 10 each */
  episodes?: number[];
}

/**
 * A film.
 * @param imdb digits of the IMDb id with their leading zeros, without `tt`; `undefined` where there is none
 */
export function film(
  tmdbId: number,
  imdb: string | undefined,
  title: string,
  year: number,
  options: TitleOptions = {},
): CatalogueMovie {
  return { mediaType: "movie", ...common(tmdbId, imdb, title, year, options) };
}

/**
 * A show.
 * @param seasonYears year in which each season began, season 1 first; the first is the year of the show
 */
export function show(
  tmdbId: number,
  imdb: string | undefined,
  tvdbId: number | undefined,
  title: string,
  seasonYears: number[],
  options: ShowOptions = {},
): CatalogueShow {
  const [year = 0] = seasonYears;
  const base = common(tmdbId, imdb, title, year, options);
  const seasons = seasonYears.map((seasonYear, index) => ({
    seasonNumber: index + 1,
    airDate: seasonYear === year && index > 0 ? `${seasonYear}-10-01` : `${seasonYear}${base.date.slice(4)}`,
    episodes: options.episodes?.[index] ?? 10,
  }));
  const specials = { seasonNumber: 0, airDate: base.date, episodes: 4 };
  return {
    mediaType: "tv",
    ...base,
    tvdbId,
    country: options.country ?? "US",
    seasons: options.specials ? [specials, ...seasons] : seasons,
  };
}

function common(
  tmdbId: number,
  imdb: string | undefined,
  title: string,
  year: number,
  options: TitleOptions,
): Common {
  return {
    tmdbId,
    imdbId: imdb && `tt${imdb}`,
    title,
    originalTitle: options.original,
    year,
    date: year > 0 ? `${year}-${options.day ?? "07-01"}` : "",
    language: options.language ?? "en",
    translations: options.translations ?? {},
    aliases: options.aliases ?? [],
    adult: options.adult ?? false,
  };
}
