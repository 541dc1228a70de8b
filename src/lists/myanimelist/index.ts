import { readTitles } from "../anime/read-titles.ts";
import { ListError } from "../list-error.ts";
import type { ListProvider } from "../provider.ts";
import { askMal } from "./ask-mal.ts";
import { type MalList, parseMal } from "./parse-mal.ts";
import { readMalApi } from "./read-mal-api.ts";
import { readMalSite } from "./read-mal-site.ts";

/** Titles of a ranking that are read when the person sets no limit. */
const RANKING = 100;

/**
 * Anime lists and rankings of MyAnimeList (API v2, recordings of 2021). Its entries are seasons and specials; they become
 * titles of TMDB by the table of anime ids.
 */
export const myanimelist: ListProvider<MalList> = {
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
      meaning: "ranking: airing, upcoming, movie, bypopularity, …; needs a client id",
    },
    { example: "mal:top/airing", meaning: "the same, short" },
  ],
  account: {
    label: "MyAnimeList client id",
    required: false,
    where: "myanimelist.net/apiconfig (free)",
    async test(context) {
      await askMal("anime/ranking?ranking_type=all&limit=1", "MyAnimeList's ranking", context);
      return "MyAnimeList accepted the client id.";
    },
  },
  limits: { concurrency: 1, perMinute: 60 },
  lifetime: ({ kind }) => (kind === "ranking" ? 6 * 3600 : 0),
  notes: {
    reads: "anime lists by status, rankings",
    ids: "MyAnimeList, turned into TMDB, TVDB or IMDb by the table of anime ids",
    requests: "1 (1,000 a page; 4 without a client id), and the table of anime ids once a week",
    terms:
      "With a client id, the API's terms apply. Without one, the list is read as the site's own page reads it, which is unofficial: MyAnimeList does not document it and may discontinue it. The table of anime ids is the work of Fribb/anime-lists.",
    blocked: "Make a client id at myanimelist.net/apiconfig and add it as an account.",
  },
  parse: parseMal,
  async fetch(list, context) {
    const params = list.params ?? {};
    if (context.account?.key) {
      const pages = readMalApi(params, list, context);
      return { ...(await readTitles(pages, context, params.user ? undefined : RANKING)), via: "api" };
    }
    if (params.user)
      return { ...(await readTitles(readMalSite(params, list, context), context)), via: "http" };
    throw new ListError(
      "auth-required",
      `${list.label} needs a client id of MyAnimeList. Make one at myanimelist.net/apiconfig (free) and add it as an account.`,
    );
  },
};
