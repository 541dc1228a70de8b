import type { TitleDetail } from "../../state/port/findings.ts";
import { isOpenRequest } from "../status.ts";
import type { RequestBody } from "./request-body.ts";

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
  const asked = body.seasons === "all" ? [...covered] : (body.seasons ?? []);
  if (!asked.every((season) => covered.has(season))) return undefined;
  return open
    .filter(({ requestedBy = requester }) => requestedBy === requester)
    .filter(({ seasons }) => body.mediaType === "movie" || seasons.some((season) => asked.includes(season)))
    .sort((a, b) => b.id - a.id)[0];
}
