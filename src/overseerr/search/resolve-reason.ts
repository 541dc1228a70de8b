import type { Item, Outcome } from "../../items/item.ts";
import type { Resolution } from "../../state/port/findings.ts";
import * as messages from "../messages.ts";

type Nothing = Extract<Resolution, { found: false }>;

/** The outcome of an item that several titles fit. */
export function whyAmbiguous(item: Item, { candidates = [] }: Nothing, at: string): Outcome {
  const reason = messages.ambiguous(listed(candidates), item.year === undefined);
  return { status: "ambiguous", reason, candidates, at };
}

/** The outcome of an item that no title fits. */
export function whyNotFound(item: Item, nothing: Nothing | undefined, at: string): Outcome {
  return { status: "not_found", reason: reasonFor(item, nothing), at };
}

function reasonFor(item: Item, nothing: Nothing | undefined): string {
  const searched = searchedFor(item);
  if (nothing?.candidates?.length) return messages.nothingCertain(searched, listed(nothing.candidates));
  return messages.nothingFound(searched);
}

function searchedFor({ title, year, ids }: Item): string {
  const named = title && `"${title}"${year === undefined ? "" : ` (${year})`}`;
  const id = ids.imdb ?? (ids.tvdb && `TVDB ${ids.tvdb}`) ?? (ids.tmdb && `TMDB ${ids.tmdb}`);
  return [named, id && (named ? `with ${id}` : id)].filter(Boolean).join(" ");
}

const listed = (candidates: NonNullable<Nothing["candidates"]>) =>
  candidates.slice(0, 4).map(({ title, year, mediaType, tmdbId }) => {
    const kind = mediaType === "tv" ? "show" : "movie";
    return `"${title}" (${year === undefined ? "" : `${year}, `}${kind}, TMDB ${tmdbId})`;
  });
