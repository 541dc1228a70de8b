import { numberId } from "../items/ids.ts";
import { readText } from "../items/values.ts";
import type { ApiCall, Client } from "./connection/api-call.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";
import { pathWithQuery } from "./search/encode-query.ts";

/** A user of the server. */
export interface User {
  id: number;
  name: string;
  /** Bit mask, see permissions.ts; absent when the server hides it from us. */
  permissions?: number;
  /** How many requests are theirs; only in the list of all users, and where the server says so. */
  requests?: number;
}

/** What a user may still request. */
export interface Quota {
  movie: QuotaPart;
  /** Counted in seasons. */
  tv: QuotaPart;
}

export interface QuotaPart {
  /** 0: no limit. */
  limit: number;
  /** Length of the period. */
  days?: number;
  used: number;
  /** Absent without a limit. */
  remaining?: number;
  restricted: boolean;
}

/**
 * Reads a user from GET /auth/me or a row of GET /user.
 *
 * @throws ServerError `server-answer`
 */
export function toUser(body: unknown): User {
  const row = asRecord(body);
  const id = numberId(row?.id);
  if (row === undefined || id === undefined) throw unknownShape("the question for a user");
  const name = [row.displayName, row.username, row.plexUsername, row.jellyfinUsername, row.email]
    .map(readText)
    .find((text) => text !== "");
  return {
    id,
    name: name ?? `user ${id}`,
    ...(typeof row.permissions === "number" && { permissions: row.permissions }),
  };
}

const PAGE = 100;

/**
 * Reads all users, page by page. Users that nobody may see are not among them.
 *
 * @param call how the calls are made
 */
export async function fetchUsers(
  client: Client,
  call: Pick<ApiCall, "signal" | "timeoutMs" | "retry" | "beside"> = {},
): Promise<User[]> {
  const users: User[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const { body } = await client.call({ ...call, path: pathWithQuery("/user", { take: PAGE, skip }) });
    const page = asRecord(body);
    if (!Array.isArray(page?.results)) throw unknownShape("the question for its users");
    users.push(
      ...asRecords(page.results).map((row) => {
        const { requestCount } = row;
        return { ...toUser(row), ...(typeof requestCount === "number" && { requests: requestCount }) };
      }),
    );
    const total = Number(asRecord(page.pageInfo)?.results ?? 0);
    if (page.results.length === 0 || skip + PAGE >= total) return users;
  }
}

/**
 * Reads GET /user/{id}/quota.
 *
 * @throws ServerError `server-answer`
 */
export function toQuota(body: unknown): Quota {
  const { movie, tv } = asRecord(body) ?? {};
  return { movie: toQuotaPart(movie), tv: toQuotaPart(tv) };
}

function toQuotaPart(value: unknown): QuotaPart {
  const part = asRecord(value);
  if (part === undefined) throw unknownShape("the question for a quota");
  return {
    limit: Number(part.limit) || 0,
    ...(typeof part.days === "number" && { days: part.days }),
    used: Number(part.used) || 0,
    ...(typeof part.remaining === "number" && { remaining: part.remaining }),
    restricted: part.restricted === true,
  };
}
