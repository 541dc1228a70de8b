import type { PageResponse } from "../answer.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import type { Picture } from "./byte-cache.ts";

/** Kept by the browser alone, for a week: behind a login nobody else may. @throws PageError 404 `not-found`, 503 `poster-away` */
export function sendPoster(response: PageResponse, picture: Picture | null | undefined): void {
  if (picture === undefined) throw new PageError(503, "poster-away", messages.posterAway());
  if (!picture) throw new PageError(404, "not-found", messages.noPoster());
  response.setHeader("Content-Type", picture.type);
  response.setHeader("Content-Length", String(picture.bytes.length));
  response.setHeader("Cache-Control", "private, max-age=604800");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Content-Security-Policy", "default-src 'none'");
  response.end(picture.bytes);
}
