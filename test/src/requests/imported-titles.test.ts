import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { normaliseItem } from "../../../src/items/normalise.ts";
import { cancelItem } from "../../../src/requests/cancel-item.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { sampleRun } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const MATRIX = { title: "The Matrix", year: 1999, type: "movie", tmdb_id: 603 };
const BREAKING_BAD = { title: "Breaking Bad", type: "tv", tmdb_id: 1396 };

describe("what the Python ListSync recorded of a title", () => {
  const { start } = overseerrPerTest();
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
    for (const status of ["requested", "skipped", "already_available"])
      await store.importTitles(
        [
          { mediaType: "movie", tmdbId: 603, title: "The Matrix", status, at: "2025-11-02T08:15:00.000Z" },
          { mediaType: "tv", tmdbId: 1396, title: "Breaking Bad", status, at: "2025-11-02T08:15:00.000Z" },
        ],
        `ListSync that wrote ${status}`,
      );
  });
  afterEach(() => store.close());

  it("is no reason not to request it: only the server is", async () => {
    const { server, overseerr } = await start();
    for (const row of [MATRIX, BREAKING_BAD]) {
      const first = await requestItem(normaliseItem(row), { overseerr, store }, {});
      assert.equal(first.item.outcome?.status, "requested");
      await overseerr.index.ensure(undefined);
      const again = await requestItem(normaliseItem(row), { overseerr, store }, {});
      assert.equal(again.item.outcome?.status, "already_requested");
    }
    assert.equal(server.requests.length, 2);
  });

  it("permits no cancel of the request that is on the server, waiting or approved", async () => {
    for (const asUser of [1, 2]) {
      const { server, overseerr } = await start();
      await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false }, { asUser });
      const { item } = await cancelItem(
        normaliseItem(MATRIX),
        { overseerr, store },
        { cancelApproved: true, is4k: "both" },
      );
      assert.equal(item.outcome?.status, "skipped");
      assert.match(item.outcome?.reason ?? "", /did not request this title/);
      assert.equal(server.log.filter(({ method }) => method === "DELETE").length, 0);
      assert.equal(server.requests.length, 1);
    }
  });

  it("proves no deletion: a title that the server knows without a request is free", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "movie", tmdbId: 603 });
    server.addMedia({ mediaType: "tv", tmdbId: 1396, seasons: [{ seasonNumber: 1, status: 1 }] });
    for (const row of [MATRIX, BREAKING_BAD]) {
      const { item } = await requestItem(normaliseItem(row), { overseerr, store }, {});
      assert.equal(item.outcome?.status, "requested");
    }
  });

  it("does not become ours by the runs that follow", async () => {
    const { server, overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false }, { asUser: 2 });
    const { item } = await requestItem(normaliseItem(MATRIX), { overseerr, store }, {});
    assert.equal(item.outcome?.status, "already_requested");
    const id = randomUUID();
    await store.insertRun(sampleRun({ id }));
    await store.record(id, overseerr.key, item, new Date().toISOString());
    const cancelled = await cancelItem(normaliseItem(MATRIX), { overseerr, store }, {});
    assert.equal(cancelled.item.outcome?.status, "skipped");
    server.deleteRequest(server.requests[0]?.id ?? 0);
    const after = await requestItem(normaliseItem(MATRIX), { overseerr, store }, {});
    assert.notEqual(after.item.outcome?.status, "skipped");
  });
});
