import { numberId } from "../../items/ids.ts";
import type { Client } from "../connection/api-call.ts";
import { asRecord, asRecords, unknownShape } from "../json-shape.ts";
import { pathWithQuery } from "../search/encode-query.ts";
import { REQUEST_STATUS } from "../status.ts";
import { fetchUsers } from "../users.ts";

/** What became of requests, where the library does not show it. Ids of requests. */
export interface RequestNews {
  /** Radarr or Sonarr refused them. */
  failed: ReadonlySet<number>;
  /** An administrator declined them. The row of an approved show stays as it was. */
  declined: ReadonlySet<number>;
}

/** Nothing here waits for Radarr or Sonarr. Not tried a second time, and beside what a run calls for. */
const CALL = { timeoutMs: 15_000, retry: false, beside: true } as const;

/** Requests in one call. */
const PAGE = 1000;

/** Whom the API key stands for, who made most of the requests. */
const OWNER = 1;

/** What leaves the numbers as they were is seen by then: one request was retried while another failed. Milliseconds. */
const HOLDS_MS = 24 * 60 * 60_000;

/**
 * Makes the question for news of requests: how many have failed or were declined, in one call, and which, only when those
 * numbers have changed. Not by the list of all requests, see deadly-calls.ts, but by those of each user.
 *
 * @param now milliseconds since the epoch
 * @returns `read` throws ServerError; `forget` makes the next one ask for all
 */
export function createRequestNews(client: Client, now: () => number) {
  let known: { numbers: string; at: number; news: RequestNews } | undefined;
  let underWay: Promise<RequestNews> | undefined;

  async function readNow(): Promise<RequestNews> {
    const { total, declined, failed } = await countRequests(client);
    const numbers = `${declined} ${failed}`;
    if (known?.numbers === numbers && now() - known.at < HOLDS_MS) return known.news;
    const at = now();
    const news =
      declined + failed > 0
        ? await readAll(client, total)
        : { failed: new Set<number>(), declined: new Set<number>() };
    known = { numbers, at, news };
    return news;
  }

  return {
    read(): Promise<RequestNews> {
      underWay ??= readNow().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    forget(): void {
      known = undefined;
    },
  };
}

/** `failed` holds those whose title has arrived as well where the server does not count them (Jellyseerr). */
async function countRequests(client: Client): Promise<{ total: number; declined: number; failed: number }> {
  const { body } = await client.call({ ...CALL, path: "/request/count" });
  const { total, pending, approved, declined, completed = 0 } = asRecord(body) ?? {};
  const failed = Number(total) - Number(pending) - Number(approved) - Number(declined) - Number(completed);
  if (Number.isNaN(failed)) throw unknownShape("the question for its number of requests");
  return { total: Number(total), declined: Number(declined), failed };
}

async function readAll(client: Client, total: number): Promise<RequestNews> {
  const failed = new Set<number>();
  const declined = new Set<number>();
  const note = (row: Record<string, unknown>) => {
    const id = numberId(row.id);
    if (id === undefined) return;
    if (row.status === REQUEST_STATUS.FAILED) failed.add(id);
    if (row.status === REQUEST_STATUS.DECLINED) declined.add(id);
  };
  if ((await readUser(client, OWNER, note)) < total)
    for (const { id, requests } of await fetchUsers(client, CALL))
      if (id !== OWNER && requests !== 0) await readUser(client, id, note);
  return { failed, declined };
}

/**
 * Reads the requests of a user, the newest first. One that comes meanwhile moves the others, so that some are read twice.
 *
 * @returns how many they are
 */
async function readUser(
  client: Client,
  user: number,
  note: (row: Record<string, unknown>) => void,
): Promise<number> {
  for (let skip = 0; ; skip += PAGE) {
    const path = pathWithQuery(`/user/${user}/requests`, { take: PAGE, skip });
    const page = asRecord((await client.call({ ...CALL, path })).body);
    const total = asRecord(page?.pageInfo)?.results;
    if (!Array.isArray(page?.results) || typeof total !== "number")
      throw unknownShape("the question for a user's requests");
    asRecords(page.results).forEach(note);
    if (page.results.length === 0 || skip + PAGE >= total) return total;
  }
}
