import { ANIME_SITES, type AnimeIds, type AnimeTarget } from "./mapping-row.ts";
import { type PackedRow, unpackTarget } from "./packed-row.ts";

/** Finds what an entry is. */
export interface AnimeMapping {
  find(ids: AnimeIds): AnimeTarget | undefined;
  /** A sentence when the copy is old and could not be renewed. */
  warning?: string;
}

/** Makes the rows searchable. MAL and AniList count apart (47 % of the numbers differ), so every site has a table. */
export function createAnimeMapping(rows: PackedRow[]): AnimeMapping {
  const tables = ANIME_SITES.map((site, place) => {
    const table = new Map<number, PackedRow>();
    for (const row of rows) {
      const id = Number(row[place]);
      if (id > 0 && !table.has(id)) table.set(id, row);
    }
    return { site, table };
  });
  return {
    find(ids) {
      for (const { site, table } of tables) {
        const row = table.get(ids[site] ?? 0);
        if (row) return unpackTarget(row);
      }
      return undefined;
    },
  };
}
