import type { Collection, Person } from "../catalogue/people.ts";
import type { CatalogueMovie, CatalogueShow, CatalogueTitle } from "../catalogue/title.ts";
import { searchMediaJson } from "./media-json.ts";
import type { World } from "./world.ts";

const GENRES = [12, 14, 16, 18, 27, 28, 35, 36, 37, 53, 80, 99, 878, 9648, 10402, 10749, 10751, 10752];

/** Invented but steady: the same title always has the same popularity, votes and genres. */
export const inventedOf = (title: CatalogueTitle) => {
  const seed = (title.tmdbId * 2_654_435_761) % 1_000;
  return {
    overview: `Overview of ${title.title} (${title.year}).`,
    popularity: title.tmdbId >= 900_000 ? seed / 100 : 10 + (seed % 90),
    voteAverage: 5 + (seed % 45) / 10,
    voteCount: 500 + seed * 12,
    genreIds: [GENRES[seed % GENRES.length], GENRES[(seed + 7) % GENRES.length]],
    backdropPath: `/b${title.mediaType}${title.tmdbId}.jpg`,
    posterPath: `/p${title.mediaType}${title.tmdbId}.jpg`,
  };
};

export const nameIn = (title: CatalogueTitle, language: string) =>
  title.translations[language] ?? title.title;

/** A film in search results, with `mediaInfo` when the server has a row of it. */
const movieResult = (movie: CatalogueMovie, language: string, world: World) => ({
  ...movieColumns(movie, language),
  ...mediaInfoOf(movie, world),
});

function movieColumns(movie: CatalogueMovie, language: string) {
  const { genreIds, overview, popularity, voteAverage, voteCount, backdropPath, posterPath } =
    inventedOf(movie);
  return {
    id: movie.tmdbId,
    mediaType: "movie",
    adult: movie.adult,
    genreIds,
    originalLanguage: movie.language,
    originalTitle: movie.originalTitle ?? movie.title,
    overview,
    popularity,
    releaseDate: movie.date,
    title: nameIn(movie, language),
    video: false,
    voteAverage,
    voteCount,
    backdropPath,
    posterPath,
  };
}

/** A show in search results. */
function showResult(show: CatalogueShow, language: string, world: World) {
  const { genreIds, overview, popularity, voteAverage, voteCount, backdropPath, posterPath } =
    inventedOf(show);
  return {
    id: show.tmdbId,
    firstAirDate: show.date,
    genreIds,
    mediaType: "tv",
    name: nameIn(show, language),
    originCountry: [show.country],
    originalLanguage: show.language,
    originalName: show.originalTitle ?? show.title,
    overview,
    popularity,
    voteAverage,
    voteCount,
    backdropPath,
    posterPath,
    ...mediaInfoOf(show, world),
  };
}

export const titleResult = (title: CatalogueTitle, language: string, world: World) =>
  title.mediaType === "movie" ? movieResult(title, language, world) : showResult(title, language, world);

export const personResult = (person: Person, language: string, world: World) => ({
  id: person.tmdbId,
  name: person.name,
  popularity: 88,
  adult: false,
  mediaType: "person",
  profilePath: null,
  knownFor: person.knownFor.flatMap((id) => {
    const movie = world.catalogue.byTmdb("movie", id);
    if (!movie) return [];
    return [movieColumns(movie, language)];
  }),
});

export const collectionResult = (collection: Collection) => ({
  id: collection.tmdbId,
  mediaType: "collection",
  adult: false,
  originalLanguage: "en",
  originalTitle: collection.name,
  title: collection.name,
  overview: "",
  backdropPath: null,
  posterPath: null,
});

function mediaInfoOf(title: CatalogueTitle, world: World) {
  const [row] = world.state.mediaOf(title.mediaType, title.tmdbId);
  return row && { mediaInfo: searchMediaJson(row, world) };
}
