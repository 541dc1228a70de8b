import type { Match } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library-index.ts";
import type { Overseerr, RequestResult } from "../overseerr/overseerr.ts";
import type { ResolveOptions } from "../overseerr/resolve.ts";
import { MEDIA_STATUS, REQUEST_STATUS } from "../overseerr/status.ts";
import { titleMemory } from "../overseerr/title-memory.ts";
import type { Store, TitleDetail } from "../state/store.ts";
import { declinedCount } from "./declined-count.ts";
import { statusOf } from "./standing.ts";

const HOUR = 60 * 60 * 1000;
/** Seasons are announced now and then: a week, a day more or less so that not all are read again in one run. */
const KEEP = 7 * 24 * HOUR;

const FRESH = HOUR / 12;

type Title = Pick<Match, "mediaType" | "tmdbId">;

/** What looks at titles said, remembered so that the next run needs none. */
export interface TitleDetails {
  /** What is remembered of a title and still holds for what the library says of it now. */
  recall(title: Title, entry: LibraryEntry | undefined, is4k: boolean): TitleDetail | undefined;
  /** Whether it was read just now, in this run. */
  isFresh(detail: TitleDetail): boolean;
  /** Whether somebody declined a request since then, perhaps one of this show: one call a run. */
  mayBeDeclined(detail: TitleDetail): Promise<boolean>;
  /** Looks: one call. @throws ServerError */
  look(title: Title, signal?: AbortSignal): Promise<TitleDetail>;
  /** Adds a request that we made. */
  addRequest(title: Title, created: Extract<RequestResult, { kind: "created" }>): void;
}

/**
 * Makes the memory of details on a server.
 *
 * @param store absent: what is remembered ends with the server object
 * @param run what these details are read for
 */
export function titleDetails(
  overseerr: Overseerr,
  store: Store | undefined,
  now: () => Date,
  { runId, signal: stop }: Pick<ResolveOptions, "runId" | "signal"> = {},
): TitleDetails {
  const memory = titleMemory(overseerr, store);
  const remembered = ({ mediaType, tmdbId }: Title) => memory.titleDetail(overseerr.key, mediaType, tmdbId);
  return {
    recall(title, entry, is4k) {
      const detail = remembered(title);
      return detail && holds(detail, entry, is4k, now()) ? detail : undefined;
    },
    isFresh: ({ at }) => now().getTime() - Date.parse(at) < FRESH,
    async mayBeDeclined({ declined }) {
      const today = await declinedCount(overseerr, runId, stop);
      return today !== undefined && today !== declined;
    },
    async look({ mediaType, tmdbId }, signal) {
      // before the title, or a refusal between the two would go unnoticed
      const declined = mediaType === "tv" ? await declinedCount(overseerr, runId, stop) : undefined;
      const read = await overseerr.details(mediaType, tmdbId, { signal });
      const detail = { ...read, ...(declined !== undefined && { declined }) };
      memory.saveTitleDetail(overseerr.key, detail);
      return detail;
    },
    addRequest(title, { id, is4k, status, seasons, requestedBy }) {
      const detail = remembered(title);
      if (!detail) return;
      const request = { id, is4k, status, seasons, ...(requestedBy !== undefined && { requestedBy }) };
      const reached = status === REQUEST_STATUS.PENDING ? MEDIA_STATUS.PENDING : MEDIA_STATUS.PROCESSING;
      const field = is4k ? "status4k" : "status";
      const rows = {
        status: detail.status ?? MEDIA_STATUS.UNKNOWN,
        status4k: detail.status4k ?? MEDIA_STATUS.UNKNOWN,
      };
      const others = detail.requests.filter((one) => one.id !== id);
      memory.saveTitleDetail(overseerr.key, {
        ...detail,
        ...rows,
        requests: [...others, request],
        [field]: isFree(rows[field]) ? reached : Math.max(rows[field], reached),
      });
    },
  };
}

/**
 * A detail stops to hold when it is old, when the title fell back (a request was declined or deleted meanwhile), or when
 * somebody else has requested what was free.
 */
function holds(detail: TitleDetail, entry: LibraryEntry | undefined, is4k: boolean, now: Date): boolean {
  const spread = ((detail.tmdbId % 49) - 24) * HOUR;
  if (now.getTime() - Date.parse(detail.at) > KEEP + spread) return false;
  const then = is4k ? detail.status4k : detail.status;
  const today = statusOf(entry, is4k);
  return isFree(then) || isFree(today) ? (then ?? 0) === (today ?? 0) : true;
}

const isFree = (status: number | undefined) =>
  status === undefined || status === MEDIA_STATUS.UNKNOWN || status === MEDIA_STATUS.DELETED;
