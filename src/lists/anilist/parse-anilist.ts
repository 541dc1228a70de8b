import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { type SiteAddress, siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of AniList. One of the parts names it. */
export type AnilistParams = {
  user?: string;
  /** `PLANNING`, …; absent: all but what is named. */
  status?: string;
  /** A custom list by its name. */
  custom?: string;
  /** A chart: the order in which AniList sorts all anime. */
  sort?: string;
  season?: { season: string; year: number };
};

/** A list with what is kept of it. */
export interface AnilistList extends ParsedList {
  params?: AnilistParams;
}

const SITE = "https://anilist.co";

/** What the site calls a status, and its API. */
const STATUSES: Record<string, string> = {
  Watching: "CURRENT",
  Planning: "PLANNING",
  Completed: "COMPLETED",
  Rewatching: "REPEATING",
  Paused: "PAUSED",
  Dropped: "DROPPED",
};

/** How AniList sorts a chart, and how the chart is called in the site's addresses. */
const CHARTS: Record<string, { sort: string; page: string }> = {
  trending: { sort: "TRENDING_DESC", page: "trending" },
  popular: { sort: "POPULARITY_DESC", page: "popular" },
  top: { sort: "SCORE_DESC", page: "top-100" },
};

const NAME = /^[A-Za-z0-9]{2,20}$/;

/**
 * Understands addresses of AniList, `anilist:name`, `anilist:name/Planning`, `name:PLANNING`, `anilist:trending` and
 * `anilist:season/FALL/2026`.
 *
 * @throws ListError `bad-input` for AniList's own addresses that are no anime list
 */
export function parseAnilist(pasted: string): AnilistList | undefined {
  const text = pasted.trim();
  const address = siteAddress(text, "anilist.co");
  const list = address ? fromAddress(address) : fromWords(text);
  if (list !== null) return list;
  throw new ListError(
    "bad-input",
    "That is not an AniList anime list. Paste the address of a user's anime list (https://anilist.co/user/name/animelist/Planning), or write anilist:name, anilist:trending or anilist:season/FALL/2026. Manga cannot be requested, and a search only by its season and year.",
  );
}

/** @returns null for a page that is no list */
function fromAddress({ parts, query }: SiteAddress): AnilistList | null {
  const [area = "", name = "", part = "", section] = parts;
  if (area === "user") {
    const list = part === "" || part === "animelist" ? userList(name, section) : null;
    const warnings = ignoredParameters(query, [], "list");
    return list && warnings.length > 0 ? { ...list, warnings } : list;
  }
  if (area !== "search" || name !== "anime") return null;
  const filters = [...query.keys()];
  if (part === "" && filters.length === 2) return season(query.get("season") ?? "", query.get("year") ?? "");
  const chart = Object.keys(CHARTS).find((each) => CHARTS[each]?.page === part);
  return chart && filters.length === 0 ? chartList(chart) : null;
}

/** @returns null for what begins like ours and names no list; undefined for what is not ours */
function fromWords(text: string): AnilistList | null | undefined {
  // `Anna:PLANNING`, with the API's words only: `simkl:completed` is another site's
  const [, user = "", status = ""] = /^([A-Za-z0-9]{2,20}):([A-Z]+)$/.exec(text) ?? [];
  if (Object.values(STATUSES).includes(status) && user.toLowerCase() !== "anilist")
    return userList(user, status);
  const words = /^anilist:(.*)$/i.exec(text)?.[1];
  if (words === undefined) return undefined;
  const [name = "", section, year = ""] = words.split(/[/:]/).map((word) => word.trim());
  const lower = name.toLowerCase();
  if (lower === "season") return season(section ?? "", year);
  if (Object.hasOwn(CHARTS, lower) && section === undefined) return chartList(lower);
  // the name of a custom list may have slashes and colons itself
  return userList(name, section && words.slice(words.search(/[/:]/) + 1).trim());
}

/** The site's word for a status, by that or by the API's. */
const labelOf = (word: string): string | undefined =>
  Object.keys(STATUSES).find(
    (label) => label.toLowerCase() === word.toLowerCase() || STATUSES[label] === word.toUpperCase(),
  );

function userList(user: string, section: string | undefined): AnilistList | null {
  if (!NAME.test(user)) return null;
  const place = `user/${user}/animelist`;
  const id = `anilist:${user.toLowerCase()}`;
  if (!section) return made("user", id, `AniList of ${user}`, place, { user });
  const label = labelOf(section);
  const status = label && STATUSES[label];
  const words = status ? status.toLowerCase() : section;
  return made(
    "user",
    // a custom list is found whatever the case of its name
    `${id}/${words.toLowerCase()}`,
    `AniList of ${user}, ${words}`,
    `${place}/${encodeURIComponent(label ?? section)}`,
    { user, ...(status ? { status } : { custom: section }) },
  );
}

function chartList(chart: string): AnilistList | null {
  const { sort, page } = CHARTS[chart] ?? {};
  return sort
    ? made("chart", `anilist:${chart}`, `AniList's ${chart} anime`, `search/anime/${page}`, { sort })
    : null;
}

function season(name: string, year: string): AnilistList | null {
  const word = name.toUpperCase();
  if (!/^(WINTER|SPRING|SUMMER|FALL)$/.test(word) || !/^(19|20)\d\d$/.test(year)) return null;
  return made(
    "chart",
    `anilist:season/${word}/${year}`,
    `Anime of ${word.toLowerCase()} ${year} on AniList`,
    `search/anime?year=${year}&season=${word}`,
    { sort: "POPULARITY_DESC", season: { season: word, year: Number(year) } },
  );
}

const made = (
  kind: string,
  id: string,
  label: string,
  place: string,
  params: AnilistParams,
): AnilistList => ({
  provider: "anilist",
  kind,
  id,
  label,
  url: `${SITE}/${place}`,
  params: { ...params },
});
