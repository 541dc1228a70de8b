import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of AniList. One of the parts names it. */
export interface AnilistParams {
  user?: string;
  /** `PLANNING`, …; absent: all but what is named. */
  status?: string;
  /** A custom list by its name. */
  custom?: string;
  /** A chart: the order in which AniList sorts all anime. */
  sort?: string;
  season?: { season: string; year: number };
}

/** What the site calls the status, and its API. */
const STATUSES: Record<string, string> = {
  watching: "CURRENT",
  current: "CURRENT",
  planning: "PLANNING",
  completed: "COMPLETED",
  rewatching: "REPEATING",
  repeating: "REPEATING",
  paused: "PAUSED",
  dropped: "DROPPED",
};

const CHARTS: Record<string, string> = {
  trending: "TRENDING_DESC",
  popular: "POPULARITY_DESC",
  top: "SCORE_DESC",
};

const NAME = /^[A-Za-z0-9]{2,20}$/;

/**
 * Understands addresses of AniList, `anilist:name`, `anilist:name/Planning`, `anilist:trending` and
 * `anilist:season/FALL/2026`.
 *
 * @throws ListError `bad-input` for AniList's own addresses that are no anime list
 */
export function parseAnilist(pasted: string): ParsedList | undefined {
  const written = pasted.trim();
  // `Anna:PLANNING`; a bare name could be anything
  const short = new RegExp(`^[A-Za-z0-9]{2,20}:(${Object.keys(STATUSES).join("|")})$`, "i").test(written);
  const input = short ? `anilist:${written}` : written;
  const path =
    /^anilist:(?!\/)(.+)$/i.exec(input)?.[1] ??
    /^(?:https?:\/\/)?(?:www\.)?anilist\.co(?:\/(.*))?$/i.exec(input.replace(/[?#].*$/, ""))?.[1];
  if (path === undefined) {
    if (/^(https?:\/\/)?(www\.)?anilist\.co\/?$/i.test(input) || /^anilist:/i.test(input)) throw noList();
    return undefined;
  }
  const parts = path.split("/").filter(Boolean).map(decode);
  const site = /anilist\.co/i.test(input);
  if (site && parts[0]?.toLowerCase() === "search") return chart(parts[2] ?? "trending") ?? refuse();
  if (site && parts[0]?.toLowerCase() !== "user") return refuse();
  const [name = "", ...rest] = site ? parts.slice(1) : splitStatus(parts);
  const lower = name.toLowerCase();
  if (!site && lower === "season") return season(rest[0] ?? "", rest[1] ?? "");
  const named = site ? undefined : chart(lower);
  if (named && rest.length === 0) return named;
  if (!NAME.test(name) || rest[0] === "mangalist") return refuse();
  return userList(name, site ? (rest[0] === "animelist" ? rest[1] : undefined) : rest[0]);
}

/** `name:PLANNING` is another way to write `name/Planning`. */
function splitStatus(parts: string[]): string[] {
  const [first = "", ...rest] = parts;
  return rest.length === 0 && first.includes(":") ? first.split(":") : parts;
}

function userList(user: string, section: string | undefined): ParsedList {
  const url = `https://anilist.co/user/${user}/animelist`;
  if (!section) return list("user", `anilist:${user.toLowerCase()}`, `AniList of ${user}`, { user }, url);
  const status = STATUSES[section.toLowerCase()];
  const name = status ? status.toLowerCase() : section;
  const params = status ? { user, status } : { user, custom: section };
  return list(
    "user",
    `anilist:${user.toLowerCase()}/${name}`,
    `AniList of ${user}, ${name}`,
    params,
    `${url}/${encodeURIComponent(section)}`,
  );
}

function chart(name: string): ParsedList | undefined {
  const sort = CHARTS[name.toLowerCase().replace(/^top-100$/, "top")];
  if (!sort) return undefined;
  const word = Object.keys(CHARTS).find((each) => CHARTS[each] === sort) ?? name;
  return list("chart", `anilist:${word}`, `AniList's ${word} anime`, { sort });
}

function season(name: string, year: string): ParsedList {
  const word = name.toUpperCase();
  if (!/^(WINTER|SPRING|SUMMER|FALL)$/.test(word) || !/^(19|20)\d\d$/.test(year)) return refuse();
  return list(
    "chart",
    `anilist:season/${word}/${year}`,
    `Anime of ${word.toLowerCase()} ${year} on AniList`,
    {
      sort: "POPULARITY_DESC",
      season: { season: word, year: Number(year) },
    },
  );
}

const list = (kind: string, id: string, label: string, params: AnilistParams, url?: string): ParsedList => ({
  provider: "anilist",
  kind,
  id,
  label,
  ...(url && { url }),
  params: { ...params },
});

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const noList = (): ListError =>
  new ListError(
    "bad-input",
    "That is no anime list of AniList. Paste the address of a user's anime list (https://anilist.co/user/name/animelist/Planning), or write anilist:name, anilist:trending or anilist:season/FALL/2026. Manga cannot be requested.",
  );

const refuse = (): never => {
  throw noList();
};
