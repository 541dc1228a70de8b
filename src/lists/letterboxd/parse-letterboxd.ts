import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What `fetch` needs of a list. */
type LetterboxdParams = {
  /** Address below the site, with a slash at both ends, without the number of a page. A share code is in it. */
  path: string;
  /** A browser of all films, which has no end worth waiting for. */
  endless?: boolean;
};

/** A list with what is kept of it. */
export interface LetterboxdList extends ParsedList {
  params: LetterboxdParams;
}

/** First parts of addresses that show the films of a person of the trade. */
const TRADES =
  /^(actor|director|writer|producer|executive-producer|co-director|original-writer|story|casting|editor|cinematography|composer|studio|lighting|sound|production-design|art-direction|special-effects|visual-effects|costume-design|makeup|songs|choreography|stunts)$/;

/** What stands at the first place of addresses and is no member. */
const NO_MEMBER =
  /^(members|lists|journal|settings|about|pro|activity|search|people|crew|welcome|contact|legal|apps|year-in-review|top-250-films|create-account|sign-in|s|service-updates)$/;

/** First parts of addresses of films, which are understood or nothing. */
const SITE_AREA = /^(film|films|tmdb|imdb)$/;

const MEMBER = /^[a-z0-9_]{2,15}$/;

/**
 * Understands the site's addresses, `letterboxd:` followed by their path or by `name/slug`, `name/list/slug`, and `boxd.it`
 * links.
 *
 * @throws ListError `bad-input` for pages of Letterboxd that show no films
 */
