import { MEDIA_STATUS, REQUEST_STATUS } from "../../overseerr/status.ts";
import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { SourceServer } from "../provider.ts";
import type { RequestsList } from "./parse-requests.ts";

export type Row = Record<string, unknown>;

/** Rows in one call; the server takes any number. */
const PAGE_SIZE = 100;

/**
 * Reads a page of users or of the requests of one. Never of the list of all requests, for which the server asks its Radarr
 * and Sonarr: one that fails can end it.
 *
 * @throws ListError `markup-changed`; ServerError
 */
export async function readPage(
  server: SourceServer,
  path: string,
  skip: number,
  list: RequestsList,
): Promise<{ results: Row[]; total: number }> {
  const { results, pageInfo } = (await server.get(path, { take: PAGE_SIZE, skip })) as Row;
  const total = (pageInfo as Row | undefined)?.results;
  if (!Array.isArray(results) || typeof total !== "number") throw unknownForm(list);
  return { results, total };
}

/** Ids of the users who have requests. @throws as `readPage` */
export async function usersWithRequests(server: SourceServer, list: RequestsList): Promise<number[]> {
  const users: number[] = [];
  for (let skip = 0; ; ) {
    const { results, total } = await readPage(server, "/user", skip, list);
    users.push(...results.filter(({ requestCount }) => requestCount !== 0).map(({ id }) => Number(id)));
    skip += results.length;
    if (skip >= total) return users;
    if (results.length === 0) throw unknownForm(list);
  }
}

const { PENDING, APPROVED, FAILED, COMPLETED } = REQUEST_STATUS;

/** By the words of the server's own list: statuses of a request, and whether its title is there. */
const FILTERS: Record<string, { statuses: number[]; isThere?: boolean }> = {
  pending: { statuses: [PENDING] },
  approved: { statuses: [APPROVED] },
  processing: { statuses: [APPROVED], isThere: false },
  unavailable: { statuses: [PENDING, APPROVED], isThere: false },
  available: { statuses: [APPROVED, COMPLETED], isThere: true },
  failed: { statuses: [FAILED] },
};

/** Whether the server's own list, of this filter, shows a request; it hides those whose title is blocked. */
export function passes({ status, is4k, media }: Row, filter: string | undefined): boolean {
  const row = (media ?? {}) as Row;
  const ofTitle = Number(is4k === true ? row.status4k : row.status);
  if (ofTitle === MEDIA_STATUS.BLOCKLISTED) return false;
  const wanted = filter === undefined ? undefined : FILTERS[filter];
  if (!wanted) return true;
  const isThere = ofTitle >= MEDIA_STATUS.AVAILABLE;
  return wanted.statuses.includes(Number(status)) && (wanted.isThere ?? isThere) === isThere;
}

export const unknownForm = (list: RequestsList): ListError =>
  new ListError("markup-changed", oddFormat("The request server", list.label));
