import { ListSyncError } from "../errors.ts";
import { untilAborted } from "../http/until-aborted.ts";
import { asRecord } from "../overseerr/json-shape.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";

/** Runs that are remembered; older ones have long ended. */
const REMEMBERED = 20;

/** How long an answer serves messages of no run. Milliseconds. */
const HOLDS_MS = 60_000;

type Answer = Promise<number | undefined>;

const answers = new WeakMap<LibraryIndex, Map<string, { answer: Answer; at: number }>>();

/**
 * How many declined requests the server has in all, asked once a run. The library does not show that an approved show
 * was declined (its row stays PROCESSING), but this number changes. The call asks nobody behind the server.
 *
 * @returns undefined when the server does not say
 * @throws CancelledError
 */
export function declinedCount(
  overseerr: Overseerr,
  runId: string | undefined,
  signal: AbortSignal | undefined,
): Answer {
  const known = answers.get(overseerr.index) ?? new Map<string, { answer: Answer; at: number }>();
  answers.set(overseerr.index, known);
  const key = runId ?? "";
  const before = known.get(key);
  if (before && (runId !== undefined || Date.now() - before.at < HOLDS_MS))
    return untilAborted(before.answer, signal);
  const answer = ask(overseerr);
  known.set(key, { answer, at: Date.now() });
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return untilAborted(answer, signal);
}

/** Shared by all titles of a run, so that nobody's abort ends it. */
async function ask(overseerr: Overseerr): Answer {
  try {
    const { declined } = asRecord(await overseerr.get("/request/count")) ?? {};
    return typeof declined === "number" ? declined : undefined;
  } catch (error) {
    if (error instanceof ListSyncError) return undefined;
    throw error;
  }
}
