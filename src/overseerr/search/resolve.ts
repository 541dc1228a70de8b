import { throwIfCancelled } from "../../errors.ts";
import { isByHand } from "../../items/is-by-hand.ts";
import type { Item, Match, MediaType, Outcome } from "../../items/item.ts";
import type { Resolution, TitleDetail } from "../../state/port/findings.ts";
import type { Store } from "../../state/store.ts";
import type { LibraryIndex, Overseerr } from "../overseerr.ts";
import { chosenMatch } from "./chosen-match.ts";
import { decideWishes } from "./decide-wishes.ts";
import { bearsOtherName, byItsName, otherTitle } from "./hand-written-id.ts";
import { recallAnswer, rememberAnswer } from "./remembered-answer.ts";
import type { ResolveOptions } from "./resolve-options.ts";
import { whyAmbiguous, whyNotFound } from "./resolve-reason.ts";
import { type Step, stepsOf } from "./resolve-steps.ts";
import { type TitleMemory, titleMemory } from "./title-memory.ts";

export interface ResolveDeps {
  overseerr: Overseerr;
  /** Without one, answers are remembered as long as the server object lives. */
  store?: Store;
}

/** The item with its `match`, or with an outcome that says why there is none. */
export interface Resolved {
  kind: "found" | "not_found" | "ambiguous";
  item: Item;
}

/**
 * Finds out which title of the server an item is: the one that a person chose, by its TMDB id without any call, by IMDb or
 * TVDB id, by title last.
 *
 * An id that the server does not know leads on to the next weaker one. A failure does not: it is thrown, and the item is
 * asked again in the next run. What was found is remembered for good and costs no call later.
 *
 * @throws ServerError when the server or TMDB behind it fails; CancelledError
 */
export async function resolveItem(
  item: Item,
  deps: ResolveDeps,
  options: ResolveOptions = {},
): Promise<Resolved> {
  const { overseerr, store } = deps;
  const { scope, signal, now = () => new Date() } = options;
  throwIfCancelled(signal);
  await overseerr.index.ensure(scope, { signal });
  const memory = titleMemory(overseerr, store);
  const answer = async ({ key, ask }: Step): Promise<Resolution> => {
    const resolution = await once(
      overseerr,
      key,
      async () =>
        (await recallAnswer(memory, overseerr.key, key, now())) ??
        rememberAnswer(memory, overseerr.key, key, await ask(), now()),
    );
    throwIfCancelled(signal);
    return resolution;
  };
  const foundAs = async (match: Match): Promise<Resolved> => {
    const at = now().toISOString();
    if (
      bearsOtherName(item, match) &&
      !(await answer(byItsName(item, match, overseerr, options.language))).found
    )
      return { kind: "ambiguous", item: withOutcome(item, otherTitle(item, match, at)) };
    const matched = withMatch(item, match, overseerr);
    const decided = await decideWishes(matched, overseerr, at, signal);
    return { kind: decided.match ? "found" : "not_found", item: decided };
  };
  const decisions = options.decisions ?? (await store?.decisionsOn(item)) ?? [];
  const known = chosenMatch(decisions) ?? (await knownByNumber(item, overseerr, memory));
  if (known) return foundAs(known);

  let nothing: Extract<Resolution, { found: false }> | undefined;
  let isUnsure = false;
  for (const step of stepsOf(item, overseerr, options)) {
    const { key } = step;
    // an empty answer that may be a failure is no reason to try something weaker, but an id that is checked by name
    if (isUnsure && !(key.startsWith("tvdb:") && isChecked(item))) break;
    const resolution = await answer(step);
    if (resolution.found) return foundAs(toMatch(resolution));
    nothing = resolution;
    if (resolution.ambiguous) break;
    isUnsure ||= key.startsWith("tmdb:") && Date.parse(resolution.retryAt) <= now().getTime();
  }
  const at = now().toISOString();
  if (nothing?.ambiguous)
    return { kind: "ambiguous", item: withOutcome(item, whyAmbiguous(item, nothing, at)) };
  return { kind: "not_found", item: withOutcome(item, whyNotFound(item, nothing, at)) };
}

