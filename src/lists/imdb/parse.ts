import { imdbId } from "../../items/ids.ts";
import { CHARTS, type Chart, chartOf } from "./charts.ts";
import type { ImdbList } from "./imdb-list.ts";
import { readListSort } from "./list-sort.ts";
import { badInput, notAList, ownList } from "./not-a-list.ts";
import { readSearchUrl } from "./search-url.ts";

const SITE = "https://www.imdb.com";
const LOCALE = /^[a-z]{2}(-[a-z]{2,3})?$/i;
const LIST = /^ls\d{6,12}$/i;
const USER = /^ur\d{4,12}$/i;
/** `p.` and 26 characters, or a name that the user chose (`p.colneedham`); since about April 2026. */
const PROFILE = /^p\.[\w-]{2,40}$/i;
/** `p.csv` is somebody's file. */
const FILE = /\.(csv|tsv|txt|json|xml|rss|html?)$/i;
const TITLE = /^tt\d{5,10}$/i;

/** Parameters of a list's address that change only its looks. */
const LOOKS = new Set(["ref_", "ref", "view", "mode", "page", "start", "st_dt", "sort"]);

/**
 * Understands every way in which people paste an IMDb list: addresses with any host, language and tail, bare ids,
 * names of charts, searches, single titles.
 *
 * @returns undefined when it is not IMDb's
 * @throws ListError `bad-input` when it is IMDb's, but no list that can be read
 */
export function parse(input: string): ImdbList | undefined {
  const text = input.trim().replace(/^imdb:\s*/i, "");
  const address = readAddress(text);
  if (address) return parseAddress(address);
  return parseBare(text);
}

/** An address without its host is taken only when it can be nothing else: `list/my.csv` is a file. */
const WITHOUT_HOST = /^\/?(search\/title\/?\?|list\/ls\d|user\/(ur\d|p\.)|title\/tt\d)/i;

function readAddress(text: string): URL | undefined {
  if (WITHOUT_HOST.test(text)) return new URL(`${SITE}/${text.replace(/^\//, "")}`);
  const url = /^([a-z]+:)?\/\//i.test(text) ? text.replace(/^\/\//, "https://") : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  return /(^|\.)imdb\.com$/i.test(address.hostname) ? address : undefined;
}

function parseBare(text: string): ImdbList | undefined {
  if (LIST.test(text)) return list(text);
  if (USER.test(text) || (PROFILE.test(text) && !FILE.test(text))) return watchlist(text);
  if (TITLE.test(text)) return title(text);
  const chart = chartOf(text.replace(/^\/|\/$/g, ""));
  if (chart) return chartList(chart);
  if (/^(ls|ur|tt)\d+$/i.test(text))
    throw badInput(`"${text}" has the wrong number of digits for an IMDb id.`, "Copy it again.");
  if (/^(nm|in|ev|co)\d{5,}$/i.test(text)) throw notAList(text);
  return undefined;
}

function parseAddress(address: URL): ImdbList {
  const parts = address.pathname.split("/").filter(Boolean).map(decode);
  if (LOCALE.test(parts[0] ?? "")) parts.shift();
  const [place = "", name = "", tail = ""] = parts;
  switch (place.toLowerCase()) {
    case "list":
      return parseList(name, address);
    case "user":
      return parseUser(name, tail.toLowerCase(), address);
    case "chart":
      return parseChart(name, address);
    case "india":
      return parseChart(`india/${name}`, address);
    case "search":
      return parseSearch(name, address);
    case "title":
      return parseTitle(name);
    case "name":
      throw notAList(name || "name");
    default:
      throw notAList(address.pathname);
  }
}

function parseList(name: string, address: URL): ImdbList {
  if (LIST.test(name)) return list(name, address);
  if (/^(watchlist|ratings)$/i.test(name)) throw ownList(`/list/${name}`);
  throw badInput(
    `"${name}" is not an IMDb list id.`,
    "A list id is ls and 6 to 12 digits; copy the address again.",
  );
}

