import { namesOf, wordsOf } from "../catalogue/names.ts";
import { collections, people } from "../catalogue/people.ts";
import type { CatalogueTitle } from "../catalogue/title.ts";
import { refuse } from "./refusal.ts";
import { collectionResult, inventedOf, personResult, titleResult } from "./title-json.ts";
import type { Answer, Call, World } from "./world.ts";

const PAGE = 20;

/**
 * `GET /search`. A prefix is found anywhere in the text, in this order, and decides alone. With TMDB in trouble, titles,
 * `year:` and `tmdb:` look like "nothing found"; only `imdb:` and `tvdb:` say 500.
 */
export async function search({ query }: Call, world: World): Promise<Answer> {
  const text = (query.query ?? "").toLowerCase();
  const language = query.language ?? world.settings.locale;
  const prefixed = (pattern: RegExp) => pattern.exec(text)?.[0];
  const tmdbId = prefixed(/(?<=tmdb:)\d+/);
  const imdbId = prefixed(/(?<=imdb:)(tt|nm)\d+/);
  const tvdbId = prefixed(/(?<=tvdb:)\d+/);
  const year = prefixed(/(?<=year:)\d{4}/);

  if (tmdbId !== undefined) return onePage(await byTmdb(Number(tmdbId), language, world));
  if (imdbId !== undefined) return onePage(await byExternalId(() => byImdb(imdbId, language, world), world));
  if (tvdbId !== undefined) return onePage(await byExternalId(() => byTvdb(tvdbId, language, world), world));
  if (year !== undefined) {
    const name = text.replace(/year:\d{4}/, "").trim();
    return onePage(await swallowing(() => byYear(name, Number(year), world), world));
  }
  const found = await swallowing(() => byName(text, language, world), world);
  return paged(found, Number(query.page ?? 1));
}

async function byTmdb(id: number, language: string, world: World) {
  const titles = await Promise.allSettled([world.tmdb.movie(id), world.tmdb.show(id)]);
  const person = people.find((someone) => someone.tmdbId === id);
  return [
    ...titles.flatMap((answer) =>
      answer.status === "fulfilled" ? [titleResult(answer.value, language, world)] : [],
    ),
    ...(person && world.tmdb.mode === "up" ? [personResult(person, language, world)] : []),
  ];
}

function byImdb(id: string, language: string, world: World) {
  const title = world.catalogue.byImdb(id);
  const person = people.find((someone) => someone.imdbId === id);
  return [
    ...(title ? [titleResult(title, language, world)] : []),
    ...(person ? [personResult(person, language, world)] : []),
  ];
}

function byTvdb(id: string, language: string, world: World) {
  const title = world.catalogue.byTvdb(Number(id));
  return title ? [titleResult(title, language, world)] : [];
}

/** First page of films, then of shows. The language of the request is ignored here. */
function byYear(name: string, year: number, world: World) {
  const found = ranked(name, world).filter((title) => title.year === year);
  const films = found.filter((title) => title.mediaType === "movie").slice(0, PAGE);
  const shows = found.filter((title) => title.mediaType === "tv").slice(0, PAGE);
  return [...films, ...shows].map((title) => titleResult(title, world.settings.locale, world));
}

function byName(text: string, language: string, world: World) {
  const words = wordsOf(text);
  const has = (name: string) => words.length > 0 && words.every((word) => wordsOf(name).includes(word));
  return [
    ...ranked(text, world).map((title) => () => titleResult(title, language, world)),
    ...people
      .filter((person) => has(person.name))
      .map((person) => () => personResult(person, language, world)),
    ...collections.filter((one) => has(one.name)).map((one) => () => collectionResult(one)),
  ];
}

/** Exact names first, then by popularity. */
function ranked(text: string, world: World): CatalogueTitle[] {
  const wanted = wordsOf(text).join(" ");
  const rank = (title: CatalogueTitle) =>
    (namesOf(title).some((name) => wordsOf(name).join(" ") === wanted) ? 1_000 : 0) +
    inventedOf(title).popularity;
  return world.catalogue
    .find(text)
    .filter((title) => !title.adult)
    .map((title) => ({ title, rank: rank(title) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ title }) => title);
}

/** TMDB's trouble becomes "nothing found". */
async function swallowing<T>(find: () => T[], world: World): Promise<T[]> {
  try {
    await world.tmdb.ask();
    return find();
  } catch {
    return [];
  }
}

/** TMDB's trouble becomes a 500. */
async function byExternalId<T>(find: () => T[], world: World): Promise<T[]> {
  try {
    await world.tmdb.ask();
  } catch {
    throw refuse(500, "Unable to retrieve search results.");
  }
  return find();
}

const onePage = (results: unknown[]): Answer => ({
  status: 200,
  json: { page: 1, totalPages: 1, totalResults: results.length, results },
});

function paged(makers: (() => unknown)[], page: number): Answer {
  const results = makers.slice((page - 1) * PAGE, page * PAGE).map((make) => make());
  const totalPages = Math.max(1, Math.ceil(makers.length / PAGE));
  return { status: 200, json: { page, totalPages, totalResults: makers.length, results } };
}
