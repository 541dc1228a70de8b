import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { FetchContext } from "../provider.ts";
import { askServer, type MediaServer } from "./media-server.ts";

/** An item as the server sends it, as far as it is read. */
export interface ServerItem {
  Id?: string;
  Name?: string;
  Type?: string;
  ProductionYear?: number;
  ProviderIds?: Record<string, string>;
  SeriesId?: string;
  /** Of a season: its number; of an episode: the number within its season. */
  IndexNumber?: number;
  /** Of an episode: the number of its season. */
  ParentIndexNumber?: number;
}

const PAGE_SIZE = 500;

/**
 * Reads all pages of a query. It goes by what has come, because Emby announces 0 for some queries.
 *
 * @param path with a query, without paging
 * @param limit titles that are enough: several episodes are one, and songs are none
 * @throws ListError as `askServer`; `markup-changed` for another form, or the same page again
 */
export async function readItems(
  server: MediaServer,
  path: string,
  label: string,
  context: FetchContext,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ items: ServerItem[]; total: number }> {
  const items: ServerItem[] = [];
  const seen = new Set<string>();
  for (;;) {
    // without ProviderIds asked for there are no ids at all (recorded)
    const page = `Fields=ProviderIds,ProductionYear&EnableImages=false&StartIndex=${items.length}&Limit=${PAGE_SIZE}`;
    const body = (await askServer(server, `${path}&${page}`, label, context)) as Record<string, unknown>;
    const { Items: rows, TotalRecordCount: announced } = body;
    if (!Array.isArray(rows)) throw unknownForm(server, label);
    const fresh = (rows as ServerItem[]).filter(({ Id }) => Id === undefined || !seen.has(Id));
    if (rows.length > 0 && fresh.length === 0) throw unknownForm(server, label);
    for (const { Id } of fresh) if (Id !== undefined) seen.add(Id);
    items.push(...(rows as ServerItem[]));
    const total = Math.max(typeof announced === "number" ? announced : 0, items.length);
    context.progress?.(items.length, total);
    const last = rows.length === 0 || (rows.length < PAGE_SIZE && items.length >= total);
    if (last || countTitles(items) >= limit) return { items, total };
  }
}

function countTitles(items: ServerItem[]): number {
  const titles = items.map(({ Id, Type, SeriesId }) => {
    if (Type === "Movie" || Type === "Series") return Id;
    return Type === "Season" || Type === "Episode" ? SeriesId : undefined;
  });
  return new Set(titles.filter((id) => id !== undefined)).size;
}

const unknownForm = (server: MediaServer, label: string): ListError =>
  new ListError("markup-changed", oddFormat(server.name, label));
