import type { CheerioAPI } from "cheerio";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { Identity } from "../provider.ts";

/**
 * The ids on a film's page. The links tell the truth: the page of a series says "movie" with an empty id in its body
 * (recorded 2026-01).
 *
 * @returns undefined when the page has no ids
 */
export function readIdentity(page: CheerioAPI): Identity | undefined {
  const link = (action: string) => page(`a[data-track-action="${action}"]`).first().attr("href") ?? "";
  const [, type, number] = /themoviedb\.org\/(movie|tv)\/(\d+)/.exec(link("TMDB")) ?? [];
  const imdb = /tt\d{7,}/.exec(link("IMDb"))?.[0];
  if (!number && !imdb) return undefined;
  return {
    ...(type && { mediaType: type as "movie" | "tv" }),
    ids: { ...(number && { tmdb: Number(number) }), ...(imdb && { imdb }) },
  };
}

/** The film of its own page. @returns undefined when the page is none of a film */
export function readFilm(page: CheerioAPI): Item | undefined {
  const shown = page('meta[property="og:title"]').attr("content")?.trim();
  const slug = /\/film\/([^/]+)/.exec(page('meta[property="og:url"]').attr("content") ?? "")?.[1];
  if (!shown || !slug) return undefined;
  const { mediaType = "unknown", ids = {} } = readIdentity(page) ?? {};
  return { ...normaliseItem({ title: shown, mediaType, ids: { ...ids, letterboxd: slug } }), mediaType };
}
