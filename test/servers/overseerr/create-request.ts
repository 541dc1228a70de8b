import { setTimeout as pause } from "node:timers/promises";
import type { CatalogueTitle } from "../catalogue/title.ts";
import { mayApprove, mayRequest } from "./may-request.ts";
import { mediaJson, requestColumns, requestedMediaJson } from "./media-json.ts";
import { hasAll, PERMISSION } from "./permissions.ts";
import { ProcessEnd } from "./process-end.ts";
import { quotaOf } from "./quota.ts";
import { refuse, unknownUser } from "./refusal.ts";
import { MEDIA, type MediaRow, type MediaType, REQUEST, type RequestRow, type UserRow } from "./rows.ts";
import { seasonsToRequest } from "./seasons-to-request.ts";
import { approved, hand, touch } from "./status-changes.ts";
import { userWithSettingsJson } from "./user-json.ts";
import type { Answer, Call, World } from "./world.ts";

/** Time between looking for duplicates and writing: the gap through which parallel requests of one title slip. */
const RACE_MS = 2;

/** `POST /request`, with every trap of the original. */
export async function createRequest({ body, user: caller }: Call, world: World): Promise<Answer> {
  const { state } = world;
  const mediaType = body.mediaType as MediaType;
  const tmdbId = body.mediaId as number;
  const is4k = body.is4k === true;
  const requester = requesterOf(body.userId as number | undefined, caller, world);
  if (!mayRequest(requester, mediaType, is4k))
    throw refuse(403, `You do not have permission to make ${is4k ? "4K " : ""}${noun(mediaType)} requests.`);
  const quota = quotaOf(requester, mediaType, world);
  if (quota.restricted) throw quotaExceeded(mediaType);

  const title = await fetchTitle(mediaType, tmdbId, world);
  const known = state.mediaOf(mediaType, tmdbId)[0];
  if (known?.status === MEDIA.BLOCKLISTED && world.product.blockWord)
    throw refuse(403, `This media is ${world.product.blockWord}ed.`);
  const before = state.mediaOf(mediaType, tmdbId).flatMap((row) => state.requestsOf(row.id));
  // As in the original: `is4k` left out matches no earlier request, and only the oldest match is looked at.
  const [oldest] = before.filter((request) => request.is4k === body.is4k);
  if (mediaType === "movie" && oldest && isOpen(oldest, world))
    throw refuse(409, "Request for this media already exists.");
  const seasons = title.mediaType === "tv" ? seasonsToRequest(title, body, known, before, world) : [];
  if (mediaType === "tv" && seasons.length === 0)
    return { status: 202, json: { message: "No seasons available to request" } };
  if (quota.limit > 0 && mediaType === "tv" && seasons.length > (quota.remaining ?? 0))
    throw quotaExceeded(mediaType);

  await pause(RACE_MS);
  const existing = known && state.mediaById(known.id);
  const media = existing ?? newMedia(title, body.tvdbId as number | undefined, world);
  const column = is4k ? "status4k" : "status";
  if (media[column] === MEDIA.UNKNOWN) {
    media[column] = MEDIA.PENDING;
    touch(media, world);
  }
  const status = mayApprove(caller, mediaType, is4k) ? REQUEST.APPROVED : REQUEST.PENDING;
  const request = newRequest({ body, mediaType, is4k, media, requester, caller, seasons, status }, world);
  // The answer is a picture of before the approval: its media.status is already stale.
  const answer = answerOf(request, media, existing !== undefined, world);
  state.insertRequest(request);
  if (status !== REQUEST.APPROVED) return { status: 201, json: answer };
  approved(request, world);
  const vanished = hand(request, title, world) === "vanished";
  if (!vanished) return { status: 201, json: { ...answer, status: request.status } };
  return withoutTvdbId({ ...answer, status: request.status }, world);
}

/** Sonarr needs a TVDB id: what the products make of an approved show without one. */
function withoutTvdbId(request: { id: number; status: number }, { product }: World): Answer {
  const { id, ...rest } = request;
  const by = "the request of a show without a TVDB id";
  if (product.noTvdbId === "ends") throw new ProcessEnd(by, { status: 201, json: { id, ...rest } });
  if (product.noTvdbId === "ends with 500")
    throw new ProcessEnd(by, { status: 500, json: { message: "TVDB ID not found" } });
  return { status: 201, json: rest };
}

