import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Store } from "../store.ts";

/** What is known of titles on each server: which title an id is, and what a look at its details said. */
export function titleTable(
  db: Database,
  now: () => Date,
): AtOnce<Pick<Store, "resolution" | "saveResolution" | "titleDetail" | "saveTitleDetail">> {
  return {
    resolution(server, key) {
      const row = db.get<{ resolution: string }>(
        "SELECT resolution FROM id_cache WHERE server = @server AND key = @key",
        { server, key },
      );
      return row && JSON.parse(row.resolution);
    },
    saveResolution(server, key, resolution) {
      db.run(
        `INSERT INTO id_cache (server, key, saved_at, resolution) VALUES (@server, @key, @at, @resolution)
         ON CONFLICT DO UPDATE SET saved_at = @at, resolution = @resolution`,
        { server, key, at: now().toISOString(), resolution: JSON.stringify(resolution) },
      );
    },
    titleDetail(server, mediaType, tmdbId) {
      const row = db.get<{ detail: string }>(
        "SELECT detail FROM titles WHERE server = @server AND media_type = @mediaType AND tmdb_id = @tmdbId",
        { server, mediaType, tmdbId },
      );
      return row && JSON.parse(row.detail);
    },
    saveTitleDetail(server, detail) {
      const { mediaType, tmdbId, at } = detail;
      db.run(
        `INSERT INTO titles (server, media_type, tmdb_id, at, detail)
         VALUES (@server, @mediaType, @tmdbId, @at, @detail)
         ON CONFLICT DO UPDATE SET at = @at, detail = @detail`,
        { server, mediaType, tmdbId, at, detail: JSON.stringify(detail) },
      );
    },
  };
}
