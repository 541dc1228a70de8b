import { dedupe } from "../../items/dedupe.ts";
import { toTitles } from "../anime/to-titles.ts";
import type { FetchContext, ListProvider } from "../provider.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { firstName, signedIn } from "../signed-in.ts";
import { askSimkl } from "./ask-simkl.ts";
import { simklLogin } from "./login.ts";
import { parseSimkl, type SimklList } from "./parse-simkl.ts";
import { readCustomList, readTrending } from "./read-lists.ts";
import { readStatus } from "./read-status.ts";
import type { SimklEntry } from "./to-entry.ts";

/** The person's own lists, custom lists and trending titles of Simkl (API of 2026-09; recordings of 2020). */
export const simkl: ListProvider<SimklList> = {
  id: "simkl",
  name: "Simkl",
  forms: [
    {
      example: "simkl:plantowatch",
      meaning: "your own list by its status: watching, completed, hold, dropped",
    },
    {
      example: "https://simkl.com/5743957/movies/plantowatch",
      meaning: "the same for movies, tv or anime; always your own list",
    },
    {
      example: "https://simkl.com/5743957/list/216324/favourites",
      meaning: "a custom list (Simkl PRO or VIP)",
    },
    { example: "simkl:trending/week", meaning: "trending: today, week or month; without a login" },
    { example: "simkl:dvd", meaning: "new releases on disc; without a login" },
  ],
  account: {
    label: "Simkl client id",
    required: false,
    where: "simkl.com/settings/developer (free); then press Log in",
    rights: "The login only asks for read access.",
    login: simklLogin,
    async test(context) {
      if (!context.account?.login) {
        await askSimkl("movies/trending?limit=1", "Simkl", context);
        return "Simkl accepted the client id. Nobody is logged in.";
      }
      const settings = (await askSimkl("users/settings", "Simkl", context, true)) as {
        user?: { name?: unknown } | null;
      } | null;
      return signedIn(firstName(settings?.user?.name));
    },
  },
  // ten a second are allowed
  limits: { concurrency: 2, perMinute: 300 },
  lifetime: ({ kind }) => (kind === "trending" ? 3600 : 0),
  notes: {
    reads: "own lists by status, custom lists, trending, releases on disc",
    ids: "TMDB, IMDb, TVDB; for anime, the table of anime ids",
    requests: "2 (1 if nothing has changed; custom lists 500 a page)",
    terms:
      "Free with a client id and with Simkl named as the source. Other people's lists by status are private; reading web pages is forbidden.",
    blocked: "Check the client id with the account's Test, and log in again.",
  },
  parse: parseSimkl,
  needs: ({ params }) => (params?.trending ? [] : ["login"]),
  async fetch(list, context) {
    const { entries, total, complete, name } = await readEntries(list, context);
    const ready = entries.flatMap((entry) => ("item" in entry ? [entry.item] : []));
    const anime = entries.flatMap((entry) => ("anime" in entry ? [entry.anime] : []));
    const nothing = entries.length - ready.length - anime.length;
    const { limit = Number.POSITIVE_INFINITY } = context;
    const titles = await toTitles(anime, context, Math.max(0, limit - ready.length));
    const items = dedupe([...ready, ...titles.items]).slice(0, limit);
    const { read, left } = titles.rows;
    const doubles = ready.length + titles.items.length - items.length + (left[DOUBLE] ?? 0);
    return {
      items,
      ...(total !== undefined && { total }),
      complete,
      ...(name !== undefined && { name }),
      ...rowCount(ready.length + read + nothing, {
        ...left,
        "no title": (left["no title"] ?? 0) + nothing,
        [DOUBLE]: doubles,
      }),
      via: "api",
      warnings: [
        ...titles.warnings,
        ...(nothing > 0
          ? [
              `${nothing} ${nothing === 1 ? "entry has" : "entries have"} no name and no id, and ${nothing === 1 ? "was" : "were"} left out.`,
            ]
          : []),
      ],
    };
  },
};

interface Read {
  entries: SimklEntry[];
  total?: number;
  complete: boolean;
  name?: string;
}

async function readEntries(list: SimklList, context: FetchContext): Promise<Read> {
  const params = list.params ?? {};
  if (params.list !== undefined) {
    const { rows, ...read } = await readCustomList(params.list, list, context);
    return {
      ...read,
      complete: rows >= read.total || read.entries.length >= (context.limit ?? read.total),
    };
  }
  if (params.trending) return { entries: await readTrending(params.trending, list, context), complete: true };
  const { status } = params;
  const entries = status ? await readStatus(status, list, context) : [];
  return { entries, total: entries.length, complete: true };
}
