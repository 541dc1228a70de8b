import { collections, people } from "../catalogue/people.ts";
import type { CatalogueTitle } from "../catalogue/title.ts";
import { ProcessEnd } from "./process-end.ts";
import { refuse } from "./refusal.ts";
import { inventedOf, personResult, titleResult } from "./title-json.ts";
import type { Answer, Call, Handler, World } from "./world.ts";

const PAGE = 20;

/** What TMDB gives the server for its discover pages. Their frame is that of `/search`; of the pages no recording exists. */
const byPopularity = (world: World, fits: (title: CatalogueTitle) => boolean): CatalogueTitle[] =>
  world.catalogue.titles
    .filter((title) => !title.adult && fits(title))
    .sort((a, b) => inventedOf(b).popularity - inventedOf(a).popularity || a.tmdbId - b.tmdbId);

/** `GET /discover/movies` and `/discover/tv`: popular titles, by genre, or by votes. */
export const discover =
  (type: "movie" | "tv"): Handler =>
  async ({ query }, world) => {
    await fromTmdb(world);
    const genres = (query.genre ?? "").split(",").filter(Boolean).map(Number);
    const titles = byPopularity(world, (title) => {
      const { genreIds, voteCount } = inventedOf(title);
      const voted = voteCount >= Number(query.voteCountGte ?? 0);
      return title.mediaType === type && voted && genres.every((genre) => genreIds.includes(genre));
    });
    const sorted = query.sortBy?.startsWith("vote_average")
      ? titles.sort((a, b) => inventedOf(b).voteAverage - inventedOf(a).voteAverage)
      : titles;
    return pageOf(sorted, query, world);
  };

/** `GET /discover/movies/upcoming` and `/discover/tv/upcoming`: the newest of the catalogue. */
export const upcoming =
  (type: "movie" | "tv"): Handler =>
  async ({ query }, world) => {
    await fromTmdb(world);
    const newest = Math.max(...world.catalogue.titles.map(({ year }) => year));
    return pageOf(
      byPopularity(world, (title) => title.mediaType === type && title.year >= newest - 1),
      query,
      world,
    );
  };

/** `GET /discover/trending`: movies, shows and people. */
export async function trending({ query }: Call, world: World): Promise<Answer> {
  await fromTmdb(world);
  const answer = pageOf(
    byPopularity(world, () => true),
    query,
    world,
  );
  const { results } = answer.json as { results: unknown[] };
  const [person] = people;
  if (person) results.splice(3, 1, personResult(person, world.settings.locale, world));
  return answer;
}

/** `GET /collection/{collectionId}`: the movies whose names hold the collection's. */
export async function collection({ params }: Call, world: World): Promise<Answer> {
  await fromTmdb(world);
  const found = collections.find(({ tmdbId }) => tmdbId === params.collectionId);
  if (!found) throw refuse(500, "Unable to retrieve collection.");
  const name = found.name.replace(/^The | Collection$/g, "");
  const parts = world.catalogue.titles.filter(
    (title) => title.mediaType === "movie" && title.title.includes(name),
  );
  return {
    status: 200,
    json: {
      id: found.tmdbId,
      name: found.name,
      parts: parts.map((title) => titleResult(title, world.settings.locale, world)),
    },
  };
}

/** `GET /user/{userId}/watchlist`: titles on a user's Plex watchlist; of an unknown user, the end of the server. */
export function userWatchlist({ params, query }: Call, world: World): Answer {
  if (!world.state.users.some(({ id }) => id === params.userId))
    throw new ProcessEnd("the watchlist of an unknown user");
  const titles = world.state.watchlists.get(Number(params.userId)) ?? [];
  return paged(
    titles.map(({ mediaType, tmdbId, title }) => ({
      id: tmdbId,
      ratingKey: `key-${tmdbId}`,
      mediaType,
      tmdbId,
      title,
    })),
    query,
  );
}

/** TMDB's trouble becomes a 500. */
async function fromTmdb(world: World): Promise<void> {
  await world.tmdb.ask().catch(() => {
    throw refuse(500, "Unable to retrieve movies.");
  });
}

const pageOf = (titles: CatalogueTitle[], query: Call["query"], world: World): Answer =>
  paged(
    titles.map((title) => titleResult(title, world.settings.locale, world)),
    query,
  );

function paged(rows: unknown[], query: Call["query"]): Answer {
  const page = Number(query.page ?? 1);
  return {
    status: 200,
    json: {
      page,
      totalPages: Math.max(1, Math.ceil(rows.length / PAGE)),
      totalResults: rows.length,
      results: rows.slice((page - 1) * PAGE, page * PAGE),
    },
  };
}
