import type { Item } from "../../items/item.ts";
import type { Overseerr } from "../overseerr.ts";
import { resolutionKey } from "./resolution-key.ts";
import type { ResolveOptions } from "./resolve-options.ts";
import type { SearchAnswer } from "./search-answer.ts";
import { searchImdb, searchTmdb, searchTvdb } from "./search-id.ts";
import { searchTitle } from "./search-title.ts";

/** One way to find an item: the name under which its answer is remembered, and the question. */
export interface Step {
  key: string;
  ask(): Promise<SearchAnswer>;
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
  // and a row that may be an episode or a game is no film because a film bears its name
  if (imdb !== undefined && item.mediaType === "unknown") return steps;
  const rules = { ...options, minScore: hadId ? Math.max(options.minScore ?? 0.9, 0.95) : options.minScore };
  for (const named of [item, ...(hadId ? [] : spoken(item))])
    steps.push({
      key: resolutionKey.title(named, namedRules(rules)),
      ask: () => searchTitle(overseerr, named, rules),
    });
  return steps;
}

/** Nobody speaks brackets: "Dune 2021", "The Matrix, 1999". Only after the whole text, which may be a title: "1917". */
function spoken(item: Item): Item[] {
  if (item.year !== undefined) return [];
  const [, title = "", year] =
    /^(.*[^\s,])(?:\s*,\s*|\s+)((?:18[7-9]|19|20)\d\d)$/.exec(item.title.trim()) ?? [];
  return title === "" ? [] : [{ ...item, title, year: Number(year) }];
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
