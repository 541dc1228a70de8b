import { createHttp } from "../../../../src/http/create-http.ts";
import { imdb } from "../../../../src/lists/imdb/index.ts";
import type { FetchContext, FetchedList } from "../../../../src/lists/provider.ts";

/** A context that reaches one test server, without pauses and with short back-offs. */
export const contextFor = (origin: string, change: Partial<FetchContext> = {}): FetchContext => ({
  http: createHttp({ retries: 1, backoffMs: 1, timeoutMs: 2000 }),
  signal: new AbortController().signal,
  settings: {},
  origin: () => origin,
  pause: async () => {},
  readFile: async () => new Uint8Array(),
  ...change,
});

/** Reads a list as a person pasted it. */
export async function fetchList(input: string, context: FetchContext): Promise<FetchedList> {
  const list = imdb.parse(input);
  if (!list) throw new Error(`"${input}" is not understood.`);
  return imdb.fetch(list, context);
}
