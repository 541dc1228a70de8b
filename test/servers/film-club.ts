import type { CatalogueTitle } from "./catalogue/title.ts";
import { type ListSite, startListSite } from "./list-site.ts";

export const MEMBER = "member-number-4711";

/** Plays the site of an invented film club, 50 films a page. @param years programmes by year */
export function startFilmClub(years: Record<string, readonly CatalogueTitle[]>): Promise<ListSite> {
  return startListSite(({ segments, query, headers }) => {
    if (headers["x-member"] !== MEMBER) return { status: 401, json: {} };
    const all = years[/^(\d{4})\.json$/.exec(segments[1] ?? "")?.[1] ?? ""];
    if (!all) return { status: 404, json: {} };
    const page = Number(query.get("page"));
    const films = all
      .slice((page - 1) * 50, page * 50)
      .map(({ title, year, imdbId }) => ({ title, year, imdb: imdbId }));
    return { json: { page, total: all.length, films } };
  });
}