function requesterOf(userId: number | undefined, caller: UserRow, { state }: World): UserRow {
  if (!userId) return caller;
  if (!hasAll(caller, PERMISSION.MANAGE_USERS, PERMISSION.MANAGE_REQUESTS))
    throw refuse(403, "You do not have permission to modify the request user.");
  const user = state.users.find((row) => row.id === userId);
  if (!user) throw refuse(500, unknownUser(userId));
  return user;
}

async function fetchTitle(mediaType: MediaType, tmdbId: number, { tmdb }: World): Promise<CatalogueTitle> {
  try {
    return mediaType === "movie" ? await tmdb.movie(tmdbId) : await tmdb.show(tmdbId);
  } catch (error) {
    const what = mediaType === "movie" ? "movie details" : "TV show details";
    throw refuse(500, `[TMDB] Failed to fetch ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Whether a request stands in the way of another one. */
export const isOpen = (request: RequestRow, { product }: World) =>
  request.status !== REQUEST.DECLINED && !(product.knowsCompleted && request.status === REQUEST.COMPLETED);

function newMedia(title: CatalogueTitle, tvdbId: number | undefined, { state }: World): MediaRow {
  const tvdb = tvdbId ?? (title.mediaType === "tv" ? title.tvdbId : undefined) ?? null;
  if (tvdb !== null && state.tvdbTaken(tvdb))
    throw refuse(500, "SQLITE_CONSTRAINT: UNIQUE constraint failed: media.tvdbId");
  const row: MediaRow = {
    id: state.nextId("media"),
    mediaType: title.mediaType,
    tmdbId: title.tmdbId,
    tvdbId: tvdb,
    imdbId: null,
    status: MEDIA.UNKNOWN,
    status4k: MEDIA.UNKNOWN,
    seasons: [],
    serviceId: null,
    externalServiceId: null,
    externalServiceSlug: null,
    createdAt: state.now(),
    updatedAt: state.now(),
  };
  state.insertMedia(row);
  return row;
}

interface NewRequest {
  body: Call["body"];
  mediaType: MediaType;
  is4k: boolean;
  media: MediaRow;
  requester: UserRow;
  caller: UserRow;
  seasons: number[];
  status: number;
}

function newRequest(made: NewRequest, { state }: World): RequestRow {
  const { body, status } = made;
  const now = state.now();
  return {
    id: state.nextId("request"),
    type: made.mediaType,
    status,
    is4k: made.is4k,
    mediaId: made.media.id,
    requestedBy: made.requester.id,
    modifiedBy: status === REQUEST.APPROVED ? made.caller.id : null,
    seasons: made.seasons.map((seasonNumber) => ({
      id: state.nextId("season_request"),
      seasonNumber,
      status,
      createdAt: now,
      updatedAt: now,
    })),
    serverId: (body.serverId as number) ?? null,
    profileId: (body.profileId as number) ?? null,
    rootFolder: (body.rootFolder as string) ?? null,
    languageProfileId: (body.languageProfileId as number) ?? null,
    tags: (body.tags as number[]) ?? null,
    createdAt: now,
    updatedAt: now,
  };
}

function answerOf(request: RequestRow, media: MediaRow, existed: boolean, world: World) {
  const user = (id: number) => {
    const row = world.state.users.find((one) => one.id === id);
    return row && userWithSettingsJson(row, world);
  };
  return {
    ...requestColumns(request),
    media: existed ? requestedMediaJson(media, world) : mediaJson(media, world),
    requestedBy: user(request.requestedBy),
    ...(request.modifiedBy !== null && { modifiedBy: user(request.modifiedBy) }),
    ...(request.type === "tv" && { seasons: request.seasons.map((season) => ({ ...season })) }),
  };
}

const noun = (mediaType: MediaType) => (mediaType === "movie" ? "movie" : "series");

const quotaExceeded = (mediaType: MediaType) =>
  refuse(403, mediaType === "movie" ? "Movie Quota exceeded." : "Series Quota exceeded.");
