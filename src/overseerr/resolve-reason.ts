import type { Item, Outcome } from "../items/item.ts";
import type { Resolution } from "../state/store.ts";

type Nothing = Extract<Resolution, { found: false }>;

/** The outcome of an item that several titles fit. */
export function whyAmbiguous(item: Item, { candidates = [] }: Nothing, at: string): Outcome {
  const choice =
    candidates.length === 1
      ? `The server knows ${listed(candidates)}, but it is not certain that this is the one.`
      : `Several titles of the server fit: ${listed(candidates)}.`;
  const missing = item.year === undefined ? "a year or an IMDb, TMDB or TVDB id" : "an IMDb, TMDB or TVDB id";
  return { status: "ambiguous", reason: `${choice} Give the item ${missing}.`, candidates, at };
}

/** The outcome of an item that no title fits. */
export function whyNotFound(item: Item, nothing: Nothing | undefined, at: string): Outcome {
  return { status: "not_found", reason: reasonFor(item, nothing), at };
}

function reasonFor(item: Item, nothing: Nothing | undefined): string {
  const searched = searchedFor(item);
  if (nothing?.candidates?.length)
    return `The server has no title that fits ${searched} for certain; nearest: ${listed(nothing.candidates)}. If one of them is meant, give the item its IMDb, TMDB or TVDB id.`;
  return `The server knows no title for ${searched}. Check the spelling and the year, or give the item another id.`;
}

function searchedFor({ title, year, ids }: Item): string {
  const named = title && `"${title}"${year === undefined ? "" : ` (${year})`}`;
  const id = ids.imdb ?? (ids.tvdb && `TVDB ${ids.tvdb}`) ?? (ids.tmdb && `TMDB ${ids.tmdb}`);
  return [named, id && (named ? `with ${id}` : id)].filter(Boolean).join(" ");
}

const listed = (candidates: NonNullable<Nothing["candidates"]>) =>
  candidates
    .slice(0, 4)
    .map(({ title, year, mediaType, tmdbId }) => {
      const kind = mediaType === "tv" ? "show" : "movie";
      return `"${title}" (${year === undefined ? "" : `${year}, `}${kind}, TMDB ${tmdbId})`;
    })
    .join(", ");
