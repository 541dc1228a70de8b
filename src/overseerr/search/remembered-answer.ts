import type { Resolution } from "../../state/port/findings.ts";
import type { SearchAnswer } from "./search-answer.ts";
import type { TitleMemory } from "./title-memory.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Two empty answers this close together may be one and the same failure of TMDB. */
const SAME_FAILURE = 10 * 60 * 1000;
const KEEP_NOTHING = 7 * DAY;

/** What is remembered of `key` and still holds: found for good, nothing or undecided until its time is over. */
export async function recallAnswer(
  memory: TitleMemory,
  server: string,
  key: string,
  now: Date,
): Promise<Resolution | undefined> {
  const known = await memory.resolution(server, key);
  return known && (known.found || Date.parse(known.retryAt) > now.getTime()) ? known : undefined;
}

/**
 * Remembers an answer. One that may have been TMDB failing is kept only when the same came out in a later run; until
 * then its time is over at once, so that the next run asks again.
 */
export async function rememberAnswer(
  memory: TitleMemory,
  server: string,
  key: string,
  answer: SearchAnswer,
  now: Date,
): Promise<Resolution> {
  const resolution = toResolution(answer, await memory.resolution(server, key), now);
  await memory.saveResolution(server, key, resolution);
  return resolution;
}

function toResolution(answer: SearchAnswer, before: Resolution | undefined, now: Date): Resolution {
  if (answer.kind === "found") {
    const { result, matchedBy, score } = answer;
    const { mediaType, tmdbId, tvdbId, title, originalTitle, year, rating } = result;
    return {
      found: true,
      mediaType,
      tmdbId,
      title,
      matchedBy,
      ...(tvdbId !== undefined && { tvdbId }),
      ...(year !== undefined && { year }),
      ...(originalTitle !== undefined && originalTitle !== title && { originalTitle }),
      ...(rating !== undefined && { rating }),
      ...(score !== undefined && { score }),
    };
  }
  const tried = before && !before.found ? before : undefined;
  const isNew = !tried || now.getTime() - Date.parse(tried.retryAt) < SAME_FAILURE;
  const waits = answer.definitive || !isNew;
  return {
    found: false,
    tries: (tried?.tries ?? 0) + 1,
    // an undecided first try keeps its own time, or two runs in quick succession would push it on for ever
    retryAt: waits
      ? new Date(now.getTime() + KEEP_NOTHING).toISOString()
      : (tried?.retryAt ?? now.toISOString()),
    ...(answer.kind === "ambiguous" && { ambiguous: true as const }),
    ...(answer.candidates.length > 0 && { candidates: answer.candidates }),
  };
}
