import { throwIfCancelled } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { pause } from "../../http/pause.ts";
import type { ApiCall, Client } from "../connection/api-call.ts";
import * as messages from "../messages.ts";
import { ServerError, SUSPICIOUS_SERVER_CODES, TRANSIENT_SERVER_CODES } from "../server-error.ts";
import { isAlive } from "./alive.ts";
import { CALL_KINDS, type CallKind, kindOf } from "./call-kind.ts";
import { DEFAULT_LIMITS, type HealthLimits, kindHealths } from "./kind-health.ts";
import { oddShape } from "./odd-shape.ts";
import { tmdbAnswers } from "./tmdb-probe.ts";

/** What health tells whoever counts or shows it. */
export type HealthEvent =
  | { type: "call"; kind: CallKind; ms: number; code?: string }
  /** The kind pauses for so many milliseconds. */
  | { type: "pause"; kind: CallKind; ms: number }
  | { type: "open"; kind: CallKind }
  /** Nothing further is tried. */
  | { type: "fault"; code: string };

export interface HealthOptions extends Partial<HealthLimits> {
  /** How often a title is tried again while others succeed. @default 3 */
  retries?: number;
  /** Milliseconds before a title's next try, doubled each time. @default 500 */
  backoffMs?: number;
  /** Of a run: its titles wait for a server that comes back. Otherwise a title fails when its tries are used up. @default true */
  isRun?: boolean;
  onEvent?: (event: HealthEvent) => void;
  now?: () => number;
  /** From 0 to 1, for the jitter. */
  random?: () => number;
}

/** How a server fares in one run, by kind of call; and why the run ended, if it did. */
export interface Health {
  /** The failure after which no further call is made. */
  readonly fault: ServerError | undefined;
  /** Since when there was the trouble that ended the run, in milliseconds since the epoch. */
  readonly faultSince: number | undefined;
  /** When the next call of a kind that pauses is made, in milliseconds since the epoch; the soonest of them. */
  readonly pausedUntil: number | undefined;
  /** Whether nothing of a kind succeeds at present, and the run waits until something does. */
  isWaiting(kind: CallKind): boolean;
  /** Whether searches or details fail at present, so that an empty answer says nothing. */
  readonly isDoubtful: boolean;
  /** The same client, watched over. */
  watch(client: Client): Client;
}

/**
 * Watches over the calls of one run. One odd answer costs one title: whether the server or the title is odd is asked by
 * a call of the same kind that worked before. Failures that pass are waited out, by one call at a time; when that
 * takes too long, or the answer to everything is the same refusal, the run ends with one fault.
 */
