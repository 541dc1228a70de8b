import type { Http } from "../../http/http.ts";
import { lowerCaseKeys, readIds } from "../../items/ids.ts";
import type { Item, ItemIds, MediaType } from "../../items/item.ts";
import { readMediaType } from "../../items/values.ts";
import { mapInSlices } from "../../map-in-slices.ts";
import { toListError } from "../fetching/map-error.ts";
import * as messages from "../messages.ts";
import type { FetchCache } from "../provider.ts";
import { siteError } from "../site-error.ts";

export interface ResolveIdsDeps {
  http: Http;
  /** MDBList's API, or what replaces it. */
  origin: string;
  /** API key of MDBList. */
  key: string;
  cache: FetchCache;
  signal: AbortSignal;
}

export interface ResolvedIds {
  items: Item[];
  /** Requests made. */
  calls: number;
  warnings: string[];
}

/** What MDBList said of an id; kept for good. */
interface Known {
  tmdb: number;
  mediaType?: MediaType;
}

/** Ids in one request (MDBList's OpenAPI, 2026-08). */
const BATCH = 200;

/** Fewer open titles are left to the request server, which needs one search for each. */
const WORTH_IT = 5;

/** The ids that MDBList can be asked by, best first, and the kind of title that they name. */
const SOURCES = [
  { id: "imdb", path: "imdb/any", fits: () => true },
  // of movies the number is one of TVDB's movies
  { id: "tvdb", path: "tvdb/show", fits: ({ mediaType }: Item) => mediaType === "tv" },
  { id: "trakt", path: "trakt/any", fits: ({ mediaType }: Item) => mediaType !== "unknown" },
  { id: "mal", path: "mal/any", fits: () => true },
] as const;

type Source = (typeof SOURCES)[number];

/**
 * Finds the TMDB ids of titles that have only others: 200 in one request, where the request server would need a search for
 * each. What a list says is never changed, only completed; a failure of MDBList leaves the titles as they are.
 */
export async function resolveIds(items: Item[], deps: ResolveIdsDeps): Promise<ResolvedIds> {
  const result: ResolvedIds = { items, calls: 0, warnings: [] };
  const open = items.filter((item) => sourceOf(item) !== undefined);
  for (const source of SOURCES) {
    const asked = new Set(
      open.filter((item) => sourceOf(item) === source).map((item) => nameOf(item, source)),
    );
    const names = [...asked];
    const known = await mapInSlices(names, (name) => deps.cache.get("mdblist-ids", name));
    const unknown = names.filter((_, index) => !known[index]);
    if (unknown.length < WORTH_IT) continue;
    try {
      for (let start = 0; start < unknown.length; start += BATCH) {
        await ask(source, unknown.slice(start, start + BATCH), deps);
        result.calls += 1;
      }
    } catch (error) {
      if (deps.signal.aborted) throw error;
      const { message } = toListError(error, "MDBList");
      result.warnings.push(messages.idsFromServer(message));
      break;
    }
  }
  return { ...result, items: await mapInSlices(items, (item) => complete(item, deps.cache)) };
}

/** By which id MDBList is asked; undefined when the title needs nothing. */
function sourceOf(item: Item): Source | undefined {
  const typed = item.ids.tmdb !== undefined && item.mediaType !== "unknown";
  return typed ? undefined : SOURCES.find((source) => item.ids[source.id] !== undefined && source.fits(item));
}

const nameOf = ({ ids }: Item, { id }: Source): string => `${id} ${ids[id]}`;

async function ask({ id, path }: Source, names: string[], deps: ResolveIdsDeps): Promise<void> {
  const ids = names.map((name) => name.slice(id.length + 1));
  const response = await deps.http.request({
    method: "POST",
    url: `${deps.origin}/${path}?apikey=${encodeURIComponent(deps.key)}`,
    json: { ids: id === "imdb" ? ids : ids.map(Number) },
    // it only asks, so it may be asked again
    retry: true,
    signal: deps.signal,
  });
  if (response.status !== 200 || !Array.isArray(response.body))
    throw siteError(response, "MDBList", "Its ids");
  const asked = new Set(names);
  for (const row of response.body) {
    if (typeof row !== "object" || row === null) continue;
    const fields = lowerCaseKeys(row);
    const found: ItemIds = readIds(fields);
    const name = `${id} ${found[id]}`;
    const type = readMediaType(fields.get("mediatype") ?? fields.get("type"));
    if (asked.has(name) && found.tmdb !== undefined)
      await deps.cache.set("mdblist-ids", name, {
        tmdb: found.tmdb,
        ...(type !== "unknown" && type !== undefined && { mediaType: type }),
      } satisfies Known);
  }
}

async function complete(item: Item, cache: FetchCache): Promise<Item> {
  const source = sourceOf(item);
  const known = source && (await cache.get<Known>("mdblist-ids", nameOf(item, source)))?.value;
  if (!known) return item;
  const { mediaType, tmdb } = known;
  // a list that knows the type knows it better, and the number would be another title's
  const contradicts = mediaType && item.mediaType !== "unknown" && item.mediaType !== mediaType;
  if (contradicts || (item.ids.tmdb !== undefined && item.ids.tmdb !== tmdb)) return item;
  const type = item.mediaType === "unknown" ? (mediaType ?? "unknown") : item.mediaType;
  return { ...item, mediaType: type, ids: { ...item.ids, tmdb } };
}
