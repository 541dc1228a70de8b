import { toTitles } from "../anime/to-titles.ts";
import type { ListProvider } from "../provider.ts";
import { type AnilistParams, parseAnilist } from "./parse-anilist.ts";
import { readChart, readUserList } from "./read-anilist.ts";

/**
 * Anime lists, charts and seasons of AniList (GraphQL, state of 2026-09). Its entries are seasons and specials; they become
 * titles of TMDB by the table of anime ids.
 */
export const anilist: ListProvider = {
  id: "anilist",
  name: "AniList",
  forms: [
    {
      example: "https://anilist.co/user/Anna/animelist/Planning",
      meaning: "a user's list by its status, or a custom list",
    },
    { example: "https://anilist.co/user/Anna/animelist", meaning: "everything on a user's list" },
    { example: "anilist:Anna/Planning", meaning: "the same, short" },
    { example: "anilist:trending", meaning: "chart: trending, popular, top" },
    { example: "anilist:season/FALL/2026", meaning: "all anime of a season" },
  ],
  // 30 a minute since its troubles; its headers say 90 (measured 2025-04)
  limits: { concurrency: 1, perMinute: 28 },
  lifetime: ({ kind }) => (kind === "chart" ? 6 * 3600 : 0),
  notes: {
    reads: "anime lists by status, custom lists, charts, seasons",
    ids: "AniList and MyAnimeList, turned into TMDB, TVDB or IMDb by the table of anime ids",
    requests: "2 (500 a chunk), and the table once a week",
    terms:
      "Free for programs that say who they are; 30 requests a minute. The table of anime ids is the work of Fribb/anime-lists.",
    blocked: "AniList is down now and then and says so; the next run tries again.",
  },
  parse: parseAnilist,
  async fetch(list, context) {
    const params = (list.params ?? {}) as AnilistParams;
    const read = params.user
      ? { ...(await readUserList(params, list, context)), more: false }
      : { ...(await readChart(params, list, context)), total: undefined };
    const { items, warnings } = await toTitles(read.entries, context);
    const cut = read.more && context.limit === undefined;
    return {
      items: items.slice(0, context.limit),
      ...(read.total !== undefined && { total: read.total }),
      complete: !cut,
      via: "api",
      warnings: cut
        ? [...warnings, `The first ${read.entries.length} were read. Set a limit to read more.`]
        : warnings,
    };
  },
};
