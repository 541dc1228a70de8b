import { addressIdentity } from "../http/address-identity.ts";
import { redact } from "../http/redact.ts";
import { type ListEntry, normaliseEntries } from "../lists/entries/list-entry.ts";
import type { ParsedList } from "../lists/provider.ts";
import { needsOf, parseList } from "../lists/registry.ts";
import type { FoundList } from "./found.ts";
import * as messages from "./messages.ts";

/** A list that is taken over, as `list-source` has its rows. */
export interface TakenList {
  provider: string;
  list: string;
  /** For a person. */
  label: string;
  limit?: number;
  requestAs?: number;
  /** The list holds what may be a key: its address is kept like one, and `list` is the variable that holds it. */
  secret?: { variable: string; value: string };
}

/** A list that is not. */
export interface LeftList {
  label: string;
  /** A sentence. */
  why: string;
}

/** Variables of lists, and ListSync's word for their site. */
const VARIABLES: Readonly<Record<string, string>> = {
  IMDB_LISTS: "imdb",
  TRAKT_LISTS: "trakt",
  TRAKT_SPECIAL_LISTS: "trakt_special",
  LETTERBOXD_LISTS: "letterboxd",
  ANILIST_LISTS: "anilist",
  MDBLIST_LISTS: "mdblist",
  STEVENLU_LISTS: "stevenlu",
  TMDB_LISTS: "tmdb",
  TVDB_LISTS: "tvdb",
  SIMKL_LISTS: "simkl",
};

export const LIST_VARIABLES: readonly string[] = Object.keys(VARIABLES);

/** Lists of `.env`, where commas separate them. */
export const listsOfEnv = (env: ReadonlyMap<string, string>): FoundList[] =>
  Object.entries(VARIABLES).flatMap(([variable, type]) => {
    const text = env.get(variable) ?? "";
    // whatever else is written there, it reads the one list
    if (type === "stevenlu" && /stevenlu/i.test(text)) return [{ type, id: "stevenlu" }];
    return normaliseEntries(text).map(({ list: id }) => ({ type, id }));
  });

export interface TakeOptions {
  /** Titles of each chart of Trakt. */
  specialLimit: number;
  /** Who requests where a list names nobody but the first user. */
  requester?: number;
  /** Whether a text holds a key that is known. */
  holdsKey(text: string): boolean;
}

/**
 * Makes entries of ListSync's lists, each once.
 *
 * @param lists those of the database first: only they name who requests
 * @returns `needKey`: providers that have lists which cannot be read without an account, a request server being there
 */
export function takeLists(
  lists: readonly FoundList[],
  { specialLimit, requester, holdsKey }: TakeOptions,
): { taken: TakenList[]; left: LeftList[]; needKey: ReadonlySet<string> } {
  const needKey = new Set<string>();
  const taken = new Map<string, TakenList>();
  const left = new Map<string, LeftList>();
  for (const found of lists) {
    const understood = understand(found);
    if ("why" in understood) {
      left.set(understood.label, understood);
      continue;
    }
    const { entry, parsed } = understood;
    const key = `${parsed.provider} ${parsed.id}`;
    if (taken.has(key)) continue;
    const needs = needsOf(parsed);
    if (needs.length > 0 && !needs.includes("server")) needKey.add(parsed.provider);
    const requestAs = userOf(found) ?? requester;
    const isSecret = parsed.provider === "own" ? hides(entry.list) : redact(entry.list) !== entry.list;
    const variable = `LISTSYNC_LIST_${taken.size + 1}`;
    taken.set(key, {
      provider: parsed.provider,
      label: parsed.label,
      ...(isSecret || holdsKey(entry.list)
        ? { list: `\${${variable}}`, secret: { variable, value: entry.list } }
        : { list: entry.list }),
      ...(found.type === "trakt_special" && { limit: specialLimit }),
      ...(requestAs !== undefined && { requestAs }),
    });
  }
  return { taken: [...taken.values()], left: [...left.values()], needKey };
}

/** The first user is what ListSync writes where nobody chose one. */
function userOf({ user }: FoundList): number | undefined {
  const id = Number(user);
  return Number.isSafeInteger(id) && id > 1 ? id : undefined;
}

/** Everything of an address but its beginning may be a key. */
const hides = (list: string): boolean => {
  const identity = addressIdentity(list);
  return identity !== undefined && identity !== list && identity !== new URL(list).href;
};

function understand(found: FoundList): { entry: Pick<ListEntry, "list">; parsed: ParsedList } | LeftList {
  const { type, id, url } = found;
  const label = `${type}: ${addressIdentity(id) ?? redact(id)}`;
  if (type === "collections") return { label, why: messages.left.collection() };
  const provider = type === "trakt_special" ? "trakt" : type;
  let why = "";
  for (const list of spelled(type, id, url))
    for (const site of [provider, ...(/^https?:/i.test(list) && type === "stevenlu" ? ["own"] : [])])
      try {
        return { entry: { list }, parsed: parseList(list, site) };
      } catch (error) {
        why ||= error instanceof Error ? error.message : String(error);
      }
  return { label, why: type === "simkl" ? messages.left.simkl() : why };
}

/**
 * What ListSync reads, in the spelling of the site. Its column `list_url` is made from the id, for its pages to show: for
 * TheTVDB and Steven Lu it names something else than what is read.
 */
function spelled(type: string, id: string, url?: string): string[] {
  if (type === "tvdb")
    return [/^https?:/i.test(id) ? id : `https://www.thetvdb.com/user/${encodeURIComponent(id)}/favorites`];
  return url === undefined || type === "stevenlu" ? [id] : [id, url];
}
