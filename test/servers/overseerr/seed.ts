import { MEDIA, type MediaRow, type MediaType, REQUEST, type RequestRow } from "./rows.ts";
import { approved } from "./status-changes.ts";
import type { World } from "./world.ts";

/** A media row as a library scan would write it. */
export interface MediaSeed {
  mediaType: MediaType;
  tmdbId: number;
  /** Default: the catalogue's, for shows. */
  tvdbId?: number | null;
  imdbId?: string | null;
  /** @default 1 (UNKNOWN) */
  status?: number;
  /** @default 1 (UNKNOWN) */
  status4k?: number;
  seasons?: { seasonNumber: number; status: number; status4k?: number }[];
}

/** A request as somebody would have made it in the server's own pages; its media row is made when it is missing. */
export interface RequestSeed {
  mediaType: MediaType;
  tmdbId: number;
  /** @default 1 (admin) */
  userId?: number;
  /** @default 2 (APPROVED) */
  status?: number;
  is4k?: boolean;
  /** Season numbers; needed for shows. */
  seasons?: number[];
}

/** Writes a media row, whatever there is of the title already. */
export function seedMedia(seed: MediaSeed, { state, catalogue }: World): MediaRow {
  const { mediaType, tmdbId } = seed;
  const show = mediaType === "tv" ? catalogue.byTmdb("tv", tmdbId) : undefined;
  const tvdb = seed.tvdbId === undefined ? (show?.tvdbId ?? null) : seed.tvdbId;
  const now = state.now();
  const row: MediaRow = {
    id: state.nextId("media"),
    mediaType,
    tmdbId,
    tvdbId: tvdb !== null && state.tvdbTaken(tvdb) ? null : tvdb,
    imdbId: seed.imdbId ?? null,
    status: seed.status ?? MEDIA.UNKNOWN,
    status4k: seed.status4k ?? MEDIA.UNKNOWN,
    seasons: (seed.seasons ?? []).map((season) => ({
      id: state.nextId("season"),
      seasonNumber: season.seasonNumber,
      status: season.status,
      status4k: season.status4k ?? MEDIA.UNKNOWN,
      createdAt: now,
      updatedAt: now,
    })),
    serviceId: null,
    externalServiceId: null,
    externalServiceSlug: null,
    createdAt: now,
    updatedAt: now,
  };
  state.insertMedia(row);
  return row;
}

/** Writes a request and brings its media row into the status that belongs to it. */
export function seedRequest(seed: RequestSeed, world: World): RequestRow {
  const { state } = world;
  const { mediaType, tmdbId } = seed;
  const media = state.mediaOf(mediaType, tmdbId)[0] ?? seedMedia({ mediaType, tmdbId }, world);
  const status = seed.status ?? REQUEST.APPROVED;
  const is4k = seed.is4k ?? false;
  const now = state.now();
  const row: RequestRow = {
    id: state.nextId("request"),
    type: mediaType,
    status,
    is4k,
    mediaId: media.id,
    requestedBy: seed.userId ?? 1,
    modifiedBy: status === REQUEST.PENDING ? null : 1,
    seasons: (seed.seasons ?? []).map((seasonNumber) => ({
      id: state.nextId("season_request"),
      seasonNumber,
      status,
      createdAt: now,
      updatedAt: now,
    })),
    serverId: null,
    profileId: null,
    rootFolder: null,
    languageProfileId: null,
    tags: null,
    createdAt: now,
    updatedAt: now,
  };
  state.insertRequest(row);
  const column = is4k ? "status4k" : "status";
  if (status === REQUEST.PENDING && media[column] === MEDIA.UNKNOWN) media[column] = MEDIA.PENDING;
  if (status === REQUEST.APPROVED) approved(row, world);
  return row;
}