/**
 * A TMDB number with its media type says everything, and is taken at its word: to check it would cost a call for every
 * title (a show's details are read later anyway, and then checked). A show in the library is known by its
 * TVDB id as well; but the library tells no names, so that an id which is checked by name is asked for, unless the show's
 * details are remembered.
 */
async function knownByNumber(
  item: Item,
  { key, index }: Overseerr,
  memory: TitleMemory,
): Promise<Match | undefined> {
  const { ids, mediaType, title, year } = item;
  if (mediaType === "unknown") return undefined;
  const dated = year !== undefined && { year };
  if (ids.tmdb !== undefined) {
    const detail = await memory.titleDetail(key, mediaType, ids.tmdb);
    const name = title || detail?.title || placeholderTitle(mediaType, ids.tmdb);
    return { tmdbId: ids.tmdb, mediaType, title: name, ...dated, matchedBy: "tmdb" };
  }
  const entry = mediaType === "tv" && ids.tvdb !== undefined ? index.getByTvdb(ids.tvdb) : undefined;
  if (!entry) return undefined;
  const { tmdbId } = entry;
  if (!isChecked(item))
    return { tmdbId, mediaType, title: title || `TVDB ${ids.tvdb}`, ...dated, matchedBy: "tvdb" };
  const detail = await memory.titleDetail(key, mediaType, tmdbId);
  return detail && { ...namesOf(detail), tmdbId, mediaType, matchedBy: "tvdb" };
}

/** Whether an IMDb or TVDB id of the item is checked by the name that stands beside it. */
const isChecked = (item: Item): boolean => item.title !== "" && isByHand(item);

const namesOf = ({
  title,
  originalTitle,
  year,
}: TitleDetail): Pick<Match, "title" | "originalTitle" | "year"> => ({
  title,
  ...(originalTitle !== undefined && { originalTitle }),
  ...(year !== undefined && { year }),
});

/** What a title is called until its details are read, when the list gave nothing but a number. */
export const placeholderTitle = (mediaType: MediaType, tmdbId: number): string =>
  `TMDB ${mediaType} ${tmdbId}`;

/** By the library, which all views of a server share. */
const underWay = new WeakMap<LibraryIndex, Map<string, Promise<Resolution>>>();

/**
 * Shares one question between all who ask it at the same time. It is not aborted with the first of them: the others
 * wait for it, and closing the server object ends it anyway.
 */
function once(overseerr: Overseerr, key: string, ask: () => Promise<Resolution>): Promise<Resolution> {
  const questions = underWay.get(overseerr.index) ?? new Map<string, Promise<Resolution>>();
  underWay.set(overseerr.index, questions);
  const asked = questions.get(key);
  if (asked) return asked;
  const question = ask().finally(() => questions.delete(key));
  questions.set(key, question);
  return question;
}

function toMatch({ found: _, ...match }: Extract<Resolution, { found: true }>): Match {
  return match;
}

/** Adds what the library knows of the title; a title that the list did not name gets its name. */
function withMatch(item: Item, match: Match, { index }: Overseerr): Item {
  const { outcome: _, outcomes: __, ...rest } = item;
  const entry = index.get(match.mediaType, match.tmdbId);
  const known = entry && {
    status: entry.status,
    status4k: entry.status4k,
    seasons: entry.seasons,
    ...(entry.tvdbId !== undefined && { tvdbId: entry.tvdbId }),
  };
  return { ...rest, title: item.title || match.title, match: { ...match, ...known } };
}

function withOutcome(item: Item, outcome: Outcome): Item {
  const { match: _, outcomes: __, ...rest } = item;
  return { ...rest, title: item.title || nameById(item), outcome };
}

function nameById({ ids }: Item): string {
  if (ids.imdb) return `IMDb ${ids.imdb}`;
  if (ids.tvdb) return `TVDB ${ids.tvdb}`;
  return `TMDB ${ids.tmdb}`;
}
