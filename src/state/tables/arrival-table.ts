import { foldTitle } from "../../items/fold.ts";
import type { Arrival, Item } from "../../items/item.ts";
import { itemKey } from "../../items/key.ts";
import * as messages from "../../items/messages.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Resolution } from "../port/findings.ts";
import type { HistoryEntry } from "../port/titles.ts";
import type { Store } from "../store.ts";
import { type ItemRow, toStoredItem } from "./item-row.ts";

/**
 * Milliseconds within which the same news is no news: each file of a season brings a message of its own, and Radarr and
 * the request server tell of the same movie.
 */
const SAME_NEWS_MS = 60 * 60_000;

/** What servers said has become available. */
export function arrivalTable(
  db: Database,
): AtOnce<Pick<Store, "arrive">> & { history(title: Parameters<Store["history"]>[0]): HistoryEntry[] } {
  return {
    arrive: (news, at) =>
      db.transaction(() => {
        const { tmdbId, ...title } = identify(db, news.item);
        const { item, key } = title;
        const arrival: Arrival = { ...news, ...title, at };
        const row = {
          key,
          mediaType: item.mediaType,
          tmdbId,
          is4k: news.is4k,
          seasons: JSON.stringify(item.seasons ?? []),
          title: item.title,
          sender: news.by,
          at,
        };
        const since = new Date(Date.parse(at) - SAME_NEWS_MS).toISOString();
        if (db.get(SAME, { ...row, since })) return undefined;
        db.run(INSERT, row);
        return arrival;
      }),

    history: (title) =>
      (typeof title === "string"
        ? db.all<ArrivalRow>(OF_KEY, { key: title })
        : db.all<ArrivalRow>(OF_TITLE, { tmdbId: title.tmdbId, mediaType: title.mediaType })
      ).map(toEntry),
  };
}

interface ArrivalRow {
  key: string;
  is4k: number;
  seasons: string;
  title: string;
  sender: string;
  at: string;
}

const INSERT = `
  INSERT INTO arrivals (key, media_type, tmdb_id, is4k, seasons, title, sender, at)
  VALUES (@key, @mediaType, @tmdbId, @is4k, @seasons, @title, @sender, @at)`;

const SAME = `
  SELECT 1 FROM arrivals WHERE key = @key AND is4k = @is4k AND seasons = @seasons AND at > @since`;

const OF_KEY = `
  SELECT * FROM arrivals WHERE key = @key
  UNION SELECT a.* FROM items i JOIN arrivals a
    ON a.tmdb_id = json_extract(i.matched, '$.tmdbId') AND a.media_type = json_extract(i.matched, '$.mediaType')
  WHERE i.key = @key`;

const OF_TITLE = "SELECT * FROM arrivals WHERE tmdb_id = @tmdbId AND media_type = @mediaType";

function toEntry({ key, is4k, seasons, title, sender, at }: ArrivalRow): HistoryEntry {
  const named = JSON.parse(seasons) as number[];
  return {
    key,
    title,
    event: "available",
    by: sender,
    outcome: {
      status: "already_available",
      reason: messages.availableSince(at.slice(0, 10), sender),
      ...(is4k === 1 && { is4k: true }),
      ...(named.length > 0 && { seasons: named }),
      at,
    },
  };
}

/** Which title it is, by what was ever found out about its ids, or else by its name among the titles that are known. */
function identify(db: Database, sent: Arrival["item"]): Identity {
  const tmdb = tmdbOf(db, sent);
  const known = (tmdb && knownBy(db, OF_TMDB, { ...tmdb })[0]) ?? named(db, sent, tmdb?.tmdbId);
  const { mediaType = sent.mediaType, tmdbId } = { ...known?.match, ...tmdb };
  const ids = { ...known?.ids, ...sent.ids, ...(tmdbId !== undefined && { tmdb: tmdbId }) };
  const item = withSources({ ...sent, mediaType, ids }, known);
  return {
    item,
    key: itemKey(item),
    ...(known && { knownAs: itemKey(known) }),
    ...(tmdbId !== undefined && { tmdbId }),
  };
}

type Identity = Pick<Arrival, "item" | "key" | "knownAs"> & { tmdbId?: number };

/** On which lists a title is says more than its server knows. */
function withSources(item: Arrival["item"], known: Item | undefined): Arrival["item"] {
  if (!known) return item;
  const { title, year } = { ...known, ...known.match };
  return { ...item, title: item.title || title, ...(year !== undefined && { year }), sources: known.sources };
}

function tmdbOf(
  db: Database,
  { ids, mediaType }: Arrival["item"],
): { mediaType: "movie" | "tv"; tmdbId: number } | undefined {
  if (ids.tmdb !== undefined && mediaType !== "unknown") return { mediaType, tmdbId: ids.tmdb };
  // as overseerr-search names them, see overseerr/search/resolution-key.ts
  const tvdb = ids.tvdb !== undefined && mediaType === "tv" ? `tvdb:${ids.tvdb}` : null;
  const imdb = ids.imdb !== undefined ? `imdb:${ids.imdb}` : null;
  const found = db
    .all<{ resolution: string }>("SELECT resolution FROM id_cache WHERE key IN (@tvdb, @imdb)", {
      tvdb,
      imdb,
    })
    .map(({ resolution }) => JSON.parse(resolution) as Resolution)
    .find((each) => each.found);
  return found?.found ? { mediaType: found.mediaType, tmdbId: found.tmdbId } : undefined;
}

/** Two titles of one name are a guess, and so neither. */
function named(
  db: Database,
  { title, year, mediaType }: Arrival["item"],
  tmdbId: number | undefined,
): Item | undefined {
  const folded = foldTitle(title);
  if (folded === "") return undefined;
  const fitting = knownBy(db, OF_NAME, { folded }).filter((known) => {
    const { mediaType: type, year: its } = { ...known, ...known.match };
    const isOther = tmdbId !== undefined && known.match !== undefined && known.match.tmdbId !== tmdbId;
    return !isOther && [mediaType, "unknown"].includes(type) && (year ?? its) === (its ?? year);
  });
  const titles = new Set(fitting.map((known) => known.match?.tmdbId ?? itemKey(known)));
  return titles.size === 1 ? fitting[0] : undefined;
}

const knownBy = (db: Database, where: string, values: Record<string, string | number>): Item[] =>
  db.all<ItemRow>(`${KNOWN} ${where}`, values).map((row) => toStoredItem(row).item);

const KNOWN = `
  SELECT i.key, i.item, i.matched, i.first_seen_at, i.last_seen_at, NULL AS run_id, NULL AS outcome, NULL AS at
  FROM items i`;

const OF_NAME = "WHERE i.folded = @folded LIMIT 20";

const OF_TMDB = `
  WHERE i.key IN (SELECT item_key FROM outcomes WHERE tmdb_id = @tmdbId AND media_type = @mediaType)
  ORDER BY i.last_seen_at DESC LIMIT 1`;
