import type { Arrival, Item } from "../../items/item.ts";
import { itemKey } from "../../items/key.ts";
import type { RunSummary } from "../../runs/events.ts";
import type { Run } from "../../runs/run.ts";
import type { EntityAttributes, EntityEvent } from "./entity.ts";
import { EVENT_BYTES, fitAttributes } from "./fit.ts";

/** Who and what was requested, as attributes and as data of an event. */
export function requestData(item: Item): EntityAttributes {
  const { title, year, mediaType } = { ...item, ...item.match };
  const tmdbId = item.match?.tmdbId ?? item.ids.tmdb;
  // two lists may have one name, and one list may stand there for two entries
  const list = [...new Set(item.sources.map((source) => source.name ?? source.list))].join(", ");
  return fitAttributes(
    { title, year: year ?? null, tmdb_id: tmdbId ?? null, media_type: mediaType, list: list || null },
    EVENT_BYTES,
  );
}

/** A title was requested; undefined for every other outcome. */
export function requestEvent(
  { id, profile }: Pick<Run, "id" | "profile">,
  item: Item,
): EntityEvent | undefined {
  const asked = [item.outcome, ...(item.outcomes ?? [])].some((outcome) => outcome?.status === "requested");
  if (!asked) return undefined;
  return {
    runId: id,
    id: `${id} ${itemKey(item)}`,
    type: "requested",
    data: { profile, ...requestData(item) },
  };
}

/** A server says that a title is available. */
export function availableEvent(profile: string, { item, is4k, whole, by, key, at }: Arrival): EntityEvent {
  const { title, year, mediaType, ids, seasons, sources = [] } = item;
  const id = `${key} ${at}`;
  return {
    runId: id,
    id,
    type: "available",
    data: {
      profile,
      ...requestData({ title, mediaType, ids, sources, ...(year !== undefined && { year }) }),
      seasons: seasons?.join(", ") ?? null,
      is_4k: is4k,
      whole,
      by,
    },
  };
}

/** The end of a run. One that failed as a whole is `failed`, every other one `finished`, however much of it failed. */
export function endEvent(summary: RunSummary): EntityEvent {
  const { profile, counts, state, dryRun, trigger, duration, total, text, error, finishedAt } = summary;
  const failed = state === "failed";
  return {
    runId: summary.runId,
    id: summary.runId,
    type: failed ? "failed" : "finished",
    data: fitAttributes(
      {
        profile,
        ...(failed
          ? { error: error?.message ?? text, code: error?.code ?? null }
          : {
              requested: counts.requested ?? 0,
              available: (counts.already_available ?? 0) + (counts.partially_available ?? 0),
              failed: counts.failed ?? 0,
            }),
        duration,
        total,
        state,
        dry_run: dryRun,
        trigger,
        finished_at: finishedAt ?? null,
        text,
      },
      EVENT_BYTES,
    ),
  };
}
