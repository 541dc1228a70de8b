import { siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** What is read of TheTVDB; one of the parts names it. */
type TvdbParams = {
  /** The last part of a list's address: a name, or a number that is not always the list's id. */
  list?: string;
  title?: { type: "movie" | "series"; slug?: string; id?: number };
};

/** A list with what is kept of it. */
export interface TvdbList extends ParsedList {
  params?: TvdbParams;
}

/** Parts of the site, not names of lists. */
const PAGES = /^(lists?|series|movies?|user|favorites|favourites|watchlist|custom|dereferrer|search)$/;

const SLUG = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Understands addresses of lists and titles of thetvdb.com, and `tvdb:list/` followed by a list's name or number, and
 * `tvdb:` followed by a list's name.
 *
 * @throws ListError `bad-input` for pages of TheTVDB that are no list
 */
export function parseTvdb(pasted: string): TvdbList | undefined {
  const input = pasted.trim();
  const words = /^tvdb:(.*)$/i.exec(input)?.[1];
  const path = words ?? siteAddress(input, "thetvdb.com")?.parts.join("/");
  if (path === undefined) return undefined;
  const parts = path.toLowerCase().split("/").filter(Boolean);
  const [area = "", name = "", id = ""] = parts;
  const isList = area === "lists" || (area === "list" && words !== undefined);
  if (isList && name !== "custom" && SLUG.test(name)) return list(name);
  // a bare number may be meant as a title's
  if (words !== undefined && parts.length === 1 && SLUG.test(area) && /[a-z]/.test(area) && !PAGES.test(area))
    return list(area);
  if ((area === "series" || area === "movies") && SLUG.test(name))
    return title(area === "movies" ? "movie" : "series", { slug: name });
  if (area === "dereferrer" && (name === "series" || name === "movie") && /^[1-9]\d*$/.test(id))
    return title(name, { id: Number(id) });
  throw new ListError(
    "bad-input",
    "That TheTVDB page is not a list. Paste the address of a list (https://thetvdb.com/lists/…), a series or a movie. Favorites are shown only to their owner.",
  );
}

const list = (name: string): TvdbList => ({
  provider: "tvdb",
  kind: "list",
  id: `tvdb:list/${name}`,
  label: `TheTVDB list ${name}`,
  url: `https://thetvdb.com/lists/${name}`,
  params: { list: name },
});

function title(type: "movie" | "series", { slug, id }: { slug?: string; id?: number }): TvdbList {
  const place =
    id === undefined ? `${type === "movie" ? "movies" : "series"}/${slug}` : `dereferrer/${type}/${id}`;
  return {
    provider: "tvdb",
    kind: type,
    id: `tvdb:${place}`,
    label: `TheTVDB ${type} ${slug ?? id}`,
    url: `https://thetvdb.com/${place}`,
    params: { title: { type, ...(slug !== undefined && { slug }), ...(id !== undefined && { id }) } },
  };
}
