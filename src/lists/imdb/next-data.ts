import * as v from "valibot";
import { imdbId } from "../../items/ids.ts";
import { ListError } from "../list-error.ts";
import { oddAnswer } from "../read-shape.ts";
import { dig, digList, digNumber, digText } from "./dig.ts";
import type { ImdbList } from "./imdb-list.ts";
import { notFound, privateList } from "./read-answer.ts";
import { readEdges, refuseOddEntries } from "./read-edges.ts";
import { leftOutAs, mediaTypeOf } from "./title-type.ts";
import { type ImdbTitle, readTitle } from "./to-item.ts";

/** What one page of IMDb says about a list. */
export interface ImdbPage {
  /** One per entry; undefined is an entry without a title. */
  titles: (ImdbTitle | undefined)[];
  total?: number;
  hasNextPage: boolean;
  /** The list's own name. */
  name?: string;
}

/**
 * Reads the data that a page of imdb.com carries for its own scripts, never what it shows: of a chart's 250 titles
 * only 25 are rendered (recorded 2024-07).
 *
 * Understands `__NEXT_DATA__` of lists, watchlists (recorded 2026-04), charts (recorded 2024-07), searches and
 * titles, and `IMDbReactInitialState` of old saved watchlists (recorded 2022-04).
 *
 * @throws ListError `private`, `not-found`, `markup-changed`
 */
export function readImdbPage(html: string, list: ImdbList): ImdbPage {
  if (/id="unavailable"/.test(html)) throw privateList(list);
  const data = nextData(html);
  if (data !== undefined) {
    const page = readNextData(data, list);
    if (page) return page;
  }
  const state = reactState(html);
  if (state !== undefined) return readReactState(state, list);
  if (/<title>\s*404\b/i.test(html) || isErrorPage(data)) throw notFound(list);
  throw new ListError(
    "markup-changed",
    `The page of ${list.label} does not contain its titles in the expected format. Update this package, or report the list.`,
  );
}

function nextData(html: string): unknown {
  const text = /<script\b[^>]*\bid="__NEXT_DATA__"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1];
  return text === undefined ? undefined : parseJson(text);
}

function readNextData(data: unknown, list: ImdbList): ImdbPage | undefined {
  const props = dig(data, "props", "pageProps");
  const head = dig(props, "aboveTheFoldData");
  if (/^private$/i.test(digText(head, "visibility") ?? digText(head, "visibility", "id") ?? ""))
    throw privateList(list);
  if (list.kind === "title") return readTitlePage(head);
  const column = dig(props, "mainColumnData");
  const entries =
    dig(column, "list", "titleListItemSearch") ?? dig(column, "predefinedList", "titleListItemSearch");
  const edges = digList(entries, "edges");
  if (edges) {
    const total = digNumber(entries, "total") ?? digNumber(props, "totalItems");
    return {
      titles: readEdges(edges, list),
      total,
      hasNextPage: dig(entries, "pageInfo", "hasNextPage") === true,
      name: listName(list, column, head),
    };
  }
  return readSearchPage(props, list) ?? readChartPage(props, list);
}

function listName(list: ImdbList, column: unknown, head: unknown): string | undefined {
  const user = digText(head, "authorName");
  if (list.kind === "watchlist") return user && `IMDb watchlist of ${user}`;
  return digText(column, "list", "name", "originalText");
}

function readTitlePage(head: unknown): ImdbPage | undefined {
  const title = readTitle(head);
  return title && { titles: [title], total: 1, hasNextPage: false };
}

/** Fifty titles a page, or as many as `count=` says; the pages behind are not in any address. */
function readSearchPage(props: unknown, list: ImdbList): ImdbPage | undefined {
  const results = dig(props, "searchResults", "titleResults");
  const entries = digList(results, "titleListItems");
  if (!entries) return undefined;
  const titles = entries.map(readSearchEntry);
  refuseOddEntries(entries, titles, v.never(), list);
  return { titles, total: digNumber(results, "total"), hasNextPage: false };
}

function readSearchEntry(entry: unknown): ImdbTitle | undefined {
  const id = digText(entry, "titleId");
  if (!id?.startsWith("tt")) return undefined;
  const type = digText(entry, "titleType", "id") ?? "";
  return {
    id: imdbId(id) ?? id,
    title: digText(entry, "titleText") ?? digText(entry, "originalTitleText"),
    year: digNumber(entry, "releaseYear"),
    mediaType: mediaTypeOf(type),
    leftOut: leftOutAs(type),
    rating: digNumber(entry, "ratingSummary", "aggregateRating"),
  };
}

function readChartPage(props: unknown, list: ImdbList): ImdbPage | undefined {
  const data = dig(props, "pageData");
  const edges = digList(data, "chartTitles", "edges");
  const titles = edges ? readEdges(edges, list) : titlesIn(data);
  return titles.length > 0 || edges ? { titles, hasNextPage: false } : undefined;
}

/** The box office and the Indian charts keep their titles in places of their own; whatever has a title's form is one. */
function titlesIn(value: unknown): ImdbTitle[] {
  if (typeof value !== "object" || value === null) return [];
  const title = dig(value, "titleText") === undefined ? undefined : readTitle(value);
  return title ? [title] : Object.values(value).flatMap(titlesIn);
}

function isErrorPage(data: unknown): boolean {
  const status = dig(data, "props", "pageProps", "statusCode");
  return status === 404 || dig(data, "page") === "/404";
}

const REACT_STATE = "IMDbReactInitialState.push(";

function reactState(html: string): unknown {
  const start = html.indexOf(REACT_STATE);
  const end = html.indexOf(");\n", start);
  return start === -1 || end === -1 ? undefined : parseJson(html.slice(start + REACT_STATE.length, end));
}

/** `list.items` has all entries, `titles` the details of the first hundred only (recorded 2022-04: 114 and 100). */
function readReactState(state: unknown, list: ImdbList): ImdbPage {
  if (dig(state, "list", "public") === false) throw privateList(list);
  const entries = digList(state, "list", "items");
  if (!entries) throw oddAnswer({ site: "IMDb", label: list.label });
  const titles = entries.map((entry): ImdbTitle | undefined => {
    const id = digText(entry, "const");
    if (!id?.startsWith("tt")) return undefined;
    const detail = dig(state, "titles", id);
    const year = Number(digText(detail, "primary", "year", 0));
    return {
      id: imdbId(id) ?? id,
      title: digText(detail, "primary", "title"),
      year: year > 0 ? year : undefined,
      mediaType: mediaTypeOf(digText(detail, "type") ?? ""),
      leftOut: digText(detail, "type") === "episode" ? "episode" : undefined,
      rating: digNumber(detail, "ratings", "rating"),
      rank: digNumber(entry, "position"),
    };
  });
  refuseOddEntries(entries, titles, v.looseObject({ const: v.string() }), list);
  return {
    titles,
    total: digNumber(state, "list", "total"),
    hasNextPage: false,
    name: digText(state, "list", "name"),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
