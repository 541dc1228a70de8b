import type { Item } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ParsedList } from "../provider.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { type FilmGrid, readGrid } from "./film-grid.ts";
import type { LetterboxdParams } from "./parse-letterboxd.ts";
import { createPages, SITE } from "./read-page.ts";

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
export async function readFilms(list: ParsedList, context: FetchContext): Promise<FetchedList> {
  const { path, endless } = (list.params ?? {}) as unknown as LetterboxdParams;
  const limit = context.limit ?? (endless ? ENDLESS : Number.POSITIVE_INFINITY);
  const pages = createPages(list, context);
  const films = new Map<string, Item>();
  let read = 0;
  let first: FilmGrid | undefined;
  for (let number = 1; ; number++) {
    if (number > 1) await context.pause(PAUSE);
    const grid = readGrid(await pages.read(pageUrl(path, number, context), isLoaded(path)));
    if (!grid.isGrid) throw noFilms(list);
    first ??= grid;
    const before = films.size;
    read += grid.items.length;
    for (const item of grid.items) {
      const name = item.ids.letterboxd ?? `${item.title} ${item.year}`;
      if (!films.has(name)) films.set(name, { ...item, rank: films.size + 1 });
    }
    context.progress?.(films.size, first.total);
    if (!grid.more || films.size >= limit)
      return {
        ...toList([...films.values()], first, limit, grid.more, pages.via, context),
        ...rowCount(read, { [DOUBLE]: read - films.size }),
      };
    if (films.size === before || number >= MAX_PAGES) throw repeating(list);
  }
}

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
      ...(short ? [`Letterboxd announces ${total} films and shows ${all.length}; some may be hidden.`] : []),
    ],
  };
}

const noFilms = ({ label }: ParsedList): ListError =>
  new ListError(
    "bad-input",
    `${label} is a page without a list of films. Open the list or the watchlist itself and paste its address.`,
  );

const repeating = ({ label }: ParsedList): ListError =>
  new ListError("markup-changed", `The pages of ${label} repeat without an end. Report this list.`);
