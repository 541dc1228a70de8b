import { ListError } from "../list-error.ts";
import { type Entry, type LooseRow, NO_TITLE } from "./loose-row.ts";
import { addressRow } from "./text/addresses.ts";
import { textRow } from "./text/title-line.ts";

/** What of one entry's text is searched for ids: a review may be long, and its links stand in its beginning. */
const LONGEST_TEXT = 20_000;
/** Radarr leaves entries out whose title carries one of these IMDb marks; here they only tell the type. */
const TV_MARK = /\((?:[^)]*\b)?(?:TV (?:Mini[- ])?Series|TV Episode)\b[^)]*\)/i;

type Node = string | number | { [name: string]: Node } | Node[];

/**
 * Reads titles from RSS or Atom: ids of the guid first, then of the link, of tags (Letterboxd's `tmdb:movieId`), of the
 * title, of the description last; and `Title (Year)`.
 *
 * @throws ListError `markup-changed` when it is no feed
 */
export async function readRss(text: string, label = "The feed"): Promise<Iterable<Entry>> {
  const { XMLParser, XMLValidator } = await import("fast-xml-parser");
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw new ListError(
      "markup-changed",
      `${label} is not well-formed XML: ${valid.err.msg} (line ${valid.err.line}).`,
    );
  }
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: true });
  const entries = findEntries(parser.parse(text) as Record<string, Node>);
  if (!entries)
    throw new ListError("markup-changed", `${label} is XML, but neither an RSS nor an Atom feed.`);
  return eachEntry(entries);
}

function* eachEntry(entries: Node[]): Generator<Entry> {
  for (const entry of entries) yield entryRow(entry);
}

function findEntries(xml: Record<string, Node>): Node[] | undefined {
  const holder = child(child(xml, "rss"), "channel") ?? child(xml, "feed") ?? child(xml, "rdf:RDF");
  if (holder === undefined) return undefined;
  const entries = child(holder, "item") ?? child(holder, "entry") ?? [];
  return Array.isArray(entries) ? entries : [entries];
}

function child(node: Node | undefined, name: string): Node | undefined {
  return typeof node === "object" && !Array.isArray(node) ? node[name] : undefined;
}

/** All text below a node, attributes included, so that ids are found wherever a feed puts them. */
function allText(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if (typeof node !== "object") return [String(node)];
  return Object.values(node).flatMap(allText);
}

/** Letterboxd tells of a member's new lists among the films; a list is no title. */
const NO_TITLE_GUID = /^letterboxd-list-/;

function entryRow(entry: Node): Entry {
  if (allText(child(entry, "guid")).some((text) => NO_TITLE_GUID.test(text)))
    return { leftOut: "a list, not a title" };
  const title = (allText(child(entry, "title"))[0] ?? "").slice(0, 2000);
  const category = allText(child(entry, "category")).join(" ").toLowerCase();
  const type =
    /\b(show|tv|series)\b/.test(category) || TV_MARK.test(title)
      ? "tv"
      : /\b(movie|film)\b/.test(category)
        ? "movie"
        : undefined;
  const filmTitle = allText(child(entry, "letterboxd:filmTitle"))[0];
  const filmYear = allText(child(entry, "letterboxd:filmYear"))[0];
  const named = filmTitle
    ? { title: filmTitle, year: filmYear }
    : (textRow(title.replace(TV_MARK, yearOf)) ?? {});
  const row: LooseRow = { ...identified(entry), ...named };
  const tmdbMovie = allText(child(entry, "tmdb:movieId"))[0];
  const tmdbShow = allText(child(entry, "tmdb:tvId"))[0];
  if (tmdbMovie) Object.assign(row, { tmdb_id: tmdbMovie, mediaType: "movie" });
  if (tmdbShow) Object.assign(row, { tmdb_id: tmdbShow, mediaType: "tv" });
  if (type) row.mediaType ??= type;
  return row.title || row.imdb_id || row.tmdb_id || row.tvdb_id || row.id ? row : { leftOut: NO_TITLE };
}

/** Parts of an entry that people write; what is linked there may be any other title. */
const PROSE = ["title", "description", "summary", "content", "content:encoded", "itunes:summary"];

/**
 * Which title an entry is: its guid says so first, then its link, then its tags. What stands in its texts counts only where
 * nothing else says anything, the title before the description.
 */
function identified(entry: Node): LooseRow {
  const of = (name: string) => allText(child(entry, name));
  const tags = typeof entry === "object" && !Array.isArray(entry) ? Object.entries(entry) : [];
  const others = tags.flatMap(([name, node]) =>
    ["guid", "id", "link", ...PROSE].includes(name) ? [] : allText(node),
  );
  const hasId = (row: LooseRow) => row.imdb_id || row.tmdb_id || row.tvdb_id;
  let known: LooseRow = {};
  for (const texts of [[...of("guid"), ...of("id")], of("link"), others])
    for (const text of texts) known = { ...read(text), ...known };
  // the page of a title says which one it is, by name too
  for (const part of hasId(known) || known.title ? [] : PROSE)
    for (const text of of(part)) {
      const { tmdb_id, ...row } = read(text);
      // whatever is linked in prose may be another title: only a hint, as IMDb's and TheTVDB's ids are checked by name
      if (tmdb_id || hasId(row)) return { ...row, ...(tmdb_id && { id: tmdb_id }), ...known };
    }
  return known;
}

/** The ids in a text, and what the address of a title's page says of its type and year. */
const read = (text: string): LooseRow => ({ ...addressRow(text), ...findIds(text.slice(0, LONGEST_TEXT)) });

/** `(2019 TV Series)` keeps its year. */
const yearOf = (mark: string): string => {
  const year = /\d{4}/.exec(mark)?.[0];
  return year ? `(${year})` : "";
};

function findIds(text: string): LooseRow {
  const row: LooseRow = {};
  const imdb = /\btt\d{7,9}\b/.exec(text)?.[0];
  if (imdb) row.imdb_id = imdb;
  const tvdb = /\btvdb:\/\/(\d+)/i.exec(text)?.[1];
  if (tvdb) row.tvdb_id = tvdb;
  const tmdb = /\btmdb:\/\/(\d+)/i.exec(text)?.[1];
  if (tmdb) row.tmdb_id = tmdb;
  const show = /thetvdb\.com\/dereferrer\/series\/(\d+)/i.exec(text)?.[1];
  if (show) Object.assign(row, { mediaType: "tv", tvdb_id: show });
  const page = /themoviedb\.org\/(movie|tv)\/(\d+)/i.exec(text);
  if (page) Object.assign(row, { mediaType: page[1]?.toLowerCase(), tmdb_id: page[2] });
  return row;
}
