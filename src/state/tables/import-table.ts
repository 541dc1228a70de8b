import { foldTitle } from "../../items/fold.ts";
import { itemKey } from "../../items/key.ts";
import * as messages from "../../items/messages.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { HistoryEntry, StoredItem } from "../port/titles.ts";
import type { Store } from "../store.ts";

interface Row {
  key: string;
  media_type: "movie" | "tv";
  tmdb_id: number;
  title: string;
  year: number | null;
  program: string;
  status: string;
  at: string;
}

/** What other programs noted, in a table of its own: what decides on requests reads others. */
export function importTable(db: Database): AtOnce<Pick<Store, "importTitles" | "importedTitles">> & {
  history(title: Parameters<Store["history"]>[0]): HistoryEntry[];
} {
  return {
    importTitles: (titles, by) =>
      db.transaction(() => {
        for (const { mediaType, tmdbId, title, year, status, at } of titles)
          db.run(UPSERT, {
            key: itemKey({ title, mediaType, ids: { tmdb: tmdbId } }),
            mediaType,
            tmdbId,
            title,
            folded: foldTitle(title),
            year,
            by,
            status,
            at,
          });
      }),

    importedTitles: ({ text, mediaType, limit = 100, offset = 0 } = {}) =>
      db.snapshot(() => {
        const asked = { text: foldTitle(text ?? ""), mediaType };
        return {
          items: db
            .all<Row>(`${SELECT} WHERE ${FITS} ORDER BY at DESC, key LIMIT @limit OFFSET @offset`, {
              ...asked,
              limit,
              offset,
            })
            .map(toItem),
          total:
            db.get<{ count: number }>(`SELECT COUNT(*) AS count FROM imported_titles WHERE ${FITS}`, asked)
              ?.count ?? 0,
        };
      }),

    history: (title) =>
      (typeof title === "string"
        ? db.all<Row>(OF_KEY, { key: title })
        : db.all<Row>(`${SELECT} WHERE tmdb_id = @tmdbId AND media_type = @mediaType`, {
            tmdbId: title.tmdbId,
            mediaType: title.mediaType,
          })
      ).map(toEntry),
  };
}

const SELECT = "SELECT key, media_type, tmdb_id, title, year, program, status, at FROM imported_titles";

const FITS = "instr(folded, @text) > 0 AND media_type = coalesce(@mediaType, media_type)";

const OF_KEY = `
  ${SELECT} WHERE key = @key
  UNION SELECT t.key, t.media_type, t.tmdb_id, t.title, t.year, t.program, t.status, t.at
  FROM items i JOIN imported_titles t
    ON t.tmdb_id = json_extract(i.matched, '$.tmdbId') AND t.media_type = json_extract(i.matched, '$.mediaType')
  WHERE i.key = @key`;

const UPSERT = `
  INSERT INTO imported_titles (key, media_type, tmdb_id, title, folded, year, program, status, at)
  VALUES (@key, @mediaType, @tmdbId, @title, @folded, @year, @by, @status, @at)
  ON CONFLICT DO UPDATE SET title = @title, folded = @folded, year = @year, status = @status, at = @at`;

/** It did nothing here, so it is a skip, whatever its word was. */
const toEntry = ({ key, title, program, status, at }: Row): HistoryEntry => ({
  key,
  title,
  event: "imported",
  by: program,
  outcome: { status: "skipped", reason: messages.importedAs(program, status), at },
});

function toItem(row: Row): StoredItem {
  const { key, media_type: mediaType, tmdb_id: tmdb, title, year, program: by, status, at } = row;
  return {
    key,
    item: { title, ...(year !== null && { year }), mediaType, ids: { tmdb }, sources: [] },
    firstSeenAt: at,
    lastSeenAt: at,
    imported: { by, status, at },
  };
}
