import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList } from "../provider.ts";
import { createCollector } from "./collector.ts";
import { dig, digList, digNumber, digText } from "./dig.ts";
import { ask } from "./graphql.ts";
import type { ImdbList } from "./imdb-list.ts";
import { profileQuery, queryOf } from "./queries.ts";
import { notFound, privateList } from "./read-answer.ts";
import { readEdges } from "./read-edges.ts";

/** The server gives no more at once, whatever is asked. */
const PAGE_SIZE = 250;
/** Asked for at least, so that left-out entries do not lead to pages of one title. */
const SMALLEST_PAGE = 25;
/** IMDb's longest lists have 12,000 entries: 48 pages. */
const MAX_PAGES = 60;
/** Milliseconds between two pages. */
const PAUSE = 300;

/**
 * Reads a list through IMDb's GraphQL endpoint, page by page. A page that fails fails the list.
 *
 * @param limit stop after so many titles
 * @throws ListError see read-answer.ts
 */
export async function fetchByGraphql(
  list: ImdbList,
  context: FetchContext,
  limit: number,
): Promise<FetchedList> {
  const asked = await withUserId(list, context);
  const warnings: string[] = [];
  const source = { provider: list.provider, list: list.id, name: list.label, url: list.url };
  const collector = createCollector(source, limit);
  let total: number | undefined;
  let name: string | undefined;
  let complete = false;
  let after: string | undefined;
  for (let page = 1; ; page++) {
    const first = Math.min(PAGE_SIZE, Math.max(SMALLEST_PAGE, limit - collector.items.length));
    const answer = await ask(context, queryOf(asked, { first, after }), list);
    if (page === 1) source.name = name = nameOf(list, answer) ?? list.label;
    const entries = readEntries(list, answer);
    total = entries.total ?? total;
    const fresh = readEdges(entries.edges, list).filter((title) => collector.add(title)).length;
    context.progress?.(collector.items.length, total);
    complete = collector.full || (!entries.hasNextPage && collector.seen >= (total ?? 0));
    if (collector.full || !entries.hasNextPage) break;
    if (fresh === 0 || !entries.endCursor || entries.endCursor === after || page === MAX_PAGES) {
      warnings.push(`IMDb sent no new titles after ${collector.seen} entries, so reading stopped there.`);
      break;
    }
    after = entries.endCursor;
    await context.pause(PAUSE);
  }
  if (!complete && total !== undefined)
    warnings.push(`IMDb reports ${total} entries, but returned ${collector.seen}.`);
  warnings.push(...collector.warnings());
  return { items: collector.items, total, complete, ...collector.count(), name, via: "api", warnings };
}

/** The list as the endpoint wants it asked for: watchlists by `ur…` only. */
async function withUserId(list: ImdbList, context: FetchContext): Promise<ImdbList> {
  if (list.kind !== "watchlist" || list.id.startsWith("ur")) return list;
  const userId = digText(await ask(context, profileQuery(list.id), list), "userId");
  if (!userId) throw notFound(list);
  await context.pause(PAUSE);
  return { ...list, id: userId };
}

function nameOf(list: ImdbList, answer: unknown): string | undefined {
  if (list.kind === "list") return digText(answer, "name", "originalText");
  // The list's own name is "WATCHLIST" for everybody (recorded 2026-08).
  const user = list.kind === "watchlist" ? digText(answer, "author", "username", "text") : undefined;
  return user && `IMDb watchlist of ${user}`;
}

interface Entries {
  edges: unknown[];
  total?: number;
  hasNextPage: boolean;
  endCursor?: string;
}

/** @throws ListError `private`, `bad-input` for lists of people, `markup-changed` */
function readEntries(list: ImdbList, answer: unknown): Entries {
  if (digText(answer, "visibility", "id") === "PRIVATE") throw privateList(list);
  if (list.kind === "title") return { edges: [{ node: answer }], total: 1, hasNextPage: false };
  const connection = dig(answer, "titleListItemSearch") ?? answer;
  const edges = digList(connection, "edges") ?? digList(connection, "entries");
  if (!edges)
    throw new ListError(
      "markup-changed",
      `IMDb's response for ${list.label} contains no entries. Update this package, or report the list.`,
    );
  const total = digNumber(connection, "total");
  const type = digText(answer, "listType", "id");
  if (edges.length === 0 && type !== undefined && /PEOPLE|NAME|IMAGE|VIDEO/i.test(type))
    throw new ListError(
      "bad-input",
      `${list.label} is a list of ${type.toLowerCase()}. Only lists of titles can be synced.`,
    );
  return {
    edges,
    total,
    hasNextPage: dig(connection, "pageInfo", "hasNextPage") === true,
    endCursor: digText(connection, "pageInfo", "endCursor"),
  };
}
