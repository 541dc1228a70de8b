import { isPosterPath } from "../../../lists/fetching/poster.ts";
import type { News, TitleNews } from "../../../notify/news.ts";
import type { Overseerr } from "../../../overseerr/overseerr.ts";

/** Posters of one message: what Discord shows, and no more calls to the server than that. */
const MOST = 4;
/** Milliseconds that a notification waits for them. */
const PATIENCE = 5000;
/** Where TMDB keeps them, in a size for messages. */
const POSTERS = "https://image.tmdb.org/t/p/w342";

/** Adds addresses of posters to news; a title without one, or whose details cannot be had now, stays without. */
export async function withPosters(news: News[], overseerr: Overseerr | undefined): Promise<News[]> {
  if (!overseerr) return news;
  const signal = AbortSignal.timeout(PATIENCE);
  let left = MOST;
  const shown = async (title: TitleNews): Promise<TitleNews> => {
    if (left === 0) return title;
    left -= 1;
    const poster = await posterOf(title, overseerr, signal);
    return poster === undefined ? title : { ...title, poster };
  };
  return Promise.all(
    news.map(async (each) =>
      each.kind === "available"
        ? { ...each, title: await shown(each.title) }
        : { ...each, requested: await Promise.all(each.requested.map(shown)) },
    ),
  );
}

async function posterOf(
  { mediaType, tmdbId }: TitleNews,
  overseerr: Overseerr,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (mediaType === undefined || tmdbId === undefined) return undefined;
  const body = await overseerr.get(`/${mediaType}/${tmdbId}`, {}, { signal }).catch(() => undefined);
  const { posterPath } = (body ?? {}) as { posterPath?: unknown };
  return isPosterPath(posterPath) ? `${POSTERS}${posterPath}` : undefined;
}
