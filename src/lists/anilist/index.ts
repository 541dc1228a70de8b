import { readTitles } from "../anime/read-titles.ts";
import type { ListProvider } from "../provider.ts";
import { type AnilistList, parseAnilist } from "./parse-anilist.ts";
import { readChart } from "./read-chart.ts";
import { readUserList } from "./read-user-list.ts";

/** Titles of a chart that are read when the person sets no limit; a season has an end. */
const CHART = 100;

/**
 * Anime lists, charts and seasons of AniList (GraphQL, state of 2026-09). Its entries are seasons and specials; they become
 * titles of TMDB by the table of anime ids.
 */
export const anilist: ListProvider<AnilistList> = {
  id: "anilist",
  name: "AniList",
  forms: [
    {
      example: "https://anilist.co/user/Anna/animelist/Planning",
      meaning: "a user's list by its status, or a custom list",
    },
    { example: "https://anilist.co/user/Anna/animelist", meaning: "everything on a user's list" },
    { example: "anilist:Anna/Planning", meaning: "the same, short" },
    { example: "Anna:PLANNING", meaning: "the same, with the status of AniList's API" },
    { example: "anilist:trending", meaning: "chart: trending, popular, top" },
    { example: "https://anilist.co/search/anime/popular", meaning: "the same by its address" },
    { example: "anilist:season/FALL/2026", meaning: "all anime of a season" },
  ],
  // 30 a minute since its troubles, and its headers say 90; the 29th of a burst was refused (recorded 2025-04)
  limits: { concurrency: 1, perMinute: 28 },
  lifetime: ({ kind }) => (kind === "chart" ? 6 * 3600 : 0),
  notes: {
    reads: "anime lists by status, custom lists, charts, seasons",
    ids: "AniList and MyAnimeList, turned into TMDB, TVDB or IMDb by the table of anime ids",
    requests: "1, and the table of anime ids once a week",
    terms:
      "Free for programs that identify themselves; 30 requests a minute. The table of anime ids is the work of Fribb/anime-lists.",
    blocked: "AniList is occasionally down and says so; the next run tries again.",
  },
  parse: parseAnilist,
  async fetch(list, context) {
    const params = list.params ?? {};
    const pages = params.user ? readUserList(params, list, context) : readChart(params, list, context);
    const most = params.user || params.season ? undefined : CHART;
    return { ...(await readTitles(pages, context, most)), via: "api" };
  },
};
