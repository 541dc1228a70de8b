import assert from "node:assert/strict";
import { CancelledError } from "../../../../src/errors.ts";
import type { FetchDeps } from "../../../../src/lists/fetching/context.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import { fetchShared } from "../../../../src/lists/fetching/shared-fetch.ts";
import type { FetchedList, ListProvider, ParsedList } from "../../../../src/lists/provider.ts";
import { poll } from "../../../support/poll.ts";

const LIST: ParsedList = { provider: "slow", kind: "list", id: "1", label: "Slow list 1" };

/** A provider whose fetches end when the test says so. */
function slowProvider(lifetime = 0) {
  const fetches: { finish: (titles: number) => void; fail: (error: Error) => void; signal: AbortSignal }[] =
    [];
  const provider: ListProvider = {
    id: "slow",
    name: "Slow",
    forms: [{ example: "1", meaning: "a list" }],
    ...(lifetime > 0 && { lifetime: () => lifetime }),
    parse: () => LIST,
    fetch: (_list, { signal }) =>
      new Promise<FetchedList>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new CancelledError()));
        fetches.push({
          signal,
          fail: reject,
          finish: (titles) =>
            resolve({
              items: Array.from({ length: titles }, (_, index) => ({
                title: `Film ${index}`,
                mediaType: "movie" as const,
                ids: { tmdb: index + 1 },
                sources: [],
              })),
              complete: true,
              via: "api",
              warnings: [],
            }),
        });
      }),
  };
  return { provider, fetches };
}

describe("a shared fetch", () => {
  const signal = new AbortController().signal;
  const deps = (): FetchDeps => ({ cache: createProcessCache(), http: {} });

  it("is one for all who want the same list at the same time", async () => {
    const { provider, fetches } = slowProvider();
    const all = [1, 2, 3].map(() => fetchShared(provider, LIST, deps(), { signal }));
    fetches[0]?.finish(2);
    for (const { items } of await Promise.all(all)) assert.equal(items.length, 2);
    assert.equal(fetches.length, 1);
  });

  it("is not shared with another account, another limit or another time", async () => {
    const { provider, fetches } = slowProvider();
    const all = [
      fetchShared(provider, LIST, deps(), { signal }),
      fetchShared(provider, LIST, deps(), { signal, limit: 5 }),
      fetchShared(provider, LIST, { ...deps(), accounts: { slow: { key: "somebody-else" } } }, { signal }),
    ];
    assert.equal(fetches.length, 3);
    for (const { finish } of fetches) finish(1);
    await Promise.all(all);
    const later = fetchShared(provider, LIST, deps(), { signal });
    assert.equal(fetches.length, 4);
    fetches[3]?.finish(1);
    await later;
  });

  it("goes on for the others when one of them is cancelled, and ends with the last", async () => {
    const { provider, fetches } = slowProvider();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = fetchShared(provider, LIST, deps(), { signal: one.signal });
    const second = fetchShared(provider, LIST, deps(), { signal: other.signal });
    one.abort();
    await assert.rejects(first, CancelledError);
    assert.equal(fetches[0]?.signal.aborted, false);
    other.abort();
    await assert.rejects(second, CancelledError);
    assert.equal(fetches[0]?.signal.aborted, true);
  });

  it("fails for all of them with the same sentence, and is tried anew the next time", async () => {
    const { provider, fetches } = slowProvider();
    const both = [1, 2].map(() => fetchShared(provider, LIST, deps(), { signal }));
    fetches[0]?.fail(Object.assign(new Error("The site is away."), { code: "unavailable" }));
    for (const each of both) await assert.rejects(each, { code: "unavailable" });
    const again = fetchShared(provider, LIST, deps(), { signal });
    fetches[1]?.finish(1);
    assert.equal((await again).items.length, 1);
  });

  describe("within the lifetime of an answer", () => {
    let now = new Date("2026-03-01T12:00:00Z");
    const clock = () => now;
    beforeEach(() => {
      now = new Date("2026-03-01T12:00:00Z");
    });
    const remembering = (): FetchDeps => ({ cache: createProcessCache(clock), http: {} });

    // the cache is asked before the site, so a fetch does not begin at once
    it("asks nobody, and says how old the answer is", async () => {
      const { provider, fetches } = slowProvider(3600);
      const shared = remembering();
      const first = fetchShared(provider, LIST, shared, { signal }, clock);
      (await poll(() => fetches[0], "a fetch")).finish(3);
      assert.equal((await first).fetchedAt, undefined);
      now = new Date("2026-03-01T12:59:59Z");
      const second = await fetchShared(provider, LIST, shared, { signal }, clock);
      assert.equal(second.items.length, 3);
      assert.equal(second.fetchedAt, "2026-03-01T12:00:00.000Z");
      assert.equal(fetches.length, 1);
    });

    it("asks again once it is over, or when the person wants no old answers", async () => {
      const { provider, fetches } = slowProvider(3600);
      const shared = remembering();
      const first = fetchShared(provider, LIST, shared, { signal }, clock);
      (await poll(() => fetches[0], "a fetch")).finish(3);
      await first;
      const fresh = fetchShared(provider, LIST, { ...shared, reuseSeconds: 0 }, { signal }, clock);
      (await poll(() => fetches[1], "a fetch")).finish(4);
      assert.equal((await fresh).items.length, 4);
      now = new Date("2026-03-01T13:00:00Z");
      const later = fetchShared(provider, LIST, shared, { signal }, clock);
      (await poll(() => fetches[2], "a fetch")).finish(5);
      assert.equal((await later).items.length, 5);
    });
  });
});