export function createHealth(options: HealthOptions = {}): Health {
  const { retries = 3, backoffMs = 500, isRun = true, onEvent = () => {} } = options;
  const { now = Date.now, random = Math.random } = options;
  const limits = { ...DEFAULT_LIMITS, ...definedOf(options) };
  const kinds = kindHealths(CALL_KINDS, limits, now);
  /** The last call of a kind that worked, to compare with. */
  const worked = new Map<CallKind, ApiCall>();
  /** A refusal that may be the title's or the server's, where no call has worked before: the next title tells. */
  const suspicions = new Map<CallKind, { code: string; at: number }>();
  /** The question whether the server answers what needs no TMDB. */
  let alive: Promise<boolean> | undefined;
  let fault: ServerError | undefined;
  let faultSince: number | undefined;

  const ended = () => {
    if (fault) throw fault;
  };

  function end(error: ServerError): ServerError {
    if (fault) return fault;
    fault = error;
    const failing = CALL_KINDS.flatMap((kind) => kinds[kind].failingSince ?? []);
    faultSince = Math.min(now(), ...failing, ...[...suspicions.values()].map(({ at }) => at));
    onEvent({ type: "fault", code: error.code });
    for (const kind of CALL_KINDS) kinds[kind].wake();
    return error;
  }

  /** The server answered, be it with a refusal of this one title. @param started when it was asked */
  function succeed(kind: CallKind, started: number): void {
    // what was on its way when the trouble began says nothing of what came after
    if (started >= (suspicions.get(kind)?.at ?? started)) suspicions.delete(kind);
    if (kinds[kind].succeeded()) onEvent({ type: "open", kind });
  }

  async function stumble(
    client: Client,
    kind: CallKind,
    error: ServerError,
    signal: AbortSignal | undefined,
  ): Promise<ServerError> {
    const { retryAfterMs = 0 } = error;
    if (retryAfterMs > limits.maxRetryAfterMs)
      return end(lost(error, messages.wantsToWait(inWords(retryAfterMs))));
    const health = kinds[kind];
    const paused = health.failed();
    if (paused !== undefined) onEvent({ type: "pause", kind, ms: Math.max(paused, retryAfterMs) });
    // it means all calls of this client, not only the one that was told
    if (retryAfterMs > 0) for (const each of CALL_KINDS) kinds[each].hold(retryAfterMs);
    if (!isRun || !health.isLost) return error;
    alive ??= isAlive(client, signal).finally(() => {
      alive = undefined;
    });
    const why = (await alive) ? messages.noTmdbFor : messages.silentFor;
    // a call that was on its way may have succeeded meanwhile
    return health.isLost ? end(lost(error, why(inWords(limits.patienceMs)))) : error;
  }

  /** Waits as long as the server asked to be left alone; those who go first after it are chosen by kind. */
  async function untilFree(signal: AbortSignal | undefined): Promise<void> {
    for (let wait = kinds.post.heldMs; wait > 0; wait = kinds.post.heldMs) await pause(wait, signal);
  }

  /** Whether a call that worked before works still. @returns undefined when there is none to compare with */
  async function compare(
    client: Client,
    kind: CallKind,
    signal: AbortSignal | undefined,
  ): Promise<true | ServerError | undefined> {
    const call = worked.get(kind);
    if (!call) return undefined;
    try {
      await untilFree(signal);
      const { body } = await client.call({ ...call, retry: false });
      return oddShape(kind, body) ?? true;
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return error;
    }
  }

  /** Whether it is this title that fails, and not the server or TMDB behind it. */
  async function isBack(
    client: Client,
    kind: CallKind,
    { httpStatus }: ServerError,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const found = await compare(client, kind, signal);
    if (found !== undefined || kind !== "details" || httpStatus !== 500) return found === true;
    await untilFree(signal);
    return tmdbAnswers(client, signal);
  }

  /** A refusal that may be meant for everybody. @returns what to throw for the title */
  async function suspect(
    client: Client,
    kind: CallKind,
    error: ServerError,
    signal: AbortSignal | undefined,
  ): Promise<ServerError> {
    const found = await compare(client, kind, signal);
    if (found === true) return error;
    if (found !== undefined)
      return found.code === error.code ? end(error) : stumble(client, kind, found, signal);
    const before = suspicions.get(kind);
    if (before?.code === error.code) return end(error);
    suspicions.set(kind, { code: error.code, at: now() });
    // one title goes next, alone
    kinds[kind].close(0);
    return error;
  }

  async function attempt(client: Client, kind: CallKind, call: ApiCall): Promise<HttpResponse> {
    const leave = await kinds[kind].enter(ended, call.signal);
    const started = now();
    try {
      const response = await client.call({ ...call, retry: false });
      const odd = oddShape(kind, response.body);
      if (odd) throw odd;
      onEvent({ type: "call", kind, ms: now() - started });
      if (kind === "search" && isEmpty(response) && kinds.search.isFailing) return response;
      if (kind !== "post") worked.set(kind, { path: call.path, asUser: call.asUser });
      succeed(kind, started);
      return response;
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      onEvent({ type: "call", kind, ms: now() - started, code: error.code });
      if (TRANSIENT_SERVER_CODES.has(error.code)) throw await stumble(client, kind, error, call.signal);
      if (isSuspicious(kind, error)) throw await suspect(client, kind, error, call.signal);
      // a refusal of this title is an answer like any other
      succeed(kind, started);
      throw error;
    } finally {
      leave();
    }
  }

  /** Tries a call that may be repeated until it is known whether the server or the title is to blame. */
  async function persist(client: Client, kind: CallKind, call: ApiCall): Promise<HttpResponse> {
    let successes = 0;
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(client, kind, call);
      } catch (error) {
        ended();
        throwIfCancelled(call.signal);
        if (!(error instanceof ServerError) || !TRANSIENT_SERVER_CODES.has(error.code)) throw error;
        // others succeeded since the last try, but this one failed again
        const isItsOwn = !isRun || kinds[kind].successes > successes;
        if (tries >= retries && isItsOwn) throw error;
        successes = kinds[kind].successes;
        // nobody else is on the way to tell whether the server is back
        if (tries >= retries && !kinds[kind].isAwaited && (await isBack(client, kind, error, call.signal)))
          kinds[kind].succeeded();
        const wait = Math.min(limits.maxPauseMs, backoffMs * 2 ** tries) * (1 - random() / 2);
        await pause(Math.max(wait, error.retryAfterMs ?? 0), call.signal);
      }
    }
  }

  return {
    get fault() {
      return fault;
    },
    get faultSince() {
      return faultSince;
    },
    get pausedUntil() {
      const times = CALL_KINDS.flatMap((kind) => kinds[kind].opensAt ?? []);
      return times.length > 0 && !fault ? Math.min(...times) : undefined;
    },
    isWaiting: (kind) => isRun && fault === undefined && kinds[kind].isFailing,
    get isDoubtful() {
      return kinds.search.isFailing || kinds.details.isFailing;
    },
    watch: (client) => ({
      ...client,
      async call(call) {
        const kind = kindOf(call);
        if (kind === undefined) {
          await untilFree(call.signal);
          return client.call(call);
        }
        const once = kind === "post" || call.retry === false;
        return once ? attempt(client, kind, call) : persist(client, kind, call);
      },
    }),
  };
}

/** Whoever may search at all may search for every title; what a user may request is the user's own affair. */
const isSuspicious = (kind: CallKind, { code }: ServerError): boolean =>
  SUSPICIOUS_SERVER_CODES.has(code) || (code === "server-permission" && kind !== "post");

/** With TMDB failing behind it, the server may say that there is nothing: no proof that it is well again. */
const isEmpty = ({ body }: HttpResponse): boolean => {
  const { results } = Object(body) as { results?: unknown };
  return Array.isArray(results) && results.length === 0;
};

function lost(error: ServerError, why: string): ServerError {
  return new ServerError(error.code, messages.runEnds(error.message, why), {
    httpStatus: error.httpStatus,
    retryAfterMs: error.retryAfterMs,
  });
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}

function definedOf(options: HealthOptions): Partial<HealthLimits> {
  const { failuresInARow, firstPauseMs, maxPauseMs, patienceMs, maxRetryAfterMs } = options;
  const given = { failuresInARow, firstPauseMs, maxPauseMs, patienceMs, maxRetryAfterMs };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
