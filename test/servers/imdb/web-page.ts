import { toNode } from "./graphql-answer.ts";
import type { ImdbData, ImdbListData, ImdbRecord } from "./imdb-data.ts";

const PAGE_SIZE = 250;
const SEARCH_PAGE_SIZE = 50;

const CHART_TYPES: Record<string, string> = {
  top: "TOP_RATED_MOVIES",
  toptv: "TOP_RATED_TV_SHOWS",
  moviemeter: "MOST_POPULAR_MOVIES",
  tvmeter: "MOST_POPULAR_TV_SHOWS",
  bottom: "LOWEST_RATED_MOVIES",
};

/**
 * A page of www.imdb.com: its data in `__NEXT_DATA__`, and hardly anything that is rendered.
 *
 * @returns undefined for a page that does not exist
 */
export function webPage(data: ImdbData, url: URL): string | undefined {
  const [place, name = ""] = url.pathname.split("/").filter(Boolean);
  const page = Number(url.searchParams.get("page") ?? 1);
  switch (place) {
    case "list":
      return listPage(data.lists[name], "list", page);
    case "user":
      return listPage(data.watchlists[data.profiles[name] ?? name], "predefinedList", page);
    case "chart":
      return name === "boxoffice"
        ? boxOfficePage(data.charts.BOX_OFFICE ?? [])
        : chartPage(data.charts[CHART_TYPES[name] ?? ""]);
    case "search":
      return searchPage(data.titles, Number(url.searchParams.get("count") ?? SEARCH_PAGE_SIZE));
    case "title": {
      const title = data.titles.find(({ id }) => id === name);
      return title && html({ aboveTheFoldData: toNode(title) });
    }
    default:
      return undefined;
  }
}

/** What a visitor gets that has not shown yet that it runs scripts. */
export const challengePage = `<!doctype html><html><head><title></title></head><body><script>
setTimeout(() => { document.cookie = "aws-waf-token=passed; path=/"; location.reload(); }, 50);
</script></body></html>`;

function listPage(list: ImdbListData | undefined, field: string, page: number): string | undefined {
  if (!list) return undefined;
  const start = (page - 1) * PAGE_SIZE;
  const shown = list.entries.slice(start, start + PAGE_SIZE);
  const search = {
    total: list.entries.length,
    pageInfo: { hasNextPage: start + PAGE_SIZE < list.entries.length },
    edges: shown.map((entry, index) => ({
      node: { absolutePosition: start + index + 1 },
      listItem: toNode(entry),
    })),
  };
  return html({
    aboveTheFoldData: {
      authorName: list.owner?.name ?? "somebody",
      visibility: list.private ? "PRIVATE" : "PUBLIC",
    },
    totalItems: list.entries.length,
    mainColumnData: list.private
      ? { [field]: null }
      : { [field]: { name: { originalText: list.name ?? "WATCHLIST" }, titleListItemSearch: search } },
  });
}

function chartPage(entries: ImdbRecord[] | undefined): string | undefined {
  if (!entries) return undefined;
  const edges = entries.map((entry, index) => ({ currentRank: index + 1, node: toNode(entry) }));
  return html({ pageData: { chartTitles: { edges } } });
}

const boxOfficePage = (entries: ImdbRecord[]): string =>
  html({
    pageData: {
      topGrossingReleases: {
        edges: entries.map((entry) => ({ node: { release: { titles: [toNode(entry)] } } })),
      },
    },
  });

function searchPage(titles: ImdbRecord[], count: number): string {
  const titleListItems = titles.slice(0, count).map(({ id, title, year, type = "movie" }) => ({
    titleId: id,
    titleText: title,
    releaseYear: year,
    titleType: { id: type },
  }));
  return html({ searchResults: { titleResults: { titleListItems, total: titles.length } } });
}

const html = (pageProps: unknown): string =>
  `<!doctype html><html><head><title>IMDb</title></head><body><h1>IMDb</h1><script id="__NEXT_DATA__" type="application/json">${JSON.stringify(
    { props: { pageProps } },
  ).replaceAll("<", "\\u003c")}</script></body></html>`;
