import { InputError } from "../../errors.ts";
import { pause } from "../../http/pause.ts";
import type { MediaType } from "../../items/item.ts";
import type { TitleDetail } from "../../state/port/findings.ts";
import type { Client } from "../connection/api-call.ts";
import { asRecord } from "../json-shape.ts";
import * as messages from "../messages.ts";
import { ServerError, TRANSIENT_SERVER_CODES } from "../server-error.ts";
import { toRequest } from "../title-detail.ts";
import { findRequest } from "./find-request.ts";
import { type RequestBody, toWire } from "./request-body.ts";
import type { serialiseByKey } from "./serialise-by-key.ts";

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
  oneByOne: ReturnType<typeof serialiseByKey>;
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
  const { oneByOne } = tools;
  return async (body, options = {}) => {
    checkBody(body);
    return oneByOne(`${body.mediaType}:${body.mediaId}`, options.signal, () => post(tools, body, options));
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
      const answer = await client.call({
        method: "POST",
        path: "/request",
        json: toWire(body),
        asUser,
        signal,
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
 * We, or a proxy, stopped waiting, which the server does not notice: it waits for TMDB without any timeout, and a
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
      message: typeof message === "string" ? message : messages.nothingLeft(),
    };
  const [request] = toRequest({ is4k: body.is4k, ...asRecord(answer) });
  if (request) return { kind: "created", ...request };
  return {
    kind: "vanished",
    message: messages.requestVanished(),
  };
}

function checkBody({ mediaType, mediaId, seasons }: RequestBody): void {
  if (!Number.isSafeInteger(mediaId) || mediaId < 1) throw new InputError("bad-input", messages.badTmdbId());
  if (mediaType !== "tv" || seasons === "all") return;
  if (!seasons?.length || !seasons.every((season) => Number.isSafeInteger(season) && season >= 0))
    throw new InputError("bad-input", messages.badSeasons());
}
