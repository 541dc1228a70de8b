import type { Database } from "./database.ts";
import type { Intent, Store } from "./store.ts";

interface IntentRow {
  seasons: string;
  requester: number | null;
}

/** Requests that were about to be sent, until it is known what became of them. */
export function intentTable(db: Database): Pick<Store, "intend" | "intent" | "settleIntent"> {
  return {
    intend: (server, { mediaType, tmdbId, is4k, seasons, requester }, at) =>
      void db.run(
        `INSERT INTO intents (server, media_type, tmdb_id, is4k, seasons, requester, at)
         VALUES (@server, @mediaType, @tmdbId, @is4k, @seasons, @requester, @at)
         ON CONFLICT DO UPDATE SET seasons = @seasons, requester = @requester, at = @at`,
        { server, mediaType, tmdbId, is4k, seasons: JSON.stringify(seasons), requester, at },
      ),
    intent(server, { mediaType, tmdbId }, is4k): Intent | undefined {
      const row = db.get<IntentRow>(`SELECT seasons, requester FROM intents WHERE ${ONE}`, {
        server,
        mediaType,
        tmdbId,
        is4k,
      });
      if (!row) return undefined;
      const { requester } = row;
      const seasons = JSON.parse(row.seasons) as number[];
      return { mediaType, tmdbId, is4k, seasons, ...(requester !== null && { requester }) };
    },
    settleIntent: (server, { mediaType, tmdbId }, is4k) => {
      db.run(`DELETE FROM intents WHERE ${ONE}`, { server, mediaType, tmdbId, is4k });
    },
  };
}

const ONE = "server = @server AND media_type = @mediaType AND tmdb_id = @tmdbId AND is4k = @is4k";
