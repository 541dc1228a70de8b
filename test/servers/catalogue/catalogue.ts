import { namesOf, wordsOf } from "./names.ts";
import type { CatalogueMovie, CatalogueShow, CatalogueTitle } from "./title.ts";
import { allTitles } from "./titles.ts";

/** A collection of titles with the look-ups that every test server needs. */
export interface Catalogue {
  readonly titles: readonly CatalogueTitle[];
  byTmdb(mediaType: "movie", tmdbId: number): CatalogueMovie | undefined;
  byTmdb(mediaType: "tv", tmdbId: number): CatalogueShow | undefined;
  byTmdb(mediaType: "movie" | "tv", tmdbId: number): CatalogueTitle | undefined;
  /** @param imdbId with its `tt` */
  byImdb(imdbId: string): CatalogueTitle | undefined;
  byTvdb(tvdbId: number): CatalogueShow | undefined;
  /** Titles one of whose names has every word of the text, a word of three letters or more also as a beginning. */
  find(text: string): CatalogueTitle[];
}

/**
 * Makes a catalogue.
 * @param titles default: all real titles of this folder
 */
export function createCatalogue(titles: readonly CatalogueTitle[] = allTitles): Catalogue {
  const tmdb = new Map(titles.map((title) => [`${title.mediaType}:${title.tmdbId}`, title]));
  const imdb = new Map(titles.map((title) => [title.imdbId, title]));
  const tvdb = new Map(titles.flatMap((title) => (title.mediaType === "tv" ? [[title.tvdbId, title]] : [])));
  const words = indexWords(titles);
  const sorted = [...words.keys()].sort();

  /** Names (as "title number/name number") that have this word. */
  const namesWith = (word: string): Set<string> => {
    const exact = words.get(word) ?? [];
    if (word.length < 3) return new Set(exact);
    const found = new Set<string>();
    for (let at = firstFrom(sorted, word); sorted[at]?.startsWith(word); at++)
      for (const name of words.get(sorted[at] ?? "") ?? []) found.add(name);
    return found;
  };

  return {
    titles,
    byTmdb: ((mediaType: string, id: number) => tmdb.get(`${mediaType}:${id}`)) as Catalogue["byTmdb"],
    byImdb: (id) => imdb.get(id),
    byTvdb: (id) => tvdb.get(id) as CatalogueShow | undefined,
    find(text) {
      const [first, ...others] = [...new Set(wordsOf(text))].map(namesWith).sort((a, b) => a.size - b.size);
      if (!first) return [];
      const hits = [...first].filter((name) => others.every((names) => names.has(name)));
      const numbers = new Set(hits.map((name) => Number.parseInt(name, 10)));
      return [...numbers].sort((a, b) => a - b).flatMap((number) => titles[number] ?? []);
    },
  };
}

/** Index of the first word that does not come before the wanted one; the words are sorted. */
function firstFrom(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexWords(titles: readonly CatalogueTitle[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [number, title] of titles.entries())
    for (const [nameNumber, name] of namesOf(title).entries())
      for (const word of new Set(wordsOf(name))) {
        const names = index.get(word);
        const key = `${number}/${nameNumber}`;
        if (names) names.push(key);
        else index.set(word, [key]);
      }
  return index;
}
