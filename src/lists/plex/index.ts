import type { Item } from "../../items/item.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import { signedIn } from "../signed-in.ts";
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
    { example: "plex:watchlist/movies", meaning: "only its movies; also shows" },
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
      return signedIn(await plexUser(context));
    },
  },
  limits: { concurrency: 2, perMinute: 120 },
  notes: {
    reads: "own watchlist, friends' watchlists, feeds",
    ids: "IMDb, TMDB, TVDB",
    requests: "10 (friends: 10, and 1 for each new title)",
    terms:
      "Plex offers no public API for watchlists; these are the addresses that its own apps and Radarr use.",
    blocked: "Log in again in the account. A feed needs no login, but shows the newest 50 only.",
  },
  parse: parsePlex,
  needs: ({ kind }) => (kind === "feed" ? [] : ["account", "login"]),
  async fetch(list, context) {
    const titles = createTitles(list, context);
    const { others = 0, ...read } = await readInto(titles, list, context);
    const { items, withdrawn } = titles;
    const warnings = [...(read.warnings ?? [])];
    if (withdrawn > 0) warnings.push(`${withdrawn} excluded: removed from Plex's catalog.`);
    if (others > 0) warnings.push(`${others} left out: neither a movie nor a show.`);
    const count = rowCount(items.length + withdrawn + others, { withdrawn, "no title": others });
    return { items, complete: true, via: "api", ...read, ...count, warnings };
  },
};

/** The titles of a list so far. */
interface Titles {
  items: Item[];
  /** Entries that are no titles any more. */
  withdrawn: number;
  /** Makes titles of entries; says whether there are as many as are wanted. */
  take(entries: PlexEntry[]): Promise<boolean>;
}

function createTitles(list: ParsedList, context: FetchContext): Titles {
  const { limit = Number.POSITIVE_INFINITY } = context;
  const titles: Titles = {
    items: [],
    withdrawn: 0,
    async take(entries) {
      for (const entry of entries) {
        if (titles.items.length >= limit) break;
        const item = await toTitle(entry, titles.items.length + 1, list.label, context);
        if (item) titles.items.push(item);
        else titles.withdrawn++;
      }
      return titles.items.length >= limit;
    },
  };
  return titles;
}

type Read = Partial<Pick<FetchedList, "total" | "complete" | "warnings" | "incremental" | "name" | "via">> & {
  /** Entries that are no titles. */
  others?: number;
};

async function readInto({ take }: Titles, list: ParsedList, context: FetchContext): Promise<Read> {
  if (list.kind !== "friends" && list.kind !== "feed") return ownWatchlist(list, context, take);
  const { entries, ...read } =
    list.kind === "feed"
      ? { ...(await readFeed(list, context)), via: "http" as const }
      : await friendsWatchlists(list, context);
  await take(entries);
  return read;
}
