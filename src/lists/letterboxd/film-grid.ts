import type { CheerioAPI } from "cheerio";
import type { Item } from "../../items/item.ts";

/** One page of films. */
export interface FilmGrid {
  items: Item[];
  /** Posters of it that name no film. */
  nameless: number;
  /** Whether it shows films in a form that is not known. */
  isOdd: boolean;
  /** Films that the page announces for the whole list. */
  total?: number;
  /** Whether a further page follows. */
  more: boolean;
  /** Whether this is a page that shows films at all, perhaps none. */
  isGrid: boolean;
  name?: string;
}

/** Posters inside the list; sidebars and film pages carry others (38 on one film page, recorded 2026-01). */
const POSTERS = ["li.posteritem", "li.griditem", "article.list-detailed-entry", "tr.diary-entry-row"]
  .map((holder) => `${holder} .react-component[data-component-class="LazyPoster"]`)
  .join(", ");

/** What such pages have even when they are empty. */
const CONTAINERS =
  ".js-list-entries, .js-watchlist-content, .s-watchlist-content, .poster-grid, #films-browser-list-container, #diary-table";

/** The address of a film. */
const FILM = /\/film\/[\w-]/;

/** Reads a page's films (markup of 2025-08 to 2026, recorded). */
export function readGrid(page: CheerioAPI): FilmGrid {
  const posters = page(POSTERS).toArray();
  const items = posters.flatMap((poster, index) => toItem(page(poster).attr() ?? {}, index + 1));
  const total = announced(page);
  const name = page('meta[property="og:title"]').attr("content")?.trim();
  const grid = page(CONTAINERS);
  return {
    items,
    nameless: posters.length - items.length,
    isOdd: items.length === 0 && (posters.length > 0 || FILM.test(grid.html() ?? "")),
    ...(total !== undefined && { total }),
    more: page(".paginate-nextprev a.next[href], .pagination a.next[href]").length > 0,
    isGrid: posters.length > 0 || grid.length > 0,
    ...(name && { name }),
  };
}

/** The slug is in the link where mid-2026 variants drop its own attribute; the year may be missing. */
function toItem(attributes: Record<string, string>, rank: number): Item[] {
  const link = attributes["data-target-link"] ?? attributes["data-item-link"] ?? "";
  const slug =
    attributes["data-item-slug"] ?? attributes["data-film-slug"] ?? /\/film\/([^/]+)/.exec(link)?.[1];
  const shown = attributes["data-item-full-display-name"] ?? attributes["data-item-name"] ?? "";
  const [, title = shown, year] = /^(.*) \((\d{4})\)$/.exec(shown) ?? [];
  if (title === "") return [];
  return [
    {
      title,
      ...(year && { year: Number(year) }),
      // shows stand among the films, and no page of a list says which are
      mediaType: "unknown",
      ids: slug ? { letterboxd: slug } : {},
      rank,
      sources: [],
    },
  ];
}

function announced(page: CheerioAPI): number | undefined {
  const counted = page("[data-num-entries]").first().attr("data-num-entries");
  const said = /^A list of ([\d,]+) films/.exec(page('meta[name="description"]').attr("content") ?? "")?.[1];
  const number = Number((counted ?? said ?? "").replaceAll(",", ""));
  return Number.isInteger(number) && (counted ?? said) ? number : undefined;
}
