import type { Item } from "../items/item.ts";
import type { Answer } from "./answer.ts";
import type { Overseerr } from "./overseerr.ts";
import { resolutionKey } from "./resolution-key.ts";
import type { ResolveOptions } from "./resolve.ts";
import { searchImdb, searchTmdb, searchTvdb } from "./search-id.ts";
import { searchTitle } from "./search-title.ts";

/** One way to find an item: the name under which its answer is remembered, and the question. */
export interface Step {
  key: string;
  ask(): Promise<Answer>;
}

/** The ways to find an item, the strongest first. */
export function stepsOf(item: Item, overseerr: Overseerr, options: ResolveOptions): Step[] {
  const { imdb, tvdb, tmdb } = item.ids;
  const steps: Step[] = [];
  if (imdb !== undefined)
    steps.push({ key: resolutionKey.imdb(imdb), ask: () => searchImdb(overseerr, item, imdb) });
  if (tmdb !== undefined)
    steps.push({ key: resolutionKey.tmdb(item, tmdb), ask: () => searchTmdb(overseerr, item, tmdb) });
  // TVDB counts movies apart, and the server does not know them by it
  if (tvdb !== undefined && item.mediaType !== "movie")
    steps.push({ key: resolutionKey.tvdb(item, tvdb), ask: () => searchTvdb(overseerr, item, tvdb) });
  const hadId = steps.length > 0;
  if (item.title.trim() === "") return steps;
  // with an id that leads nowhere (an episode, a typing error) the title alone is too little to go by
  if (hadId && item.year === undefined) return steps;
  const rules = { ...options, minScore: hadId ? Math.max(options.minScore ?? 0.9, 0.95) : options.minScore };
  steps.push({
    key: resolutionKey.title(item, namedRules(rules)),
    ask: () => searchTitle(overseerr, item, rules),
  });
  return steps;
}

function namedRules({
  language,
  minScore = 0.9,
  yearTolerance = true,
  typeStrict = true,
}: ResolveOptions): string {
  return [language, minScore !== 0.9 && minScore, !yearTolerance && "same-year", !typeStrict && "any-type"]
    .filter((rule) => rule)
    .join(",");
}
