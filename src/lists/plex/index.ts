import type { Item } from "../../items/item.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import { readFeed } from "./feed.ts";
import { friendsWatchlists } from "./friends.ts";
import { plexLogin, plexUser } from "./login.ts";
import { ownWatchlist } from "./own-watchlist.ts";
import { parsePlex } from "./parse-plex.ts";
import { plexToken } from "./plex-client.ts";
import { type PlexEntry, toTitle } from "./title.ts";

/**
 * Watchlists of Plex: one's own, those of friends, and feeds (state of 2026-10; recordings of 2023 and 2024). Overseerr
 * syncs the watchlists of its own Plex users already; this is for friends, filters and other servers.
 */
export const plex: ListProvider = {
  id: "plex",
  name: "Plex",
  forms: [
    { example: "plex:watchlist", meaning: "your own watchlist" },
    { example: "https://watch.plex.tv/watchlist", meaning: "the same, by its page" },
    { example: "plex:watchlist/movies", meaning: "its movies only; shows likewise" },
    { example: "plex:friends", meaning: "the watchlists of all your friends" },
    { example: "plex:friends/anna", meaning: "the watchlist of one friend" },
    {
      example: "https://rss.plex.tv/00000000-0000-4000-8000-000000000000",
      meaning: "a watchlist's feed (Plex Pass): the newest 50, without an account",
    },
  ],
  account: {
    label: "X-Plex-Token",
    required: false,
    where: 'Press Log in. Or enter a token: support.plex.tv, "Finding an authentication token".',
    login: plexLogin,
    test: async (context) => {
      await plexToken("The account", context);
      return `Signed in as ${await plexUser(context)}.`;
    },
  },
  limits: { concurrency: 2, perMinute: 120 },
  notes: {
    reads: "own watchlist, friends' watchlists, feeds",
    ids: "IMDb, TMDB, TVDB",
    requests: "10 (friends: 10, and 1 for each title that is new)",
    terms:
      "Plex offers no public API for watchlists; these are the addresses that its own apps and Radarr use.",
    blocked: "Log in again in the account. A feed needs no login, but shows the newest 50 only.",
  },
  parse: parsePlex,
  async fetch(list, context) {
    const { entries, ...read } = await readEntries(list, context);
    const { items, withdrawn } = await toTitles(entries, list, context);
    const warnings = [...(read.warnings ?? [])];
    if (withdrawn > 0) warnings.push(`${withdrawn} left out: Plex has taken them out of its catalogue.`);
    return { items, complete: true, via: "api", ...read, warnings };
  },
};

type Read = { entries: PlexEntry[] } & Partial<
  Pick<FetchedList, "total" | "complete" | "warnings" | "incremental" | "name" | "via">
>;

async function readEntries(list: ParsedList, context: FetchContext): Promise<Read> {
  if (list.kind === "friends") return friendsWatchlists(list, context);
  if (list.kind === "feed") return { ...(await readFeed(list, context)), via: "http" };
  return ownWatchlist(list, context);
}

async function toTitles(entries: PlexEntry[], list: ParsedList, context: FetchContext) {
  const { limit = Number.POSITIVE_INFINITY } = context;
  const items: Item[] = [];
  let withdrawn = 0;
  for (const entry of entries) {
    if (items.length >= limit) break;
    const item = await toTitle(entry, items.length + 1, list.label, context);
    if (item) items.push(item);
    else withdrawn++;
  }
  return { items, withdrawn };
}
