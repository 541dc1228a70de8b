import type { MediaType } from "../../items/item.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Intent } from "../port/intents.ts";
import type { Store } from "../store.ts";

interface IntentRow {
  media_type: MediaType;
  tmdb_id: number;
  is4k: number;
  seasons: string;
  requester: number | null;
  run_id: string | null;
  item: string | null;
}

/** Requests that were about to be sent, until it is known what became of them. */
export function intentTable(
  db: Database,
): AtOnce<Pick<Store, "intend" | "intent" | "openIntents" | "settleIntent">> {
  return {
    intend: (server, { mediaType, tmdbId, is4k, seasons, requester, runId, item }, at) =>
      void db.run(
        `INSERT INTO intents (server, media_type, tmdb_id, is4k, seasons, requester, at, run_id, item)
         VALUES (@server, @mediaType, @tmdbId, @is4k, @seasons, @requester, @at, @runId, @item)
         ON CONFLICT DO UPDATE SET seasons = @seasons, requester = @requester, at = @at, run_id = @runId, item = @item`,
        {
          server,
          mediaType,
          tmdbId,
          is4k,
          seasons: JSON.stringify(seasons),
          requester,
          at,
          runId,
          item: item && JSON.stringify(item),
        },
      ),
    intent(server, { mediaType, tmdbId }, is4k) {
      const row = db.get<IntentRow>(`SELECT * FROM intents WHERE ${ONE}`, {
        server,
        mediaType,
        tmdbId,
        is4k,
      });
      return row && toIntent(row);
    },
    openIntents: (server, before) =>
      db
        .all<IntentRow>("SELECT * FROM intents WHERE server = @server AND at < @before ORDER BY at", {
          server,
          before,
        })
        .map(toIntent),
    settleIntent: (server, { mediaType, tmdbId }, is4k) => {
      db.run(`DELETE FROM intents WHERE ${ONE}`, { server, mediaType, tmdbId, is4k });
    },
  };
}

const ONE = "server = @server AND media_type = @mediaType AND tmdb_id = @tmdbId AND is4k = @is4k";

const toIntent = ({ media_type, tmdb_id, is4k, seasons, requester, run_id, item }: IntentRow): Intent => ({
  mediaType: media_type,
  tmdbId: tmdb_id,
  is4k: is4k === 1,
  seasons: JSON.parse(seasons),
  ...(requester !== null && { requester }),
  ...(run_id !== null && { runId: run_id }),
  ...(item !== null && { item: JSON.parse(item) }),
});
