import assert from "node:assert/strict";
import type { Item, Outcome } from "../../../src/items/item.ts";
import { retryItems } from "../../../src/state/retry.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../support/state-samples.ts";

describe("what is to be retried", () => {
  const openSample = () => {
    const store = sampleStore(
      sampleRun(),
      sampleRun({ id: "run-2" }),
      sampleRun({ id: "4k", profile: "4K" }),
    );
    const record = (runId: string, tmdb: number, status: Outcome["status"], patch: Partial<Item> = {}) => {
      const outcome = sampleOutcome(status);
      const item = sampleItem({
        title: `Title ${tmdb}`,
        ids: { tmdb },
        ...patch,
        outcome,
        outcomes: [outcome],
      });
      store.record(runId, "srv", item, SAMPLE_TIME);
    };
    record("run-1", 1, "failed");
    record("run-1", 2, "not_found", {
      sources: [{ provider: "trakt", list: "a", requestAs: 4 }],
      seasons: [2],
    });
    record("run-1", 3, "requested");
    record("run-1", 4, "failed");
    record("run-2", 4, "requested");
    record("4k", 5, "quota_exceeded", {
      match: { tmdbId: 5, mediaType: "movie", title: "Title 5", matchedBy: "tmdb" },
    });
    return store;
  };
  const titles = (items: Item[]) => items.map(({ title }) => title).sort();

  it("are the items whose latest outcome is a failure", () => {
    const store = openSample();
    assert.deepEqual(titles(retryItems(store)), ["Title 1", "Title 2", "Title 5"]);
    store.close();
  });

  it("can be chosen by profile and outcome", () => {
    const store = openSample();
    assert.deepEqual(titles(retryItems(store, { profile: "Main" })), ["Title 1", "Title 2"]);
    assert.deepEqual(titles(retryItems(store, { statuses: ["failed"] })), ["Title 1"]);
    assert.equal(retryItems(store, { limit: 2 }).length, 2);
    store.close();
  });

  it("come as their lists named them, without what became of them", () => {
    const store = openSample();
    const [item] = retryItems(store, { statuses: ["not_found"] });
    assert.deepEqual(
      item,
      sampleItem({
        title: "Title 2",
        ids: { tmdb: 2 },
        sources: [{ provider: "trakt", list: "a", requestAs: 4 }],
        seasons: [2],
      }),
    );
    assert.deepEqual(Object.keys(retryItems(store, { profile: "4K" })[0] ?? {}).includes("match"), false);
    store.close();
  });
});
