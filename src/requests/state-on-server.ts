import type { LibraryEntry } from "../overseerr/library/library-index.ts";
import { isKnownMediaStatus, isOpenRequest, MEDIA_STATUS, REQUEST_STATUS } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/port/findings.ts";

/**
 * How a title or a season stands on the server, in standard quality or in 4K. A season may be `odd`: of a status that this
 * version does not know, or that only titles have. The server takes no request for it (seen after moving to Seerr).
 */
export type StateOnServer = "free" | "requested" | "available" | "declined" | "deleted" | "odd";

/** What the library index knows of a title, and in which quality it is asked. */
interface Row {
  entry: LibraryEntry | undefined;
  is4k: boolean;
}

type Requests = TitleDetail["requests"];

/** MediaStatus of the title in this quality; undefined when the server has never heard of it. */
export const statusOf = (entry: LibraryEntry | undefined, is4k: boolean): number | undefined =>
  is4k ? entry?.status4k : entry?.status;

/**
 * What the requests say of a title that the library calls UNKNOWN or DELETED: a request may still stand, may have been
 * declined, or be gone. A row without any request is no trace of one: watchlists, library scans and issues make such
 * rows as well, and nothing on them tells them apart. Only our own memory can say that there was a request.
 *
 * @param ours whether ListSync asked for it in this quality and did not take that back
 */
export function stateByRequests(
  detail: TitleDetail,
  { entry, is4k, ours }: { ours: boolean } & Row,
): StateOnServer {
  const own = detail.requests.filter((request) => request.is4k === is4k);
  if (own.some(({ status }) => isOpenRequest(status))) return "requested";
  if (own.some(({ status }) => status === REQUEST_STATUS.DECLINED)) return "declined";
  const wasThere = own.length > 0 || statusOf(entry, is4k) === MEDIA_STATUS.DELETED;
  return wasThere || ours ? "deleted" : "free";
}

/**
 * How one season stands: what the library scan saw counts first, then the requests that name it. One that ListSync asked
 * for, of a title that is still there, and that no request names any more: somebody deleted the request.
 */
export function seasonState(
  seasonNumber: number,
  { requests, entry, is4k, asked = [] }: { requests: Requests; asked?: number[] } & Row,
): StateOnServer {
  const scanned = entry?.seasons.find((season) => season.seasonNumber === seasonNumber);
  const status = scanned && (is4k ? scanned.status4k : scanned.status);
  if (status === MEDIA_STATUS.AVAILABLE || status === MEDIA_STATUS.PARTIALLY_AVAILABLE) return "available";
  if (status === MEDIA_STATUS.PENDING || status === MEDIA_STATUS.PROCESSING) return "requested";
  if (status === MEDIA_STATUS.BLOCKLISTED || (status !== undefined && !isKnownMediaStatus(status)))
    return "odd";
  const own = requests.filter((request) => request.is4k === is4k && request.seasons.includes(seasonNumber));
  if (own.some((request) => isOpenRequest(request.status))) return "requested";
  if (status === MEDIA_STATUS.DELETED) return "deleted";
  if (own.some((request) => request.status === REQUEST_STATUS.DECLINED)) return "declined";
  if (own.length > 0) return completedState(entry, is4k);
  return entry && asked.includes(seasonNumber) ? "deleted" : "free";
}

/** A request is COMPLETED when its title arrived or was deleted (Jellyseerr 2.6 and later). */
function completedState(entry: LibraryEntry | undefined, is4k: boolean): StateOnServer {
  const status = statusOf(entry, is4k);
  const there = status === MEDIA_STATUS.AVAILABLE || status === MEDIA_STATUS.PARTIALLY_AVAILABLE;
  return there ? "available" : "deleted";
}
