import type { ListProvider } from "../provider.ts";
import { askTvdb } from "./ask-tvdb.ts";
import { parseTvdb, type TvdbList } from "./parse-tvdb.ts";
import { readApiList, readApiTitle } from "./read-api.ts";
import { readPageList, readPageTitle } from "./read-pages.ts";

/** Lists of TheTVDB: by its API v4 with a key (recordings of 2024 and 2026), by its pages without. */
export const tvdb: ListProvider<TvdbList> = {
  id: "tvdb",
  name: "TheTVDB",
  forms: [
    { example: "https://thetvdb.com/lists/avengers", meaning: "an official list" },
    { example: "https://thetvdb.com/lists/6783", meaning: "a list of a person" },
    { example: "tvdb:list/6783", meaning: "the same, short" },
    { example: "https://thetvdb.com/series/breaking-bad", meaning: "one series or movie" },
  ],
  account: {
    label: "TVDB API key",
    required: false,
    where: "thetvdb.com/dashboard/account/apikey",
    fields: [
      { id: "key", label: "API key", required: true },
      { id: "secret", label: "Subscriber PIN", required: false },
    ],
    async test(context) {
      await askTvdb("lists/slug/1001", "TheTVDB", context);
      return "TheTVDB accepted the API key.";
    },
  },
  limits: { concurrency: 2, perMinute: 120 },
  notes: {
    reads: "official lists, lists of people",
    ids: "TVDB; of movies TMDB and IMDb",
    requests: "3, and 1 for each new movie (without a key: 1, and 1 for each new title)",
    terms:
      "The API is for keys, which are free for personal use with attribution to TheTVDB. Pages without a key may be closed to programs.",
    blocked: "Add a TVDB account with an API key.",
  },
  parse: parseTvdb,
  fetch(list, context) {
    const single = list.kind !== "list";
    if (context.account?.key) return single ? readApiTitle(list, context) : readApiList(list, context);
    return single ? readPageTitle(list, context) : readPageList(list, context);
  },
};
