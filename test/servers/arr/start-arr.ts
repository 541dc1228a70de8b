import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface ArrOptions {
  app: "Radarr" | "Sonarr";
  /** The library. */
  titles: readonly CatalogueTitle[];
  /** Those of the library that are missing. */
  missing?: readonly CatalogueTitle[];
  /** Radarr: what its import lists name, and what of it is excluded. */
  lists?: readonly CatalogueTitle[];
  excluded?: readonly CatalogueTitle[];
  /** Titles by tag. */
  tags?: Record<string, readonly CatalogueTitle[]>;
  /** @default "arr-demo-key" */
  key?: string;
}

/**
 * Plays Radarr's and Sonarr's API v3. Rows have the fields of recorded ones (2023-10); paging follows the documentation,
 * no page of it was recorded.
 */
export function startArr(options: ArrOptions): Promise<ListSite> {
  return startListSite((request) => {
    const [api, version, ...path] = request.segments;
    if (api !== "api" || version !== "v3")
      return { body: `<!DOCTYPE html><title>${options.app}</title><div id="root"></div>` };
    if (request.headers["x-api-key"] !== (options.key ?? "arr-demo-key")) return { status: 401, body: "" };
    return answer(path.join("/"), request, options) ?? { status: 404, json: { message: "NotFound" } };
  });
}

function answer(path: string, request: SiteRequest, options: ArrOptions): SiteAnswer | undefined {
  const { app, titles, missing = [], lists = [], excluded = [], tags = {} } = options;
  const row = app === "Radarr" ? movieRow : seriesRow;
  const tagsOf = (title: CatalogueTitle) =>
    Object.keys(tags).flatMap((tag, index) => (tags[tag]?.includes(title) ? [index + 1] : []));
  switch (path) {
    case "system/status":
      return { json: { appName: app, version: app === "Radarr" ? "5.27.5.10198" : "4.0.15.2941" } };
    case "tag":
      return { json: Object.keys(tags).map((label, index) => ({ id: index + 1, label })) };
    case app === "Radarr" ? "movie" : "series":
      return { json: titles.map((title) => ({ ...row(title), tags: tagsOf(title) })) };
    case "importlist/movie":
      return { json: lists.map((title) => ({ ...row(title), isExcluded: excluded.includes(title) })) };
    case "wanted/missing":
      return page(app === "Radarr" ? missing.map(movieRow) : missing.flatMap(episodeRows), request);
    default:
      return undefined;
  }
}

function page(records: unknown[], { query }: SiteRequest): SiteAnswer {
  const [number, size] = [Number(query.get("page")), Number(query.get("pageSize"))];
  return {
    json: {
      page: number,
      pageSize: size,
      totalRecords: records.length,
      records: records.slice((number - 1) * size, number * size),
    },
  };
}

const movieRow = ({ tmdbId, imdbId, title, year }: CatalogueTitle) => ({
  title,
  year,
  tmdbId,
  imdbId: imdbId ?? "",
  monitored: true,
  hasFile: false,
});

const seriesRow = (title: CatalogueTitle) => ({
  id: title.tmdbId,
  title: title.title,
  year: title.year,
  tmdbId: title.tmdbId,
  imdbId: title.imdbId ?? "",
  tvdbId: (title.mediaType === "tv" && title.tvdbId) || 0,
  statistics: { percentOfEpisodes: title.tmdbId % 2 ? 50 : 100 },
});

/** Two missing episodes in each regular season. */
const episodeRows = (title: CatalogueTitle) =>
  (title.mediaType === "tv" ? title.seasons : [])
    .filter(({ seasonNumber }) => seasonNumber > 0)
    .flatMap(({ seasonNumber }) =>
      [1, 2].map((episodeNumber) => ({
        seriesId: title.tmdbId,
        seasonNumber,
        episodeNumber,
        title: `Episode ${episodeNumber}`,
        series: seriesRow(title),
      })),
    );
