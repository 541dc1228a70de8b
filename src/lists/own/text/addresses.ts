import type { LooseRow } from "../loose-row.ts";

/** The pages of one title, and what their addresses say of it. Shows stand among Letterboxd's films. */
const PAGES: [RegExp, (one: string, two?: string) => LooseRow][] = [
  [/themoviedb\.org\/movie\/(\d+)/i, (id) => ({ tmdb_id: id, mediaType: "movie" })],
  [
    /themoviedb\.org\/tv\/(\d+)(?:[^/?#]*\/season\/(\d+))?/i,
    (id, season) => ({ tmdb_id: id, ...show(season) }),
  ],
  [/imdb\.com\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?title\/(tt\d+)/i, (id) => ({ imdb_id: id })],
  [/mdblist\.com\/(?:movie|show)\/(tt\d+)/i, (id) => ({ imdb_id: id })],
  [/thetvdb\.com\/dereferrer\/series\/(\d+)/i, (id) => ({ tvdb_id: id, mediaType: "tv" })],
  [/thetvdb\.com\/series\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "tv" })],
  [/thetvdb\.com\/movies\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "movie" })],
  [/trakt\.tv\/movies\/([a-z0-9-]*[a-z][a-z0-9-]*)/i, (slug) => ({ ...named(slug), mediaType: "movie" })],
  [
    /trakt\.tv\/shows\/([a-z0-9-]*[a-z][a-z0-9-]*)(?:\/seasons\/(\d+))?/i,
    (slug, season) => ({ ...named(slug), ...show(season) }),
  ],
  [
    /letterboxd\.com\/(?:[\w-]{1,40}\/)?film\/([a-z0-9-]+)/i,
    (slug) => ({ ...named(slug), mediaType: "unknown" }),
  ],
  [/simkl\.com\/movies\/\d+\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "movie" })],
  [/simkl\.com\/tv\/\d+\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "tv" })],
];

const ADDRESS =
  /\bhttps?:\/\/[^\s<>"|]+|\b(?:www\.|m\.|app\.)?(?:themoviedb\.org|imdb\.com|thetvdb\.com|trakt\.tv|letterboxd\.com|simkl\.com|mdblist\.com)\/[^\s<>"|]+/i;

const show = (season?: string): LooseRow => ({
  mediaType: "tv",
  ...(season === undefined ? {} : { seasons: [Number(season)] }),
});

/** The title in an address that has no id: `heat-1995`; a number ahead of its time is part of it (`blade-runner-2049`). */
function named(slug: string): LooseRow {
  const [, title = slug, year] = /^(.+)-(18[7-9]\d|19\d\d|20[0-3]\d)$/.exec(slug) ?? [];
  return { title: title.replaceAll("-", " ").trim(), ...(year && { year: Number(year) }) };
}

/** What the address of a title's page says of it; undefined for any other text. */
export function addressRow(address: string): LooseRow | undefined {
  for (const [pattern, make] of PAGES) {
    const found = pattern.exec(address);
    if (found?.[1]) return make(found[1], found[2]);
  }
  return undefined;
}

/**
 * Takes the first address out of a line, with its brackets: `Heat (1995) https://…`, `[Heat](https://…)`, `<https://…>`.
 *
 * @returns the line without it, and the address
 */
export function takeAddress(text: string): { rest: string; address?: string } {
  const found = ADDRESS.exec(text);
  if (!found) return { rest: text };
  let start = found.index;
  let end = start + found[0].length;
  let address = found[0];
  if (text.slice(start - 2, start) === "](" && address.includes(")")) {
    address = address.slice(0, address.lastIndexOf(")"));
    end = start + address.length + 1;
    const open = text.lastIndexOf("[", start - 2);
    if (open >= 0) {
      const name = text.slice(open + 1, start - 2);
      return { rest: `${text.slice(0, open)}${name}${text.slice(end)}`.trim(), address };
    }
    start -= 2;
  } else if (
    (text[start - 1] === "(" && address.endsWith(")")) ||
    (text[start - 1] === "<" && text[end] === ">")
  ) {
    if (address.endsWith(")")) address = address.slice(0, -1);
    else end += 1;
    start -= 1;
  }
  return { rest: `${text.slice(0, start)} ${text.slice(end)}`.replace(/\s+/g, " ").trim(), address };
}
