import type { Item } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import { leftOut } from "../messages.ts";
import type { FetchContext, FetchedList } from "../provider.ts";
import { oddAnswer } from "../read-shape.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { type FilmGrid, readGrid } from "./film-grid.ts";
import type { LetterboxdList } from "./parse-letterboxd.ts";
import { createPages, SITE } from "./read-page.ts";

const NO_TITLE = "no title";

/** Milliseconds between two pages. */
const PAUSE = 1000;

/** Films of an endless browser that are read when the person sets no limit. */
const ENDLESS = 100;

/** The longest list is far shorter: 28 a page are 28,000 films. */
const MAX_PAGES = 1000;

/**
 * Reads a list page by page, for as long as a next page is linked: the length of a page says nothing.
 *
 * @throws ListError `bad-input` for a page without films, `markup-changed` when pages repeat, as `createPages`
 */
export async function readFilms(list: LetterboxdList, context: FetchContext): Promise<FetchedList> {
  const { path, endless } = list.params;
  const limit = context.limit ?? (endless ? ENDLESS : Number.POSITIVE_INFINITY);
  const pages = createPages(list, context);
  const films = new Map<string, Item>();
  let read = 0;
  let nameless = 0;
  let first: FilmGrid | undefined;
  for (let number = 1; ; number++) {
    if (number > 1) await context.pause(PAUSE);
    const grid = readGrid(await pages.read(pageUrl(path, number, context), isLoaded(path)));
    if (!grid.isGrid) throw noFilms(list);
    if (grid.isOdd) throw oddAnswer({ site: "Letterboxd", label: list.label });
    first ??= grid;
    const before = films.size;
    read += grid.items.length + grid.nameless;
    nameless += grid.nameless;
    for (const item of grid.items) {
      const name = item.ids.letterboxd ?? `${item.title} ${item.year}`;
      if (!films.has(name)) films.set(name, { ...item, rank: films.size + 1 });
    }
    context.progress?.(films.size, first.total);
    if (!grid.more || films.size >= limit)
      return {
        ...withWarning(toList([...films.values()], first, limit, grid.more, pages.via, context), nameless),
        ...rowCount(read, { [NO_TITLE]: nameless, [DOUBLE]: read - nameless - films.size }),
      };
    if (films.size === before || number >= MAX_PAGES) throw repeating(list);
  }
}

const withWarning = (list: FetchedList, nameless: number): FetchedList =>
  nameless === 0 ? list : { ...list, warnings: [...list.warnings, leftOut(String(nameless), NO_TITLE)] };

/** The film browser fills its pages from another address, which plain requests have to ask themselves. */
const isLoaded = (path: string): boolean => /^\/films\/(?!in\/)/.test(path);

function pageUrl(path: string, number: number, { origin }: FetchContext): string {
  const place = isLoaded(path) ? path.replace("/films/", "/films/ajax/") : path;
  return `${origin(SITE)}${place}${number > 1 || place !== path ? `page/${number}/` : ""}`;
}

function toList(
  all: Item[],
  { total, name }: FilmGrid,
  limit: number,
  more: boolean,
  via: "http" | "browser",
  context: FetchContext,
): FetchedList {
  const items = all.slice(0, limit);
  const cut = more && context.limit === undefined;
  const short = total !== undefined && !more && all.length < total;
  return {
    items,
    ...(total !== undefined && { total }),
    complete: items.length >= (context.limit ?? Number.POSITIVE_INFINITY) || (!cut && !short),
    ...(name !== undefined && { name }),
    via,
    warnings: [
      ...(cut ? [`The first ${items.length} films were read. Set a limit to read more.`] : []),
      ...(short ? [`Letterboxd reports ${total} films but shows ${all.length}; some may be hidden.`] : []),
    ],
  };
}

const noFilms = ({ label }: LetterboxdList): ListError =>
  new ListError(
    "bad-input",
    `${label} is a page without a list of films. Open the list or the watchlist itself and paste its address.`,
  );

const repeating = ({ label }: LetterboxdList): ListError =>
  new ListError("markup-changed", `The pages of ${label} repeat endlessly. Report this list.`);
