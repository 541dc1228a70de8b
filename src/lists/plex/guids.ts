import type { ItemIds } from "../../items/item.ts";

/** `imdb://tt0133093`, and of old agents `com.plexapp.agents.imdb://tt0133093?lang=en`. */
const GUID = /^(?:com\.plexapp\.agents\.)?(imdb|tmdb|themoviedb|tvdb|thetvdb):\/\/(tt\d+|\d+)(?:[/?].*)?$/i;

const NAMES: Record<string, "imdb" | "tmdb" | "tvdb"> = {
  imdb: "imdb",
  tmdb: "tmdb",
  themoviedb: "tmdb",
  tvdb: "tvdb",
  thetvdb: "tvdb",
};

/**
 * The ids that stand in guids; others are ignored.
 *
 * @param mediaType of a movie the TVDB id is one of TVDB's movies, and is left out
 */
export function idsOfGuids(
  guids: unknown[],
  mediaType: "movie" | "tv",
): Pick<ItemIds, "imdb" | "tmdb" | "tvdb"> {
  const ids: Record<string, unknown> = {};
  for (const guid of guids) {
    const [, agent = "", id] = GUID.exec(String(guid)) ?? [];
    const name = NAMES[agent.toLowerCase()];
    if (name && id && !(name === "tvdb" && mediaType === "movie"))
      ids[name] ??= name === "imdb" ? id : Number(id);
  }
  return ids;
}
