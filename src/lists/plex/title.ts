import type { Item, ItemIds } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchContext } from "../provider.ts";
import { idsOfGuids } from "./guids.ts";
import { askPlex, DISCOVER, unknownForm } from "./plex-client.ts";

/** An entry of a watchlist as Plex sends it, as far as it is read. */
export interface PlexEntry {
  ratingKey?: string;
  title?: string;
  year?: number;
  type: "movie" | "tv";
  guids: unknown[];
}

/** What Plex's catalog says of a title; null when it was taken out of it. */
type Facts = { ids: Pick<ItemIds, "imdb" | "tmdb" | "tvdb">; title?: string; year?: number } | null;

/**
 * Makes a title of an entry. One without ids is looked up in Plex's catalog, once for good.
 *
 * @returns undefined when the title was taken out of the catalogue
 * @throws as `askPlex`
 */
export async function toTitle(
  entry: PlexEntry,
  rank: number,
  label: string,
  context: FetchContext,
): Promise<Item | undefined> {
  const { type, ratingKey } = entry;
  const own = idsOfGuids(entry.guids, type);
  const facts: Facts =
    Object.keys(own).length > 0 || !ratingKey ? { ids: own } : await look(ratingKey, type, label, context);
  if (facts === null) return undefined;
  const title = entry.title || facts.title;
  if (!title && Object.keys(facts.ids).length === 0) return undefined;
  const ids = { ...facts.ids, ...(ratingKey && { plex: ratingKey }) };
  return normaliseItem({ title, year: entry.year ?? facts.year, mediaType: type, ids, rank });
}

async function look(
  ratingKey: string,
  type: "movie" | "tv",
  label: string,
  context: FetchContext,
): Promise<Facts> {
  const known = await context.cache.get<Facts>("plex", ratingKey);
  if (known) return known.value;
  const url = `${context.origin(DISCOVER)}/library/metadata/${encodeURIComponent(ratingKey)}`;
  const { status, body } = await askPlex({ url }, label, context, true);
  const facts = status === 404 ? null : readFacts(body, type, label);
  await context.cache.set("plex", ratingKey, facts);
  return facts;
}

function readFacts(body: Record<string, unknown>, type: "movie" | "tv", label: string): Facts {
  const { Metadata } = (body.MediaContainer ?? {}) as { Metadata?: Record<string, unknown>[] };
  const [row] = Array.isArray(Metadata) ? Metadata : [];
  // what is kept for good must not be a fault of a moment
  if (!row) throw unknownForm(label);
  const { title, year } = row;
  return {
    ids: idsOfGuids(guidsOf(row), type),
    ...(typeof title === "string" && { title }),
    ...(typeof year === "number" && { year }),
  };
}

/** The guids of a row: a list that may be missing or empty, and the old single one (recorded 2023, 2022-04). */
export function guidsOf(row: Record<string, unknown> | undefined): unknown[] {
  const { Guid, guid } = row ?? {};
  const many = Array.isArray(Guid) ? Guid.map((each) => (each as { id?: unknown }).id) : [];
  return [...many, guid];
}
