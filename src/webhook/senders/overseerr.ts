import { ownValue } from "../../own-value.ts";
import * as messages from "../messages.ts";
import type { ServerEvent, ServerEventKind } from "../verdict.ts";
import { numberOf, type Part, partOf, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

const KINDS: Readonly<Record<string, ServerEventKind>> = {
  MEDIA_PENDING: "requested",
  MEDIA_APPROVED: "approved",
  MEDIA_AUTO_APPROVED: "approved",
  MEDIA_AVAILABLE: "available",
  MEDIA_DECLINED: "declined",
  MEDIA_FAILED: "failed",
};

const TYPES = /^(MEDIA|ISSUE)_[A-Z_]+$|^TEST_NOTIFICATION$/;

const NAME = "Seerr";

/**
 * Overseerr, Jellyseerr and Seerr, which send the same. People may change the template, so everything but the type of the
 * notification may be missing; all values are text (recorded of Overseerr 1.34, Jellyseerr 2.7 and Seerr 3.1).
 */
export const overseerr: Sender = {
  name: NAME,
  recognises: ({ part }) => TYPES.test(textOf(part.notification_type)),
  decide({ part }) {
    const type = textOf(part.notification_type);
    if (type === "TEST_NOTIFICATION") return ignored(messages.testReceived(NAME));
    const kind = ownValue(KINDS, type);
    if (!kind) return ignored(messages.nothingToDo(NAME, type));
    return { result: "event", event: { kind, whole: true, by: NAME, ...titleAndRequest(part) } };
  },
};

function titleAndRequest(part: Part): Pick<ServerEvent, "item" | "is4k" | "requestId" | "requestedBy"> {
  const media = partOf(part.media);
  const request = partOf(part.request);
  const requestId = numberOf(request.request_id);
  const requestedBy = textOf(request.requestedBy_username);
  const item = titleOf(NAME, {
    title: part.subject,
    type: { movie: "movie", tv: "tv" }[textOf(media.media_type)] as "movie" | "tv" | undefined,
    tmdb: media.tmdbId,
    tvdb: media.tvdbId,
    seasons: requestedSeasons(part.extra),
  });
  return {
    item,
    // nothing else says so
    ...(/^4k\b/i.test(textOf(part.event)) && { is4k: true }),
    ...(requestId && { requestId }),
    ...(requestedBy && { requestedBy }),
  };
}

/** `extra: [{ name: "Requested Seasons", value: "1, 2" }]` */
function requestedSeasons(extra: unknown): number[] | undefined {
  const found = Array.isArray(extra)
    ? extra.map(partOf).find(({ name }) => name === "Requested Seasons")
    : undefined;
  return (
    found &&
    textOf(found.value)
      .split(",")
      .flatMap((each) => numberOf(each) ?? [])
  );
}
