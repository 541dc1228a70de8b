import { toTitles } from "../anime/to-titles.ts";
import type { ListProvider } from "../provider.ts";
import { askMal } from "./ask-mal.ts";
import { type MalParams, parseMal } from "./parse-mal.ts";
import { readMal } from "./read-mal.ts";

/**
 * Anime lists and rankings of MyAnimeList (API v2, recordings of 2021). Its entries are seasons and specials; they become
 * titles of TMDB by the table of anime ids.
 */
export const myanimelist: ListProvider = {
  id: "myanimelist",
  name: "MyAnimeList",
  forms: [
    {
      example: "https://myanimelist.net/animelist/anna?status=6",
      meaning: "a user's list: 1 watching, 2 completed, 3 on hold, 4 dropped, 6 planned",
    },
    { example: "https://myanimelist.net/profile/anna", meaning: "everything on a user's list" },
    { example: "mal:anna/plan_to_watch", meaning: "the same, short" },
    {
      example: "https://myanimelist.net/topanime.php?type=airing",
      meaning: "ranking: airing, upcoming, movie, bypopularity, …",
    },
  ],
  account: {
    label: "MyAnimeList client id",
    required: false,
    where: "myanimelist.net/apiconfig (free)",
    async test(context) {
      await askMal("anime/ranking?ranking_type=all&limit=1", "MyAnimeList", context);
      return "MyAnimeList takes the client id.";
    },
  },
  limits: { concurrency: 1, perMinute: 60 },
  lifetime: ({ kind }) => (kind === "ranking" ? 6 * 3600 : 0),
  notes: {
    reads: "anime lists by status, rankings",
    ids: "MyAnimeList, turned into TMDB, TVDB or IMDb by the table of anime ids",
    requests: "1 (1,000 a page; 4 without a client id), and the table once a week",
    terms:
      "With a client id the API's terms hold. Without one the list is read as the site's own page reads it, which MyAnimeList does not document and may end.",
    blocked: "Make a client id at myanimelist.net/apiconfig and add it as an account.",
  },
  parse: parseMal,
  async fetch(list, context) {
    const { entries, more } = await readMal((list.params ?? {}) as MalParams, list, context);
    const { items, warnings } = await toTitles(entries, context);
    const cut = more && context.limit === undefined;
    return {
      items: items.slice(0, context.limit),
      ...(!more && { total: entries.length }),
      complete: !cut,
      via: context.account?.key ? "api" : "http",
      warnings: cut
        ? [...warnings, `The first ${entries.length} were read. Set a limit to read more.`]
        : warnings,
    };
  },
};
