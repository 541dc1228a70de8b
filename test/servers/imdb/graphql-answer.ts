import type { ImdbData, ImdbListData, ImdbRecord } from "./imdb-data.ts";
import { badValue, graphqlError } from "./imdb-faults.ts";

/** The body of a question. */
export interface ImdbQuestion {
  query: string;
  operationName?: string;
  variables: Record<string, unknown>;
}

/** The first field of a question, and the page of the list that it asks for. */
export interface Reading {
  root: string;
  page: number;
}

/** IMDb gives no more at once, whatever is asked. */
const MOST_AT_ONCE = 250;

/** Reads what a question is about. */
export function readQuestion({ query, variables }: ImdbQuestion): Reading {
  const root = /\)\s*\{\s*(\w+)/.exec(query)?.[1] ?? "";
  return { root, page: cursor(variables.after).page + 1 };
}

/**
 * Answers a question as IMDb does: JSON text, for an error too.
 *
 * @param endless answers every page with the same cursor
 */
export function answerGraphql(data: ImdbData, question: ImdbQuestion, endless: boolean): string {
  const { root } = readQuestion(question);
  const { query, variables } = question;
  const found = (value: unknown): string => JSON.stringify({ data: { [root]: value } });
  switch (root) {
    case "list":
      return listAnswer(root, data.lists[String(variables.id)], question, endless);
    case "predefinedList":
      if (!/^ur\d+$/.test(String(variables.userId)))
        return graphqlError(root, "BAD_USER_INPUT", "Malformed user id");
      return listAnswer(root, data.watchlists[String(variables.userId)], question, endless);
    case "userProfile": {
      const userId = data.profiles[String(variables.profileId)];
      return userId ? found({ userId }) : graphqlError(root, "RESOURCE_NOT_FOUND", "No such profile");
    }
    case "chartTitles": {
      const entries = data.charts[/chartType:(\w+)/.exec(query)?.[1] ?? ""] ?? [];
      const shown = entries.slice(0, Number(variables.first));
      return found({ total: entries.length, edges: shown.map((entry) => ({ node: toNode(entry) })) });
    }
    case "boxOfficeWeekendChart":
      return found({ entries: (data.charts.BOX_OFFICE ?? []).map((entry) => ({ title: toNode(entry) })) });
    case "topTrendingSetsPredefined": {
      const entries = data.charts[/topTrendingSetPredefined:(\w+)/.exec(query)?.[1] ?? ""] ?? [];
      return found({ edges: entries.map((entry) => ({ node: { item: toNode(entry) } })) });
    }
    case "advancedTitleSearch":
      return searchAnswer(root, data.titles, question, endless);
    case "title": {
      const title = data.titles.find(({ id }) => id === variables.id);
      return found(title ? toNode(title) : null);
    }
    default:
      return JSON.stringify({
        errors: [
          {
            message: `Cannot query field "${root}" on type "Query".`,
            extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
          },
        ],
      });
  }
}

function listAnswer(
  root: string,
  list: ImdbListData | undefined,
  question: ImdbQuestion,
  endless: boolean,
): string {
  if (!list) return JSON.stringify({ data: { [root]: null } });
  if (list.private) return graphqlError(root, "FORBIDDEN", "Permission denied");
  // The endpoint rejects the ID that the older connection takes.
  if (!/\$after:\s*String\b/.test(question.query))
    return graphqlError(root, "GRAPHQL_VALIDATION_FAILED", 'used in position expecting type "String"');
  const owner = list.owner ?? { userId: "ur00000001", name: "somebody" };
  const entries = list.listType === undefined || list.listType === "TITLES" ? list.entries : [];
  const answer = {
    id: "ls000000001",
    name: { originalText: list.name ?? "WATCHLIST" },
    visibility: { id: "PUBLIC" },
    author: { userId: owner.userId, username: { text: owner.name } },
    ...(root === "list" && { listType: { id: list.listType ?? "TITLES" } }),
    titleListItemSearch: pageOf(entries, question, endless, (entry, position) => ({
      node: { absolutePosition: position, createdDate: "2020-05-01T10:00:00.000Z" },
      title: toNode(entry),
    })),
  };
  return JSON.stringify({ data: { [root]: answer } });
}

function searchAnswer(root: string, titles: ImdbRecord[], question: ImdbQuestion, endless: boolean): string {
  const constraints = question.variables.constraints as Record<string, Record<string, unknown> | undefined>;
  const dates = (constraints.releaseDateConstraint?.releaseDateRange ?? {}) as Record<string, string>;
  for (const date of Object.values(dates))
    if (!/^\d{4}-\d\d-\d\d$/.test(date))
      return badValue(root, `Expected type Date. Not a valid Date: ${date}`);
  const types = constraints.titleTypeConstraint?.anyTitleTypeIds as string[] | undefined;
  const range = constraints.userRatingsConstraint?.aggregateRatingRange as { min?: number } | undefined;
  const found = titles.filter(
    ({ type = "movie", year = 0, rating = 0 }) =>
      (!types || types.includes(type)) &&
      (!dates.start || year >= Number(dates.start.slice(0, 4))) &&
      (!dates.end || year <= Number(dates.end.slice(0, 4))) &&
      rating >= (range?.min ?? 0),
  );
  const page = pageOf(found, question, endless, (entry) => ({ node: { title: toNode(entry) } }));
  return JSON.stringify({ data: { [root]: page } });
}

function pageOf(
  entries: ImdbRecord[],
  { variables }: ImdbQuestion,
  endless: boolean,
  toEdge: (entry: ImdbRecord, position: number) => unknown,
) {
  const { offset, page } = cursor(variables.after);
  const end = offset + Math.min(Number(variables.first), MOST_AT_ONCE);
  const shown = entries.slice(offset, end);
  return {
    total: entries.length,
    pageInfo: {
      hasNextPage: endless || end < entries.length,
      endCursor: endless ? "c2FtZQ==" : btoa(JSON.stringify({ offset: end, page: page + 1 })),
    },
    edges: shown.map((entry, index) => toEdge(entry, offset + index + 1)),
  };
}

function cursor(text: unknown): { offset: number; page: number } {
  try {
    return JSON.parse(atob(String(text)));
  } catch {
    return { offset: 0, page: 0 };
  }
}

/** A title in the form in which answers and pages have it. */
export const toNode = ({ id, title, year, type = "movie", rating }: ImdbRecord) => ({
  id,
  titleText: { text: title },
  originalTitleText: { text: title },
  releaseYear: year === undefined ? null : { year },
  titleType: {
    id: type,
    isSeries: /series/i.test(type),
    isEpisode: type === "tvEpisode",
    canHaveEpisodes: /series/i.test(type),
  },
  ratingsSummary: { aggregateRating: rating ?? null },
});
