import assert from "node:assert/strict";
import { throwIfCancelled } from "../../errors.ts";
import type { Http } from "../../http/http.ts";
import { keepSecret } from "../../http/redact.ts";
import { createContext } from "../fetching/context.ts";
import { toListError } from "../fetching/map-error.ts";
import { createProcessCache } from "../fetching/process-cache.ts";
import { ListError } from "../list-error.ts";
import type { Account, FetchedList, ParsedList } from "../provider.ts";
import type { Subject } from "./cases.ts";
import { type Fault, type FaultyProxy, startFaultyProxy } from "./faulty-proxy.ts";

/** One fetch of a check. */
export interface Attempt {
  /** @default the list of the cases */
  input?: string;
  account?: Account | null;
  fault?: Fault;
  /** Request from which on it goes wrong. @default 1 */
  from?: number;
  limit?: number;
  /** Aborts the fetch after so many milliseconds. */
  abortAfterMs?: number;
}

/** How a fetch ended, and what it took. */
export interface Ended {
  fetched?: FetchedList;
  error?: Error;
  requests: number;
  busiest: number;
  milliseconds: number;
}

/**
 * Fetches a list through a proxy on which things go wrong as asked, in the very context that nodes give a provider.
 * Rejects only when the provider reaches for another origin than the one it is told to use.
 */
export async function tryFetch({ provider, cases }: Subject, attempt: Attempt = {}): Promise<Ended> {
  const site = await cases.start();
  const proxy = await startFaultyProxy(site.origin);
  if (attempt.fault) proxy.fault(attempt.fault, attempt.from);
  const account = attempt.account === undefined ? cases.account : (attempt.account ?? undefined);
  const secrets = [account?.key, account?.secret].flatMap((value) => (value ? keepSecret(value) : []));
  const started = performance.now();
  const abort = new AbortController();
  const timer =
    attempt.abortAfterMs === undefined ? undefined : setTimeout(() => abort.abort(), attempt.abortAfterMs);
  try {
    const parsed = parseOrFail(provider.parse(attempt.input ?? cases.list.input), attempt.input);
    const context = createContext(
      provider,
      parsed,
      {
        // of its own, or the next attempt would be answered by what this one left
        cache: createProcessCache(),
        accounts: { [provider.id]: account },
        settings: { [provider.id]: cases.settings },
        origins: { [provider.id]: proxy.origin },
        http: { retries: 0, timeoutMs: 1000, perMinute: 100_000, ...cases.http },
      },
      { signal: abort.signal, limit: attempt.limit },
    );
    const strays: string[] = [];
    context.http = watched(context.http, proxy, strays);
    // the site here needs no rest between two pages
    context.pause = async () => throwIfCancelled(abort.signal);
    const ended = await provider.fetch(parsed, context).then(
      (fetched) => ({ fetched }),
      (error: unknown) => ({ error: toListError(error, provider.name) }),
    );
    assert.deepEqual(strays, [], "asks nobody but the origin that context.origin() gives");
    const milliseconds = performance.now() - started;
    return { ...ended, requests: proxy.requests(), busiest: proxy.busiest(), milliseconds };
  } finally {
    clearTimeout(timer);
    for (const release of secrets) release();
    await proxy.close();
    await site.close();
  }
}

function parseOrFail(parsed: ParsedList | undefined, input = ""): ParsedList {
  assert.ok(parsed, `parse understands the list that the cases name ${input}`);
  return parsed;
}

function watched(http: Http, proxy: FaultyProxy, strays: string[]): Http {
  return {
    request(request) {
      if (!request.url.startsWith(`${proxy.origin}/`)) strays.push(new URL(request.url).origin);
      return http.request(request);
    },
  };
}

/** Fails unless an error is one that a person can act on. */
export function assertSentence(error: unknown, codes: string[]): asserts error is ListError {
  assert.ok(error instanceof ListError, `ends in a ListError, not in ${String(error)}`);
  assert.ok(
    codes.includes(error.code),
    `code ${error.code} ("${error.message}") should be ${codes.join(" or ")}`,
  );
  assert.match(error.message, /^\S.{18,}[.!?]$/s, "the message is a sentence");
  assert.doesNotMatch(error.message, /undefined|\[object|NaN/, "the message has no holes");
}
