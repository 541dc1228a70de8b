import { chartOf } from "./charts.ts";
import type { ImdbList } from "./imdb-list.ts";
import { LIST_ORDER, readListSort } from "./list-sort.ts";
import type { ImdbSearch } from "./search-url.ts";

/** One question to IMDb's GraphQL endpoint. Plain text: persisted hashes change about monthly. */
export interface Operation {
  operationName: string;
  query: string;
  variables: Record<string, unknown>;
  /** The field of `data` that holds the answer. */
  root: string;
}

/** Which part of a list is asked for. */
export interface Slice {
  /** Number of entries; the server gives 250 at most. */
  first: number;
  /** `endCursor` of the page before. */
  after?: string;
}

// Fields as in the recorded answers of lists, watchlists (2026-08) and searches (2026-04).
const TITLE =
  "id titleText{text} originalTitleText{text} releaseYear{year} titleType{id isSeries isEpisode canHaveEpisodes} ratingsSummary{aggregateRating}";

const ENTRIES = `total pageInfo{hasNextPage endCursor} edges{node{absolutePosition createdDate} title{${TITLE}}}`;

const LIST_HEAD = "id name{originalText} visibility{id} author{userId username{text}}";

/**
 * The question for one page of a list.
 *
 * @param list its `id` must be the user's `ur…` id for a watchlist, see {@link profileQuery}
 */
export function queryOf(list: ImdbList, slice: Slice): Operation {
  const search = list.params?.search;
  if (search) return searchQuery(search, slice);
  switch (list.kind) {
    case "watchlist":
      return watchlistQuery(list, slice);
    case "chart":
      return chartQuery(list.id, slice);
    case "title":
      return titleQuery(list.id);
    default:
      return listQuery(list, slice);
  }
}

/** The question for the `ur…` id behind a `p.…` profile: watchlists are answered for that one only. */
export const profileQuery = (profileId: string): Operation => ({
  operationName: "ListSyncProfile",
  query: "query ListSyncProfile($profileId:ID!){ userProfile(input:{profileId:$profileId}){ userId } }",
  variables: { profileId },
  root: "userProfile",
});

// `$after` is a String here; the older `items` connection takes an ID.
const listQuery = (list: ImdbList, slice: Slice): Operation => ({
  operationName: "ListSyncList",
  query: `query ListSyncList($id:ID!,$first:Int!,$after:String){ list(id:$id){ ${LIST_HEAD} listType{id} ${entries(list)} } }`,
  variables: { id: list.id, ...slice },
  root: "list",
});

const watchlistQuery = (list: ImdbList, slice: Slice): Operation => ({
  operationName: "ListSyncWatchlist",
  query: `query ListSyncWatchlist($userId:ID!,$first:Int!,$after:String){ predefinedList(classType:WATCH_LIST,userId:$userId){ ${LIST_HEAD} ${entries(list)} } }`,
  variables: { userId: list.id, ...slice },
  root: "predefinedList",
});

function entries(list: ImdbList): string {
  const { by, order } = readListSort(String(list.params?.sort ?? "")) ?? LIST_ORDER;
  return `titleListItemSearch(first:$first,after:$after,sort:{by:${by},order:${order}}){ ${ENTRIES} }`;
}

function chartQuery(id: string, { first }: Slice): Operation {
  const source = chartOf(id)?.source ?? { field: "chartTitles", chartType: "TOP_RATED_MOVIES" };
  const operation = { operationName: "ListSyncChart", variables: { first }, root: source.field };
  const query = (answer: string): string => `query ListSyncChart($first:Int!){ ${source.field}${answer} }`;
  switch (source.field) {
    case "chartTitles":
      return {
        ...operation,
        query: query(`(chart:{chartType:${source.chartType}},first:$first){ total edges{node{${TITLE}}} }`),
      };
    case "boxOfficeWeekendChart":
      return { ...operation, query: query(`(limit:$first){ entries{title{${TITLE}}} }`) };
    default:
      return {
        ...operation,
        query: query(
          `(first:$first,input:{topTrendingSetPredefined:${source.set}}){ edges{node{item{... on Title{${TITLE}}}}} }`,
        ),
      };
  }
}

const searchQuery = (
  { constraints, sort }: Pick<ImdbSearch, "constraints" | "sort">,
  slice: Slice,
): Operation => ({
  operationName: "ListSyncSearch",
  query: `query ListSyncSearch($constraints:AdvancedTitleSearchConstraints!,$first:Int!,$after:String,$sort:AdvancedTitleSearchSort){ advancedTitleSearch(constraints:$constraints,first:$first,after:$after,sort:$sort){ total pageInfo{hasNextPage endCursor} edges{node{title{${TITLE}}}} } }`,
  variables: { constraints, sort, ...slice },
  root: "advancedTitleSearch",
});

const titleQuery = (id: string): Operation => ({
  operationName: "ListSyncTitle",
  query: `query ListSyncTitle($id:ID!){ title(id:$id){ ${TITLE} } }`,
  variables: { id },
  root: "title",
});
