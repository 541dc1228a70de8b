import type { ParsedList } from "../provider.ts";

/** What `fetch` needs of a Trakt list. */
export type TraktParams = {
  /** Paths below the API's origin; read one after the other. */
  paths: string[];
  /** Only the person who logged in can read it. */
  login?: boolean;
  /** Filters for the query, encoded: `genres=horror&years=2020-2024`. */
  query?: string;
  /** What an unwrapped row is: `popular` and single titles do not say it. */
  type?: "movie" | "show";
  /** Only this season of a single show. */
  season?: number;
  /** Charts of which the first titles come first, then the second ones, and so on. */
  mixed?: boolean;
  /** A type is asked for in the path, so the announced count cannot be trusted. */
  typed?: boolean;
  /** A chart of everything that anybody ever touched, hundreds of thousands of titles long. */
  endless?: boolean;
  /** The official list's slug, whose number has to be looked up first; `paths` go behind it. */
  official?: string;
};

/** A list with what is kept of it. */
export interface TraktList extends ParsedList {
  params: TraktParams;
}

const SITE = "https://trakt.tv";

/** Puts a parsed list together. @param place address below the site; the id when that is what it is */
export function traktList(
  kind: string,
  id: string,
  label: string,
  place: string,
  params: TraktParams,
): TraktList {
  return {
    provider: "trakt",
    kind,
    id,
    label: `Trakt ${label}`,
    url: `${SITE}/${place}`,
    params: { ...params },
  };
}
