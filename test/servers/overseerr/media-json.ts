import type { MediaRow, RequestRow, UserRow } from "./rows.ts";
import { userJson, userWithSettingsJson } from "./user-json.ts";
import type { World } from "./world.ts";

/** The columns of a media row, without what hangs on it. */
export function mediaJson(row: MediaRow, { product, services }: World) {
  const serviceUrl = services.urlOf(row);
  return {
    downloadStatus: [],
    downloadStatus4k: [],
    id: row.id,
    mediaType: row.mediaType,
    tmdbId: row.tmdbId,
    tvdbId: row.tvdbId,
    imdbId: row.imdbId,
    status: row.status,
    status4k: row.status4k,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    lastSeasonChange: row.updatedAt,
    mediaAddedAt: row.createdAt,
    serviceId: row.serviceId,
    serviceId4k: null,
    externalServiceId: row.externalServiceId,
    externalServiceId4k: null,
    externalServiceSlug: row.externalServiceSlug,
    externalServiceSlug4k: null,
    ratingKey: null,
    ratingKey4k: null,
    ...(product.jellyfin && { jellyfinMediaId: null, jellyfinMediaId4k: null }),
    ...(serviceUrl !== undefined && { serviceUrl }),
  };
}

/** A row of `GET /media`. */
export const mediaWithSeasonsJson = (row: MediaRow, world: World) => ({
  ...mediaJson(row, world),
  seasons: row.seasons.map((season) => ({ ...season })),
});

/** `mediaInfo` of a search result: never requests. */
export const searchMediaJson = (row: MediaRow, world: World) => ({
  ...mediaJson(row, world),
  ...(world.product.searchShows === "seasons"
    ? { seasons: row.seasons.map((season) => ({ ...season })) }
    : { watchlists: [] }),
});

/** `mediaInfo` of `/movie/{id}` and `/tv/{id}`: with requests, issues and seasons. */
export const detailMediaJson = (row: MediaRow, world: World) => ({
  ...requestedMediaJson(row, world),
  issues: [],
});

/** The media of a new request on a row that was there before: with its earlier requests. */
export function requestedMediaJson(row: MediaRow, world: World) {
  return {
    ...mediaJson(row, world),
    requests: world.state.requestsOf(row.id).map((request) => requestJson(request, world)),
    seasons: row.seasons.map((season) => ({ ...season })),
  };
}

/** A request as it hangs on a title, and in lists. */
export function requestJson(request: RequestRow, world: World) {
  const media = world.state.mediaById(request.mediaId);
  return {
    ...requestColumns(request),
    media: media && mediaJson(media, world),
    requestedBy: personOf(request.requestedBy, world, userJson),
    modifiedBy: request.modifiedBy === null ? null : personOf(request.modifiedBy, world, userJson),
    seasons: request.seasons.map((season) => ({ ...season })),
    seasonCount: request.seasons.length,
  };
}

/** A request by itself: its users with their settings, its media with seasons. */
export function singleRequestJson(request: RequestRow, world: World) {
  const media = world.state.mediaById(request.mediaId);
  return {
    ...requestJson(request, world),
    requestedBy: personOf(request.requestedBy, world, userWithSettingsJson),
    modifiedBy:
      request.modifiedBy === null ? null : personOf(request.modifiedBy, world, userWithSettingsJson),
    media: media && mediaWithSeasonsJson(media, world),
  };
}

/** Columns of a request. */
export const requestColumns = (request: RequestRow) => ({
  id: request.id,
  status: request.status,
  createdAt: request.createdAt,
  updatedAt: request.updatedAt,
  type: request.type,
  is4k: request.is4k,
  serverId: request.serverId,
  profileId: request.profileId,
  rootFolder: request.rootFolder,
  languageProfileId: request.languageProfileId,
  tags: request.tags,
  isAutoRequest: false,
});

export function personOf<T>(id: number, world: World, json: (user: UserRow, world: World) => T) {
  const user = world.state.users.find((row) => row.id === id);
  return user && json(user, world);
}
