import type { TitleDetail } from "../state/store.ts";
import type { RequestBody } from "./create-request.ts";
import { isOpenRequest } from "./status.ts";

/**
 * Finds the request that a POST with a lost answer may have made.
 *
 * @param requester id of the user in whose name it was posted
 * @returns the newest open request of this user that asks for the same, if every season is covered by an open request
 */
export function findRequest(
  requests: TitleDetail["requests"],
  body: RequestBody,
  requester: number,
): TitleDetail["requests"][number] | undefined {
  const open = requests.filter(({ is4k, status }) => is4k === body.is4k && isOpenRequest(status));
  const covered = new Set(open.flatMap(({ seasons }) => seasons));
  if (!(body.seasons ?? []).every((season) => covered.has(season))) return undefined;
  return open
    .filter(({ requestedBy = requester }) => requestedBy === requester)
    .filter(
      ({ seasons }) => body.mediaType === "movie" || seasons.some((season) => body.seasons?.includes(season)),
    )
    .sort((a, b) => b.id - a.id)[0];
}
