import type { BlockRow, MediaRow, MediaType, RequestRow, UserRow } from "./rows.ts";
import { recordedUsers } from "./users.ts";

/** The server's database: tables, their running ids, and the look-ups it needs to be quick with ten thousand rows. */
export interface State {
  users: UserRow[];
  media: MediaRow[];
  requests: RequestRow[];
  blocked: BlockRow[];
  /** Plex watchlists by user id. */
  watchlists: Map<number, { mediaType: MediaType; tmdbId: number; title: string }[]>;
  /** Time of the database, whole seconds. */
  now(): string;
  nextId(table: string): number;
  /** Every row of a title; several are possible after parallel requests. */
  mediaOf(mediaType: MediaType, tmdbId: number): MediaRow[];
  mediaById(id: number): MediaRow | undefined;
  requestsOf(mediaId: number): RequestRow[];
  requestCount(userId: number): number;
  insertMedia(row: MediaRow): void;
  removeMedia(row: MediaRow): void;
  insertRequest(row: RequestRow): void;
  removeRequest(row: RequestRow): void;
  /** Whether a TVDB id is on another row: it is the one unique column. */
  tvdbTaken(tvdbId: number): boolean;
}

/** Makes an empty database with the six recorded users. */
export function createState(clock: () => Date): State {
  const ids = new Map<string, number>();
  const byTitle = new Map<string, MediaRow[]>();
  const byId = new Map<number, MediaRow>();
  const byMedia = new Map<number, RequestRow[]>();
  const counts = new Map<number, number>();
  const tvdbIds = new Set<number>();
  const key = (mediaType: MediaType, tmdbId: number) => `${mediaType}:${tmdbId}`;
  const now = () => clock().toISOString().replace(/\.\d+/, ".000");
  const media: MediaRow[] = [];
  const requests: RequestRow[] = [];

  return {
    users: recordedUsers(now()),
    media,
    requests,
    blocked: [],
    watchlists: new Map(),
    now,
    nextId(table) {
      const id = (ids.get(table) ?? 0) + 1;
      ids.set(table, id);
      return id;
    },
    mediaOf: (mediaType, tmdbId) => byTitle.get(key(mediaType, tmdbId)) ?? [],
    mediaById: (id) => byId.get(id),
    requestsOf: (mediaId) => byMedia.get(mediaId) ?? [],
    requestCount: (userId) => counts.get(userId) ?? 0,
    tvdbTaken: (tvdbId) => tvdbIds.has(tvdbId),
    insertMedia(row) {
      media.push(row);
      byId.set(row.id, row);
      if (row.tvdbId !== null) tvdbIds.add(row.tvdbId);
      const title = key(row.mediaType, row.tmdbId);
      byTitle.set(title, [...(byTitle.get(title) ?? []), row]);
    },
    removeMedia(row) {
      remove(media, row);
      byId.delete(row.id);
      if (row.tvdbId !== null) tvdbIds.delete(row.tvdbId);
      const title = key(row.mediaType, row.tmdbId);
      byTitle.set(
        title,
        (byTitle.get(title) ?? []).filter((other) => other !== row),
      );
    },
    insertRequest(row) {
      requests.push(row);
      byMedia.set(row.mediaId, [...(byMedia.get(row.mediaId) ?? []), row]);
      counts.set(row.requestedBy, (counts.get(row.requestedBy) ?? 0) + 1);
    },
    removeRequest(row) {
      remove(requests, row);
      byMedia.set(
        row.mediaId,
        (byMedia.get(row.mediaId) ?? []).filter((other) => other !== row),
      );
      counts.set(row.requestedBy, (counts.get(row.requestedBy) ?? 1) - 1);
    },
  };
}

function remove<T>(rows: T[], row: T): void {
  const index = rows.indexOf(row);
  if (index >= 0) rows.splice(index, 1);
}