export function parseLetterboxd(pasted: string): LetterboxdList | undefined {
  const input = pasted.trim();
  const short = siteAddress(input.replace(/^letterboxd:(?=boxd\.it\/)/i, ""), "boxd.it");
  if (short) return shortLink(short.parts) ?? refuse();
  const address = siteAddress(input, "letterboxd.com");
  if (address) {
    const list = fromParts(address.parts) ?? refuse();
    const warnings = ignoredParameters(address.query, [], "list");
    return warnings.length === 0 ? list : { ...list, warnings };
  }
  const words = /^letterboxd:(.*)$/i.exec(input)?.[1];
  const bare = /^[a-z0-9_]{2,15}\/list\/[a-z0-9-]+\/?$/i.test(input) ? input : undefined;
  const path = words ?? bare;
  if (path === undefined) return undefined;
  const parts = path.split(/[?#]/, 1).join("").split("/").filter(Boolean);
  return fromParts(parts) ?? (words === undefined ? undefined : listInShort(parts)) ?? refuse();
}

const shortLink = ([name = "", more]: string[]): LetterboxdList | undefined =>
  /^[A-Za-z0-9]+$/.test(name) && more === undefined
    ? made("short-link", `boxd.it/${name}`, `Letterboxd link ${name}`, { path: `/${name}` })
    : undefined;

/** Pages of a film that are about it alone; the others show members or lists. */
const OF_FILM = /^(|crew|details|genres|releases)$/;

/** How films are chosen in the browser of all films. */
const BROWSERS =
  /^(popular|by|decade|year|genre|on|country|language|upcoming|theme|mini-theme|nanogenre|like)$/;

const film = (slug: string): LetterboxdList | undefined =>
  /^[a-z0-9-]+$/.test(slug)
    ? made("film", `film/${slug}`, `Letterboxd film "${slug}"`, { path: `/film/${slug}/` })
    : undefined;

function fromParts(given: string[]): LetterboxdList | undefined {
  const parts = withoutPage(given);
  const [one = "", two = "", three = ""] = parts.map((part) => part.toLowerCase());
  if (one === "film") {
    if (two && three === "similar")
      return films("films like", parts, { label: `Films like "${two}" on Letterboxd` });
    return OF_FILM.test(three) ? film(two) : undefined;
  }
  if ((one === "tmdb" && /^\d+$/.test(two)) || (one === "imdb" && /^tt\d+$/.test(two)))
    return made("film", `${one}/${two}`, `Letterboxd film of ${one.toUpperCase()} ${two}`, {
      path: `/${one}/${two}/`,
    });
  if (one === "films") {
    if (two === "in" && three)
      return films("collection", parts, { label: `Letterboxd collection "${three}"` });
    if (two !== "" && !BROWSERS.test(two)) return undefined;
    const label = `Letterboxd films${parts.length > 1 ? `, ${parts.slice(1).join(" ")}` : ""}`;
    return films("films", parts.length > 1 ? parts : ["films", "popular"], { label, endless: true });
  }
  if (TRADES.test(one))
    return two ? films("filmography", parts, { label: `Letterboxd ${one} "${two}"` }) : undefined;
  if (NO_MEMBER.test(one) || !MEMBER.test(one)) return undefined;
  return member(one, parts);
}

function member(name: string, parts: string[]): LetterboxdList | undefined {
  const [, two = "", three = ""] = parts.map((part) => part.toLowerCase());
  // a member's page of a film: what a diary and a review link to
  if (two === "film") return film(three);
  if (two === "list" && three && !NO_FILTER.test(parts[3]?.toLowerCase() ?? ""))
    return list(name, three, parts.slice(3));
  if (two === "watchlist") return films("watchlist", parts, { label: `Letterboxd watchlist of ${name}` });
  if (two === "rss")
    return made("rss", `${name}/rss`, `Letterboxd diary of ${name}`, { path: `/${name}/rss/` });
  if (two === "diary") return member(name, [name, "films", ...parts.slice(1)]);
  if (two === "films") return films("films-of", parts, { label: `Films of ${name} on Letterboxd` });
  if (two === "likes" && three === "films")
    return films("likes", parts, { label: `Films that ${name} likes on Letterboxd` });
  return undefined;
}

/** Pages of a list that show people or a form. */
const NO_FILTER = /^(likes|fans|comments|edit|stats)$/;

/** Pages of a member that are no lists, so that `dave/tags` is not taken for one. */
const MEMBER_PAGE =
  /^(lists|tags?|likes|films|reviews|diary|activity|stats|network|followers|following|blocked|profile)$/;

/** `dave/official-top-250`, as ListSync's documentation writes it. */
function listInShort(parts: string[]): LetterboxdList | undefined {
  const [name = "", slug = "", more] = parts.map((part) => part.toLowerCase());
  const isMember = MEMBER.test(name) && !NO_MEMBER.test(name) && !TRADES.test(name) && !SITE_AREA.test(name);
  const isList = /^[a-z0-9-]+$/.test(slug) && !MEMBER_PAGE.test(slug) && more === undefined;
  return isMember && isList ? list(name, slug, []) : undefined;
}

/** A list, with its filters; the code of one that is shared by link opens it, so it stays out of the id. */
function list(name: string, slug: string, tail: string[]): LetterboxdList {
  const at = tail.findIndex((part) => part.toLowerCase() === "share");
  const code = at >= 0 ? tail[at + 1] : undefined;
  const filters = code === undefined ? tail : tail.filter((_, index) => index !== at && index !== at + 1);
  const place = [name, "list", slug];
  const shared = code === undefined ? [] : ["share", code];
  const parsed = made(
    "list",
    [...place, ...filters, ...(code === undefined ? [] : ["shared"])].join("/"),
    `Letterboxd list "${name}/${slug}"${filters.length > 0 ? ` (${filters.join(" ")})` : ""}`,
    { path: `/${[...place, ...shared, ...filters.filter((part) => part !== "shared")].join("/")}/` },
  );
  if (code === undefined) return parsed;
  const { url: _, ...secret } = parsed;
  return secret;
}

/** `page/3` and `detail` are views of the same list. */
function withoutPage(parts: string[]): string[] {
  return parts.filter((part, index) => {
    const isPage = part === "page" || parts[index - 1] === "page";
    return !isPage && !(part === "detail" && index > 2);
  });
}

const films = (
  kind: string,
  parts: string[],
  { label, endless }: { label: string; endless?: boolean },
): LetterboxdList => {
  const path = parts.join("/").toLowerCase();
  return made(kind, path, label, { path: `/${path}/`, ...(endless && { endless }) });
};

const made = (kind: string, place: string, label: string, params: LetterboxdParams): LetterboxdList => ({
  provider: "letterboxd",
  kind,
  id: `letterboxd:${place}`,
  label,
  url: kind === "short-link" ? `https://${place}` : `https://letterboxd.com${params.path}`,
  params: { ...params },
});

const refuse = (): never => {
  throw new ListError(
    "bad-input",
    "That Letterboxd page does not show a list of films. Paste the address of a list, a watchlist, a member's films, a collection, a director or a film.",
  );
};
