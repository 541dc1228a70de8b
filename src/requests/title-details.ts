import type { Match } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library/library-index.ts";
import type { Overseerr, RequestResult } from "../overseerr/overseerr.ts";
import { titleMemory } from "../overseerr/search/title-memory.ts";
import { MEDIA_STATUS, REQUEST_STATUS } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import type { Store } from "../state/store.ts";
import { statusOf } from "./state-on-server.ts";

const HOUR = 60 * 60 * 1000;
/** Seasons are announced now and then: a week, a day more or less so that not all are read again in one run. */
const KEEP = 7 * 24 * HOUR;

const FRESH = HOUR / 12;

type Title = Pick<Match, "mediaType" | "tmdbId">;
type NamedTitle = Title & Pick<Match, "title" | "year">;

/** What looks at titles said, remembered so that the next run needs none. */
export interface TitleDetails {
  /** What is remembered of a title and still holds for what the library says of it now. */
  recall(title: Title, entry: LibraryEntry | undefined, is4k: boolean): Promise<TitleDetail | undefined>;
  /** Whether it was read just now, in this run. */
  isFresh(detail: TitleDetail): boolean;
  /** Looks: one call. @throws ServerError */
  look(title: Title, signal?: AbortSignal): Promise<TitleDetail>;
  /** Adds a request that we made. What it says of a show that nobody has looked at is remembered instead of a look. */
  addRequest(title: NamedTitle, created: Extract<RequestResult, { kind: "created" }>): Promise<void>;
}

/**
 * Makes the memory of details on a server.
 *
 * @param store absent: what is remembered ends with the server object
 */
export function titleDetails(overseerr: Overseerr, store: Store | undefined, now: () => Date): TitleDetails {
  const memory = titleMemory(overseerr, store);
  const remembered = ({ mediaType, tmdbId }: Title) => memory.titleDetail(overseerr.key, mediaType, tmdbId);
  return {
    async recall(title, entry, is4k) {
      const detail = await remembered(title);
      return detail && holds(detail, entry, is4k, now()) ? detail : undefined;
    },
    isFresh: ({ at }) => now().getTime() - Date.parse(at) < FRESH,
    async look({ mediaType, tmdbId }, signal) {
      const read = await overseerr.details(mediaType, tmdbId, { signal });
      const detail = { ...read, at: now().toISOString() };
      await memory.saveTitleDetail(overseerr.key, detail);
      return detail;
    },
    async addRequest(title, { id, is4k, status, seasons, requestedBy }) {
      const isShow = title.mediaType === "tv";
      const detail = (await remembered(title)) ?? (isShow ? unseen(title, seasons, now()) : undefined);
      if (!detail) return;
      const request = { id, is4k, status, seasons, ...(requestedBy !== undefined && { requestedBy }) };
      const reached = status === REQUEST_STATUS.PENDING ? MEDIA_STATUS.PENDING : MEDIA_STATUS.PROCESSING;
      const field = is4k ? "status4k" : "status";
      const rows = {
        status: detail.status ?? MEDIA_STATUS.UNKNOWN,
        status4k: detail.status4k ?? MEDIA_STATUS.UNKNOWN,
      };
      const others = detail.requests.filter((one) => one.id !== id);
      await memory.saveTitleDetail(overseerr.key, {
        ...detail,
        ...rows,
        requests: [...others, request],
        [field]: isFree(rows[field]) ? reached : Math.max(rows[field], reached),
      });
    },
  };
}

const unseen = ({ tmdbId, title, year }: NamedTitle, seasons: number[], at: Date): TitleDetail => ({
  mediaType: "tv",
  tmdbId,
  title,
  ...(year !== undefined && { year }),
  seasons: seasons.map((seasonNumber) => ({ seasonNumber })),
  requests: [],
  unseen: true,
  at: at.toISOString(),
});

/**
 * A detail stops to hold when it is old or a season has begun since, with which others may have been announced, when the
 * title fell back (a request was declined or deleted meanwhile), or when somebody else has requested what was free.
 */
function holds(detail: TitleDetail, entry: LibraryEntry | undefined, is4k: boolean, now: Date): boolean {
  const spread = ((detail.tmdbId % 49) - 24) * HOUR;
  if (now.getTime() - Date.parse(detail.at) > KEEP + spread) return false;
  const lookedOn = detail.at.slice(0, 10);
  const thisDay = now.toISOString().slice(0, 10);
  if (detail.seasons?.some(({ airDate = "" }) => airDate > lookedOn && airDate <= thisDay)) return false;
  const then = is4k ? detail.status4k : detail.status;
  const today = statusOf(entry, is4k);
  return isFree(then) || isFree(today) ? (then ?? 0) === (today ?? 0) : true;
}

const isFree = (status: number | undefined) =>
  status === undefined || status === MEDIA_STATUS.UNKNOWN || status === MEDIA_STATUS.DELETED;
