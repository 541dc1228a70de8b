import type { CatalogueSeason, CatalogueShow } from "../catalogue/title.ts";
import { detailMediaJson } from "./media-json.ts";
import { refuse } from "./refusal.ts";
import type { MediaRow } from "./rows.ts";
import { inventedOf, nameIn } from "./title-json.ts";
import type { Answer, Call, World } from "./world.ts";

/** `GET /movie/{movieId}`: 500 for an unknown id, as for TMDB in trouble. */
export async function movieDetails({ params, query }: Call, world: World): Promise<Answer> {
  const movie = await world.tmdb.movie(params.movieId ?? 0).catch(() => {
    throw refuse(500, "Unable to retrieve movie.");
  });
  const { genreIds, ...invented } = inventedOf(movie);
  const [row] = world.state.mediaOf("movie", movie.tmdbId);
  return {
    status: 200,
    json: {
      id: movie.tmdbId,
      adult: movie.adult,
      budget: 0,
      genres: genresOf(genreIds),
      relatedVideos: [],
      originalLanguage: movie.language,
      originalTitle: movie.originalTitle ?? movie.title,
      productionCompanies: [],
      productionCountries: [{ iso_3166_1: "US", name: "United States of America" }],
      releaseDate: movie.date,
      releases: { results: [] },
      revenue: 0,
      spokenLanguages: [{ english_name: "English", iso_639_1: "en", name: "English" }],
      status: "Released",
      title: nameIn(movie, query.language ?? world.settings.locale),
      video: false,
      ...invented,
      homepage: "",
      imdbId: movie.imdbId,
      runtime: 90 + (movie.tmdbId % 60),
      tagline: "",
      credits: { cast: [], crew: [] },
      externalIds: externalIds(movie.imdbId),
      ...mediaInfo(row, world),
      watchProviders: [],
      keywords: [{ id: 818, name: "based on novel or book" }],
      ...(world.product.jellyfin && { onUserWatchlist: false }),
    },
  };
}

/** `GET /tv/{tvId}` */
export async function showDetails({ params, query }: Call, world: World): Promise<Answer> {
  const show = await showOrRefuse(params.tvId, world);
  const { genreIds, ...invented } = inventedOf(show);
  const [row] = world.state.mediaOf("tv", show.tmdbId);
  const { metadata, tvdbSeasons } = world.settings;
  const isTvdb = metadata.tv === "tvdb" || metadata.anime === "tvdb";
  const fromTvdb = isTvdb ? tvdbSeasons.get(show.tmdbId) : undefined;
  const seasons = fromTvdb ?? show.seasons;
  const regular = seasons.filter((season) => season.seasonNumber > 0);
  const last = regular.at(-1);
  return {
    status: 200,
    json: {
      createdBy: [],
      episodeRunTime: [45],
      firstAirDate: show.date,
      genres: genresOf(genreIds),
      relatedVideos: [],
      homepage: "",
      id: show.tmdbId,
      inProduction: false,
      languages: [show.language],
      lastAirDate: last?.airDate ?? show.date,
      name: nameIn(show, query.language ?? world.settings.locale),
      networks: [],
      numberOfEpisodes: regular.reduce((sum, season) => sum + season.episodes, 0),
      numberOfSeasons: regular.length,
      originCountry: [show.country],
      originalLanguage: show.language,
      originalName: show.originalTitle ?? show.title,
      tagline: "",
      productionCompanies: [],
      productionCountries: [],
      contentRatings: { results: [] },
      spokenLanguages: [],
      seasons: seasons.map((season) => ({
        ...seasonColumns(show, season),
        episodeCount: season.episodes,
      })),
      status: "Ended",
      type: "Scripted",
      ...invented,
      ...(last && { lastEpisodeToAir: episode(show, last, last.episodes) }),
      credits: { cast: [], crew: [] },
      externalIds: { ...externalIds(show.imdbId), tvdbId: show.tvdbId ?? null },
      keywords: [{ id: 818, name: "based on novel or book" }],
      ...mediaInfo(row, world),
      watchProviders: [],
      ...(world.product.jellyfin && { onUserWatchlist: false }),
    },
  };
}

/** `GET /tv/{tvId}/season/{seasonNumber}` */
export async function seasonDetails({ params }: Call, world: World): Promise<Answer> {
  const show = await showOrRefuse(params.tvId, world, "Unable to retrieve season.");
  const season = show.seasons.find((one) => one.seasonNumber === params.seasonNumber);
  if (!season) throw refuse(500, "Unable to retrieve season.");
  const episodes = Array.from({ length: season.episodes }, (_, index) => episode(show, season, index + 1));
  return {
    status: 200,
    json: { ...seasonColumns(show, season), episodes, externalIds: { tvdbId: null } },
  };
}

const showOrRefuse = (id = 0, world: World, message = "Unable to retrieve series.") =>
  world.tmdb.show(id).catch(() => {
    throw refuse(500, message);
  });

const seasonColumns = (show: CatalogueShow, season: CatalogueSeason) => ({
  airDate: season.airDate,
  id: show.tmdbId * 100 + season.seasonNumber,
  name: season.seasonNumber === 0 ? "Specials" : `Season ${season.seasonNumber}`,
  overview: "",
  seasonNumber: season.seasonNumber,
  posterPath: null,
});

const episode = (show: CatalogueShow, season: CatalogueSeason, number: number) => ({
  id: (show.tmdbId * 100 + season.seasonNumber) * 100 + number,
  airDate: season.airDate,
  episodeNumber: number,
  name: `Episode ${number}`,
  overview: "",
  productionCode: "",
  seasonNumber: season.seasonNumber,
  showId: show.tmdbId,
  voteAverage: 7,
  voteCount: 1,
  stillPath: null,
});

const genresOf = (ids: (number | undefined)[]) => ids.map((id) => ({ id, name: `Genre ${id}` }));

const mediaInfo = (row: MediaRow | undefined, world: World) =>
  row && { mediaInfo: detailMediaJson(row, world) };

const externalIds = (imdbId: string | undefined) => ({
  facebookId: null,
  freebaseId: null,
  freebaseMid: null,
  imdbId: imdbId ?? null,
  instagramId: null,
  tvrageId: null,
  twitterId: null,
});
