import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { type SiteAddress, siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of MyAnimeList. */
export type MalParams = {
  user?: string;
  /** As the API names it: `plan_to_watch`; absent: all. */
  status?: string;
  /** A ranking, as the API names it. */
  ranking?: string;
};

/** A list with what is kept of it. */
export interface MalList extends ParsedList {
  params?: MalParams;
}

/** The site's numbers and the API's words; 7 is all of them. */
const MAL_STATUSES: Record<string, string> = {
  1: "watching",
  2: "completed",
  3: "on_hold",
  4: "dropped",
  6: "plan_to_watch",
};

/** The number that the site has for a status. @param status as the API names it; absent: all */
export const malNumber = (status: string | undefined): string =>
  Object.keys(MAL_STATUSES).find((number) => MAL_STATUSES[number] === status) ?? "7";

const RANKINGS = ["all", "airing", "upcoming", "tv", "ova", "movie", "special", "bypopularity", "favorite"];

const NAME = /^[\w-]{2,16}$/;

/**
 * Understands addresses of MyAnimeList, `mal:name`, `mal:name/plan_to_watch` and `mal:top/airing`.
 *
 * @throws ListError `bad-input` for its own addresses that are no anime list
 */
export function parseMal(pasted: string): MalList | undefined {
  const input = pasted.trim();
  const words = /^(?:mal|myanimelist):(.*)$/i.exec(input)?.[1];
  if (words !== undefined) return fromWords(words);
  const address = siteAddress(input, "myanimelist.net");
  if (!address) return undefined;
  const list = fromAddress(address);
  const warnings = ignoredParameters(address.query, ["status", "type", "order", "order2"], "list");
  return warnings.length === 0 ? list : { ...list, warnings };
}

function fromAddress({ parts: [area = "", name = "", more], query }: SiteAddress): MalList {
  if (more !== undefined) return refuse();
  if (area === "topanime.php" && name === "") return ranking(query.get("type") ?? "all");
  if (area === "profile") return userList(name, undefined);
  const number = query.get("status") ?? "7";
  if (area === "animelist" && (number === "7" || Object.hasOwn(MAL_STATUSES, number)))
    return userList(name, MAL_STATUSES[number]);
  return refuse();
}

function fromWords(words: string): MalList {
  const [name = "", word = ""] = words.split("/").map((part) => part.trim());
  if (name.toLowerCase() === "top") return ranking(word || "all");
  const status = word.toLowerCase().replace(/[\s-]+/g, "_");
  if (status !== "" && !Object.values(MAL_STATUSES).includes(status)) return refuse();
  return userList(name, status || undefined);
}

function ranking(type: string): MalList {
  const name = type.toLowerCase();
  if (!RANKINGS.includes(name)) return refuse();
  return {
    provider: "myanimelist",
    kind: "ranking",
    id: `mal:top/${name}`,
    label: `MyAnimeList's top anime${name === "all" ? "" : `, ${name}`}`,
    url: `https://myanimelist.net/topanime.php${name === "all" ? "" : `?type=${name}`}`,
    params: { ranking: name },
  };
}

function userList(user: string, status: string | undefined): MalList {
  if (!NAME.test(user)) return refuse();
  const words = status?.replaceAll("_", " ");
  return {
    provider: "myanimelist",
    kind: "user",
    id: `mal:${user.toLowerCase()}${status ? `/${status}` : ""}`,
    label: `MyAnimeList of ${user}${words ? `, ${words}` : ""}`,
    url: `https://myanimelist.net/animelist/${user}?status=${malNumber(status)}`,
    params: { user, ...(status && { status }) },
  };
}

const refuse = (): never => {
  throw new ListError(
    "bad-input",
    "That is not a MyAnimeList anime list. Paste the address of a list (https://myanimelist.net/animelist/name?status=6), or write mal:name/plan_to_watch or mal:top/airing. Manga cannot be requested.",
  );
};
