import { numberId } from "../../items/ids.ts";
import type { Client } from "../connection/api-call.ts";
import { createRowReader } from "../library/changed-rows.ts";
import { REQUEST_STATUS } from "../status.ts";

/** What became of requests, where the library does not show it. Ids of requests. */
export interface RequestNews {
  /** Radarr or Sonarr refused them. */
  failed: ReadonlySet<number>;
  /** An administrator declined them. The row of an approved show stays as it was. */
  declined: ReadonlySet<number>;
}

/** The server asks every Radarr and Sonarr for this answer, and waits 10 s for one that hangs. Milliseconds. */
const LONGEST_MS = 15_000;

/**
 * Makes the question for news of requests: all of them are read once a day, and in between those that changed. Not tried a
 * second time.
 *
 * @param now milliseconds since the epoch
 * @returns asks, told how many requests we have made since the last time; throws ServerError
 */
export function createRequestNews(
  client: Client,
  now: () => number,
): (ownChanges: number) => Promise<RequestNews> {
  const failed = new Set<number>();
  const declined = new Set<number>();
  const read = createRowReader(
    client,
    {
      path: "/request",
      name: "list of requests",
      rows: "requests",
      timeoutMs: LONGEST_MS,
      retry: false,
      beside: true,
    },
    async ({ rows, isWhole }) => {
      for (const [ids, wanted] of [
        [failed, REQUEST_STATUS.FAILED],
        [declined, REQUEST_STATUS.DECLINED],
      ] as const) {
        if (isWhole) ids.clear();
        for (const row of rows) {
          const id = numberId(row.id);
          if (id === undefined) continue;
          if (row.status === wanted) ids.add(id);
          else ids.delete(id);
        }
      }
    },
    now,
  );
  let underWay: Promise<RequestNews> | undefined;
  return (ownChanges) => {
    underWay ??= read(ownChanges)
      .then(() => ({ failed: new Set(failed), declined: new Set(declined) }))
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
}
