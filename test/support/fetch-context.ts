import { createHttp } from "../../src/http/create-http.ts";
import { createProcessCache } from "../../src/lists/fetching/process-cache.ts";
import type { FetchContext, FetchedList, ListProvider } from "../../src/lists/provider.ts";

/** A context that reaches one test server, without pauses, with short back-offs and a memory of its own. */
export const contextFor = (origin: string, change: Partial<FetchContext> = {}): FetchContext => ({
  http: createHttp({ retries: 1, backoffMs: 1, timeoutMs: 2000 }),
  signal: new AbortController().signal,
  settings: {},
  cache: createProcessCache(),
  origin: () => origin,
  pause: async () => {},
  readFile: async () => new Uint8Array(),
  ...change,
});

/** Reads a list as a person pasted it. */
export async function fetchWith(
  provider: ListProvider,
  input: string,
  context: FetchContext,
): Promise<FetchedList> {
  const list = provider.parse(input);
  if (!list) throw new Error(`"${input}" is not understood.`);
  return provider.fetch(list, context);
}
