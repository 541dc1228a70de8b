import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { textRow } from "../own/text/title-line.ts";
import type { ParsedList, TodoItem } from "../provider.ts";

/**
 * Makes a title of an entry: `Dune (2021)`, `tv: Fargo`, `tt0133093`, `tmdb:603`, an address; ids and addresses may also
 * stand in the description. What is spoken has neither year nor type, so the type stays open until the server is asked.
 *
 * @param rank of the entry, from 1
 * @returns undefined when it names no title
 */
export function readEntry(entry: TodoItem, list: ParsedList, rank: number): Item | undefined {
  const named = textRow(entry.summary);
  const more = (entry.description ?? "")
    .split(/\r?\n/)
    .map((line) => textRow(line))
    // a line without an id is a note, not a title
    .find((row) => row && (row.imdb_id ?? row.tmdb_id ?? row.tvdb_id) !== undefined);
  if (!named && !more) return undefined;
  const { title: _note, year: _year, ...ids } = more ?? {};
  const row = { mediaType: "unknown", ...ids, ...named };
  return {
    ...normaliseItem(row),
    rank,
    sources: [{ provider: list.provider, list: list.id, entry: entry.uid }],
  };
}
