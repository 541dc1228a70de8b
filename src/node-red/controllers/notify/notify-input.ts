import { InputError } from "../../../errors.ts";
import type { OutcomeStatus } from "../../../items/item.ts";
import { normaliseItem } from "../../../items/normalise.ts";
import { OUTCOMES } from "../../../items/outcomes.ts";
import type { Message } from "../../../message.ts";
import * as messages from "../../../notify/messages.ts";
import type { ArrivalNews } from "../../../notify/news.ts";
import { titleNews } from "../../../notify/run-news.ts";
import type { RunSummary } from "../../../runs/events.ts";

/**
 * What a message tells: the summary of sync-state, or the event of sync-webhook for a title that is available. Nothing of it
 * says where a notification goes.
 *
 * @returns undefined for other events of a server
 * @throws InputError `bad-input` for any other message
 */
export function newsOfMessage(
  { payload, profile }: Message,
  now: Date,
): RunSummary | ArrivalNews | undefined {
  if (isSummary(payload)) return tidy(payload);
  const { kind, item, by } = (payload ?? {}) as { kind?: unknown; item?: unknown; by?: unknown };
  if (typeof kind !== "string" || typeof item !== "object" || item === null)
    throw new InputError("bad-input", messages.notASummary());
  if (kind !== "available") return undefined;
  return {
    kind,
    profile: typeof profile === "string" ? profile : "Main",
    at: now.toISOString(),
    title: titleNews(normaliseItem(item)),
    by: typeof by === "string" ? by : "",
  };
}

function isSummary(payload: unknown): payload is RunSummary {
  if (typeof payload !== "object" || payload === null) return false;
  const { runId, profile, state, counts, lists, requested, problems } = payload as Record<string, unknown>;
  return (
    [runId, profile, state].every((each) => typeof each === "string") &&
    isObject(counts) &&
    [lists, requested, problems].every(Array.isArray)
  );
}

/** A flow in between may have changed it; what no summary holds is left out. */
function tidy(summary: RunSummary): RunSummary {
  const { lists, requested, problems, counts, total, missing, duration, finishedAt, error, ...others } =
    summary;
  const isNumber = (value: unknown): value is number => Number.isFinite(value);
  return {
    ...others,
    ...(isMoment(finishedAt) && { finishedAt }),
    ...(hasMessage(error) && { error }),
    total: isNumber(total) ? total : 0,
    missing: isNumber(missing) ? missing : 0,
    duration: isNumber(duration) ? duration : 0,
    counts: Object.fromEntries(
      Object.entries(counts).filter(([status, count]) => isStatus(status) && isNumber(count)),
    ),
    requested: requested.filter((title) => typeof title === "string"),
    problems: problems
      .filter((problem) => isObject(problem) && typeof problem.title === "string" && isStatus(problem.status))
      .map(({ reason, ...problem }) => ({ ...problem, ...(typeof reason === "string" && { reason }) })),
    lists: lists
      .filter((list) => isObject(list) && typeof list.label === "string")
      .map(({ name, url, items, error: failure, ...list }) => ({
        ...list,
        items: isNumber(items) ? items : 0,
        ...(typeof name === "string" && { name }),
        ...(typeof url === "string" && { url }),
        ...(hasMessage(failure) && { error: failure }),
      })),
  };
}

const isMoment = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));

const hasMessage = (error: unknown): error is { code: string; message: string } =>
  isObject(error) && typeof error.message === "string";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isStatus = (status: unknown): status is OutcomeStatus =>
  typeof status === "string" && Object.hasOwn(OUTCOMES, status);
