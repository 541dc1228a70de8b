import type { CatalogueTitle } from "../catalogue/title.ts";
import { ProcessEnd } from "./process-end.ts";
import { MEDIA, type MediaRow, type MediaType, REQUEST, type RequestRow } from "./rows.ts";
import type { World } from "./world.ts";

const columnOf = (request: RequestRow) => (request.is4k ? "status4k" : "status");

/** A row that was saved with something changed. Its seasons are rows of their own: their changes do not show on it. */
export function touch(row: MediaRow | RequestRow, world: World): void {
  row.updatedAt = world.state.now();
}

/** A request was approved: its seasons too, and its media is PROCESSING unless it is there already. */
export function approved(request: RequestRow, world: World): void {
  const media = world.state.mediaById(request.mediaId);
  request.status = REQUEST.APPROVED;
  for (const season of request.seasons) season.status = REQUEST.APPROVED;
  touch(request, world);
  if (!media) return;
  const there: number[] = [MEDIA.AVAILABLE, MEDIA.PARTIALLY_AVAILABLE];
  const column = columnOf(request);
  if (!there.includes(media[column])) media[column] = MEDIA.PROCESSING;
  touch(media, world);
}

/** Somebody approved a request: Radarr or Sonarr gets it. */
export function approvedByHand(request: RequestRow, world: World): void {
  const media = world.state.mediaById(request.mediaId);
  const title = media && world.catalogue.byTmdb(media.mediaType, media.tmdbId);
  approved(request, world);
  if (!title) return;
  const handed = hand(request, title, world);
  if (handed === "vanished" && world.product.noTvdbId === "ends")
    throw new ProcessEnd("the approval of a show without a TVDB id");
}

/**
 * A request was declined: nothing else asked for, the title falls back to UNKNOWN.
 *
 * @param late whether that takes the moment that some products need
 */
export function declined(request: RequestRow, world: World, late = false): void {
  const media = world.state.mediaById(request.mediaId);
  request.status = REQUEST.DECLINED;
  for (const season of request.seasons) season.status = REQUEST.DECLINED;
  touch(request, world);
  if (!media) return;
  const column = columnOf(request);
  const waiting = world.state
    .requestsOf(media.id)
    .some((other) => other.is4k === request.is4k && other.status === REQUEST.PENDING);
  const falls =
    request.type === "movie" ? media[column] !== world.product.deleted : media[column] === MEDIA.PENDING;
  const fall = () => {
    media[column] = MEDIA.UNKNOWN;
    touch(media, world);
  };
  // the row of an approved show stays as it is: the library does not show that it was declined
  if (!falls || (request.type === "tv" && waiting)) return;
  if (late && request.type === "tv" && world.product.declinesLate)
    setTimeout(fall, world.settings.momentMs).unref();
  else fall();
}

/** A request is gone; its media row stays, UNKNOWN when that was the last one. */
export function deleted(request: RequestRow, world: World): void {
  const { state } = world;
  state.removeRequest(request);
  const media = state.mediaById(request.mediaId);
  const column = columnOf(request);
  if (!media || state.requestsOf(media.id).some((other) => other.is4k === request.is4k)) return;
  const asked: number[] = [MEDIA.PENDING, MEDIA.PROCESSING];
  if (!asked.includes(media[column])) return;
  media[column] = MEDIA.UNKNOWN;
  touch(media, world);
}

/** Somebody pressed "Clear data" on a title's page: its rows go, and their requests with them. */
export function cleared(mediaType: MediaType, tmdbId: number, { state }: World): void {
  for (const media of state.mediaOf(mediaType, tmdbId)) {
    for (const request of [...state.requestsOf(media.id)]) state.removeRequest(request);
    state.removeMedia(media);
  }
}

/** A title, or seasons of it, was found in the library: from 2.6 on its requests are COMPLETED. */
export function arrived(media: MediaRow, is4k: boolean, seasonNumbers: number[], world: World): void {
  const column = is4k ? "status4k" : "status";
  const { state, product } = world;
  for (const seasonNumber of seasonNumbers) {
    const known = media.seasons.find((season) => season.seasonNumber === seasonNumber);
    const now = state.now();
    const fresh = { id: 0, seasonNumber, status: 1, status4k: 1, createdAt: now, updatedAt: now };
    const season = known ?? { ...fresh, id: state.nextId("season") };
    season[column] = MEDIA.AVAILABLE;
    if (!known) media.seasons.push(season);
  }
  media[column] = MEDIA.AVAILABLE;
  touch(media, world);
  if (!product.knowsCompleted) return;
  for (const request of state.requestsOf(media.id).filter((one) => one.is4k === is4k)) {
    for (const season of request.seasons)
      if (seasonNumbers.includes(season.seasonNumber)) season.status = REQUEST.COMPLETED;
    const done = request.seasons.every((season) => season.status === REQUEST.COMPLETED);
    if (request.status !== REQUEST.APPROVED || !done) continue;
    request.status = REQUEST.COMPLETED;
    touch(request, world);
  }
}

/**
 * Gives an approved request to Radarr or Sonarr, if there is one. Sonarr cannot take a show without TVDB id: request
 * and media row vanish. A refusal makes the request FAILED, with some products a moment after their answer.
 */
export function hand(request: RequestRow, title: CatalogueTitle, world: World): "vanished" | undefined {
  const { state, services, settings, product } = world;
  const media = state.mediaById(request.mediaId);
  const server = services.defaultFor(request.type, request.is4k);
  const refused = settings.refusedByService.some(
    (one) => one.mediaType === title.mediaType && one.tmdbId === title.tmdbId,
  );
  const fail = () => {
    request.status = REQUEST.FAILED;
    touch(request, world);
  };
  if (refused && product.refusedAfterwards(request.type)) setTimeout(fail, settings.momentMs).unref();
  else if (refused) fail();
  if (!server || !media || refused) return undefined;
  if (request.type === "tv" && media.tvdbId === null) {
    state.removeRequest(request);
    if (state.requestsOf(media.id).length === 0) state.removeMedia(media);
    return "vanished";
  }
  if (request.serverId !== null && request.serverId !== server.id) return undefined;
  media.serviceId = server.id;
  touch(media, world);
  // Radarr and Sonarr tell their own number when they have taken it
  setTimeout(() => {
    media.externalServiceId = media.id;
    media.externalServiceSlug = String(title.tmdbId);
    touch(media, world);
  }, settings.momentMs).unref();
  return undefined;
}
