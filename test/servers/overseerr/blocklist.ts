import { personOf } from "./media-json.ts";
import { pageOf } from "./page.ts";
import { refuse } from "./refusal.ts";
import { type BlockRow, MEDIA, type MediaType } from "./rows.ts";
import { seedMedia } from "./seed.ts";
import { touch } from "./status-changes.ts";
import { userJson } from "./user-json.ts";
import type { Answer, Call, World } from "./world.ts";

/** `GET /blocklist`, `/blacklist` */
export function listBlocked({ query }: Call, world: World): Answer {
  const json = ({ userId, ...row }: BlockRow) => ({
    ...row,
    [`${world.product.blockWord}edTags`]: null,
    user: personOf(userId, world, userJson),
  });
  return { status: 200, json: pageOf(world.state.blocked, query, 25, json) };
}

/** `POST /blocklist`, `/blacklist` */
export function block({ body, user }: Call, world: World): Answer {
  const tmdbId = Number(body.tmdbId);
  const mediaType = body.mediaType as MediaType;
  const known = world.state.blocked.some((row) => row.tmdbId === tmdbId && row.mediaType === mediaType);
  if (known) throw refuse(412, `Item already ${world.product.blockWord}ed`);
  blockTitle(mediaType, tmdbId, String(body.title ?? ""), user.id, world);
  return { status: 201 };
}

/** Puts a title on the list: its media becomes status 6, in both qualities. */
export function blockTitle(
  mediaType: MediaType,
  tmdbId: number,
  title: string,
  userId: number,
  world: World,
): void {
  const { state } = world;
  const createdAt = state.now();
  state.blocked.push({ id: state.nextId("blocked"), mediaType, title, tmdbId, userId, createdAt });
  const [media] = state.mediaOf(mediaType, tmdbId);
  const row = media ?? seedMedia({ mediaType, tmdbId }, world);
  row.status = MEDIA.BLOCKLISTED;
  row.status4k = MEDIA.BLOCKLISTED;
  touch(row, world);
}
