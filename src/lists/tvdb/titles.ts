import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchContext } from "../provider.ts";

/** What is kept of a movie: its ids elsewhere. */
export interface MovieFacts {
  title?: string;
  year?: string;
  imdb?: string;
  tmdb?: number;
}

type Row = Record<string, unknown>;

/** A series is known by its TVDB id, which the request server understands. */
export const seriesItem = (id: number, rank: number, title?: string): Item =>
  normaliseItem({ title, tvdb: id, mediaType: "tv", rank });

/**
 * A movie by its ids elsewhere. Its TVDB id is one of TVDB's movies: the server would take it for a show's, so it stays
 * away.
 */
export function movieItem({ title, year, imdb, tmdb }: MovieFacts, rank: number): Item[] {
  if (!title && !imdb && !tmdb) return [];
  return [normaliseItem({ title, year, imdb, tmdb, mediaType: "movie", rank })];
}

/**
 * What the API says of a movie. The number of a source's type differs between movies and series (TheMovieDB.com is 10
 * for one and 12 for the other, recorded 2026), so it is found by its name.
 */
export function readMovie(data: unknown): MovieFacts {
  const { name, year, remoteIds } = (typeof data === "object" && data !== null ? data : {}) as Row;
  const remote = (source: RegExp) =>
    (Array.isArray(remoteIds) ? (remoteIds as Row[]) : []).find(({ sourceName }) =>
      source.test(String(sourceName)),
    )?.id;
  const tmdb = Number(remote(/^themoviedb/i));
  const imdb = remote(/^imdb$/i);
  return {
    ...(typeof name === "string" && { title: name }),
    ...(typeof year === "string" && { year }),
    ...(typeof imdb === "string" && /^tt\d+$/.test(imdb) && { imdb }),
    ...(Number.isSafeInteger(tmdb) && tmdb > 0 && { tmdb }),
  };
}

/** Asks for facts once for good. */
export async function remembered<T>(
  context: FetchContext,
  key: string,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const known = await context.cache.get<T>("tvdb", key);
  if (known) return known.value;
  const value = await ask();
  if (value !== undefined) await context.cache.set("tvdb", key, value);
  return value;
}
