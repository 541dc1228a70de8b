import { mediaWithSeasonsJson } from "./media-json.ts";
import { pageOf } from "./page.ts";
import { hasAny, PERMISSION } from "./permissions.ts";
import { refuse, refuseAccess } from "./refusal.ts";
import { MEDIA, type MediaRow } from "./rows.ts";
import { arrived, touch } from "./status-changes.ts";
import type { Answer, Call, World } from "./world.ts";

const FILTERS: Record<string, number[]> = {
  available: [MEDIA.AVAILABLE],
  partial: [MEDIA.PARTIALLY_AVAILABLE],
  allavailable: [MEDIA.AVAILABLE, MEDIA.PARTIALLY_AVAILABLE],
  processing: [MEDIA.PROCESSING],
  pending: [MEDIA.PENDING],
};

/** `GET /media`: every row to everybody; filters look at `status` only, and `deleted` is ignored. */
export function listMedia({ query }: Call, world: World): Answer {
  const wanted = FILTERS[query.filter ?? ""];
  const rows = world.state.media.filter((row) => !wanted || wanted.includes(row.status));
  const newest: Record<string, (row: MediaRow) => string | number> = {
    added: (row) => row.id,
    modified: (row) => `${row.updatedAt} ${String(row.id).padStart(9, "0")}`,
    mediaAdded: (row) => `${row.createdAt} ${String(row.id).padStart(9, "0")}`,
  };
  const value = newest[query.sort ?? "added"] ?? ((row) => row.id);
  const sorted = rows.sort((a, b) => (value(a) < value(b) ? 1 : -1));
  return { status: 200, json: pageOf(sorted, query, 20, (row) => mediaWithSeasonsJson(row, world)) };
}

/** `POST /media/{mediaId}/{status}`: somebody says by hand what is there. */
export function setMediaStatus({ params, words, body, user }: Call, world: World): Answer {
  if (!hasAny(user, PERMISSION.MANAGE_REQUESTS)) throw refuseAccess();
  const media = world.state.mediaById(params.mediaId ?? 0);
  if (!media) throw refuse(404, "Media does not exist.");
  const is4k = body.is4k === true;
  const column = is4k ? "status4k" : "status";
  const names = MEDIA as Record<string, number>;
  if (words.status === "available") arrived(media, is4k, seasonNumbers(body.seasons), world);
  else if (words.status === "partial") media[column] = MEDIA.PARTIALLY_AVAILABLE;
  else media[column] = names[(words.status ?? "").toUpperCase()] ?? MEDIA.UNKNOWN;
  touch(media, world);
  return { status: 200, json: mediaWithSeasonsJson(media, world) };
}

const seasonNumbers = (seasons: unknown): number[] =>
  Array.isArray(seasons) ? seasons.map((season) => Number(season.seasonNumber)) : [];
