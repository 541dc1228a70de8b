import { InputError, throwIfCancelled } from "../errors.ts";
import { pause } from "../http/pause.ts";
import type { MediaType } from "../items/item.ts";
import type { TitleDetail } from "../state/store.ts";
import type { Client } from "./client.ts";
import { findRequest } from "./find-request.ts";
import { asRecord } from "./json-shape.ts";
import { ServerError, TRANSIENT_SERVER_CODES } from "./server-error.ts";
import { toRequest } from "./title-detail.ts";
import type { createTurns } from "./turns.ts";

/** What to request. Absent fields are not sent: the server refuses `null`. */
export interface RequestBody {
  mediaType: MediaType;
  /** TMDB id. */
  mediaId: number;
  /** Always sent: without it the server's own check for duplicates is off. */
  is4k: boolean;
  /** Explicit numbers, for shows only and there required: what "all" means differs from version to version. */
  seasons?: number[];
  /** Only for shows that TMDB knows no TVDB id of. */
  tvdbId?: number;
  serverId?: number;
  profileId?: number;
  languageProfileId?: number;
  rootFolder?: string;
  tags?: number[];
}

/** How the server took a request. A refusal is a ServerError. */
export type RequestResult =
  | {
      kind: "created";
      id: number;
      /** MediaRequestStatus: 1 waits for approval, 2 approved, … */
      status: number;
      /** Seasons the request really covers; the server drops those that were asked for before. */
      seasons: number[];
      is4k: boolean;
      requestedBy?: number;
      /** The answer to the POST was lost; the request was found on the server afterwards. */
      foundAfterwards?: boolean;
    }
  /** 202: every season has been requested already, or specials are switched off. */
  | { kind: "nothing-left"; message: string }
  /** 201 without a request: the server made it and removed it again (Sonarr needs a TVDB id). */
  | { kind: "vanished"; message: string };

/** What creating requests needs from the rest of the client. */
interface Tools {
  client: Client;
  details(mediaType: MediaType, tmdbId: number, signal?: AbortSignal): Promise<TitleDetail>;
  /** How often a POST without a usable answer is looked for, and posted again. */
  retries: number;
  /** Milliseconds before the first look, doubled each time. */
  backoffMs: number;
  /** Whether every POST fails at present, whatever its title: then it waits until one succeeds, or the run ends. */
  isFailing(): boolean;
  /** For all who request on this server: only one POST per title is under way at a time. */
  takeTurns: ReturnType<typeof createTurns>;
}

type CreateRequest = (
  body: RequestBody,
  options?: { asUser?: number; signal?: AbortSignal },
) => Promise<RequestResult>;

/** Longest wait of our own. Milliseconds. */
const MAX_WAIT_MS = 30_000;

/** Longest wait that a server or proxy may ask for. Milliseconds. */
const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Makes the function behind `Overseerr.createRequest`. Only one POST per title is under way at a time, 4K included:
 * the server checks for duplicates before it writes, and parallel ones made five requests of one title (recorded).
 */
export function createRequester(tools: Tools): CreateRequest {
  const { takeTurns } = tools;
  return async (body, options = {}) => {
    checkBody(body);
    return takeTurns(`${body.mediaType}:${body.mediaId}`, options.signal, () => post(tools, body, options));
  };
}

async function post(
  { client, details, retries, backoffMs, isFailing }: Tools,
  body: RequestBody,
  { asUser, signal }: { asUser?: number; signal?: AbortSignal },
): Promise<RequestResult> {
  /** The failure after which the server may still be at work on the POST: from then on it is only looked for. */
  let late: ServerError | undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      if (late) throw late;
      throwIfCancelled(signal);
      // not to be aborted on the way: nobody could tell whether the server took it
      const answer = await client.call({
        method: "POST",
        path: "/request",
        json: toWire(body),
        asUser,
      });
      return interpret(answer.status, answer.body, body);
    } catch (error) {
      if (!(error instanceof ServerError) || !TRANSIENT_SERVER_CODES.has(error.code)) throw error;
      if (isLate(error)) late = error;
      const wait = Math.max(Math.min(backoffMs * 2 ** attempt, MAX_WAIT_MS), error.retryAfterMs ?? 0);
      if ((attempt >= retries && (late || !isFailing())) || wait > MAX_RETRY_AFTER_MS) throw error;
      await pause(wait, signal);
      const found = await look(() => details(body.mediaType, body.mediaId, signal), error);
      // Without X-API-User the server acts as its first user (middleware/auth.ts).
      const ours = findRequest(found.requests, body, asUser ?? 1);
      if (ours) return { kind: "created", ...ours, foundAfterwards: true };
      // it answered, and would answer so again
      if (error.httpStatus === 500) throw error;
    }
  }
}

/**
 * We, or a proxy, stopped waiting, which the server does not notice: it waits for TMDB without any time-out, and a
 * second POST beside the first one could request the title twice.
 */
const isLate = ({ code, httpStatus }: ServerError): boolean =>
  code === "server-timeout" || httpStatus === 504;

/** Posting again without having looked could request the title twice: when the look fails, the first error stands. */
async function look(details: () => Promise<TitleDetail>, error: ServerError): Promise<TitleDetail> {
  try {
    return await details();
  } catch (failure) {
    throw failure instanceof ServerError ? error : failure;
  }
}

function interpret(status: number, answer: unknown, body: RequestBody): RequestResult {
  const message = asRecord(answer)?.message;
  if (status === 202)
    return {
      kind: "nothing-left",
      message: typeof message === "string" ? message : "Nothing is left to request.",
    };
  const [request] = toRequest({ is4k: body.is4k, ...asRecord(answer) });
  if (request) return { kind: "created", ...request };
  return {
    kind: "vanished",
    message:
      "The server took the request and dropped it at once: Sonarr needs a TVDB id, and TMDB knows none for this show.",
  };
}

/** The body as it is sent: absent fields left out, seasons and TVDB id only for shows (a movie's would clash). */
export function toWire(body: RequestBody): Record<string, unknown> {
  const { mediaType, mediaId, is4k, seasons, tvdbId, ...rest } = body;
  const fields = { mediaType, mediaId, is4k, ...(mediaType === "tv" && { seasons, tvdbId }), ...rest };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}

function checkBody({ mediaType, mediaId, seasons }: RequestBody): void {
  if (!Number.isSafeInteger(mediaId) || mediaId < 1)
    throw new InputError(
      "bad-input",
      "The TMDB id of a request must be a whole number from 1. Search the title first.",
    );
  if (mediaType !== "tv") return;
  if (!seasons?.length || !seasons.every((season) => Number.isSafeInteger(season) && season >= 0))
    throw new InputError("bad-input", "The request of a show must name its seasons as whole numbers from 0.");
}