function parseUser(name: string, tail: string, address: URL): ImdbList {
  if (/^me$/i.test(name)) throw ownList("/user/me");
  if (!USER.test(name) && !PROFILE.test(name))
    throw badInput(
      `"${name}" is not an IMDb user.`,
      "A user is written ur12345678 or p.name in the address.",
    );
  if (tail === "" || tail === "watchlist") return watchlist(name, address);
  if (tail === "ratings")
    throw badInput(
      `The ratings of ${name} cannot be read.`,
      "Open Your ratings on IMDb, choose Export, and add the CSV file as an own list.",
    );
  if (tail === "lists")
    throw badInput(
      `This address shows all lists of ${name}.`,
      "Open one of them and paste its address (…/list/ls…).",
    );
  throw notAList(address.pathname);
}

function parseChart(name: string, address: URL): ImdbList {
  const chart = chartOf(name);
  const warnings = ignoredIn(address, "chart");
  if (chart) return { ...chartList(chart), ...(warnings.length > 0 && { params: { warnings } }) };
  const known = CHARTS.map(({ id }) => id).join(", ");
  throw badInput(`IMDb has no chart "${name}" that can be read.`, `Known charts: ${known}.`);
}

function parseSearch(name: string, address: URL): ImdbList {
  if (!/^title$/i.test(name))
    throw badInput(
      "Only IMDb's title search can be read.",
      "Use the advanced title search: imdb.com/search/title/.",
    );
  const { canonical, ...search } = readSearchUrl(address.searchParams);
  const id = `search/title?${canonical}`;
  const url = `${SITE}/search/title/?${canonical}`;
  return { provider: "imdb", kind: "search", id, label: `IMDb search ${canonical}`, url, params: { search } };
}

function parseTitle(name: string): ImdbList {
  if (TITLE.test(name)) return title(name);
  throw badInput(
    `"${name}" is not an IMDb title id.`,
    "A title id is tt and at least seven digits; copy it again.",
  );
}

function list(name: string, address?: URL): ImdbList {
  const id = name.toLowerCase();
  const url = `${SITE}/list/${id}/`;
  return { provider: "imdb", kind: "list", id, label: `IMDb list ${id}`, url, ...listParams(address) };
}

function watchlist(name: string, address?: URL): ImdbList {
  const id = USER.test(name) ? name.toLowerCase() : `p.${name.slice(2)}`;
  const url = `${SITE}/user/${id}/watchlist/`;
  return {
    provider: "imdb",
    kind: "watchlist",
    id,
    label: `IMDb watchlist of ${id}`,
    url,
    ...listParams(address),
  };
}

function chartList({ id, label, path }: Chart): ImdbList {
  return { provider: "imdb", kind: "chart", id, label, url: `${SITE}${path}` };
}

function title(name: string): ImdbList {
  const id = imdbId(name) ?? name.toLowerCase();
  return { provider: "imdb", kind: "title", id, label: `IMDb title ${id}`, url: `${SITE}/title/${id}/` };
}

/** The order and the filters that stand in a list's address; the list's id is the same with and without them. */
function listParams(address: URL | undefined): { params?: Record<string, unknown> } {
  if (!address) return {};
  const warnings = ignoredIn(address, "list");
  const asked = address.searchParams.get("sort");
  const sort = asked === null || !readListSort(asked) ? undefined : asked.toLowerCase();
  if (asked !== null && !sort)
    warnings.push(`The list's "sort=${asked}" is unknown: it is read in its own order.`);
  if (!sort && warnings.length === 0) return {};
  return { params: { ...(sort && { sort }), ...(warnings.length > 0 && { warnings }) } };
}

/** Sentences about filters that IMDb's page has and its answers have not. */
const ignoredIn = (address: URL, what: "list" | "chart"): string[] =>
  [...new Set(address.searchParams.keys())]
    .filter((name) => !LOOKS.has(name))
    .map((name) => `"${name}" in the ${what}'s address is ignored: the whole ${what} is read.`);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
