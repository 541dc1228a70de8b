import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { SqliteConstructor } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { sampleRun, temporaryFolder } from "../../support/state-samples.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;

/** Another program that writes in the file and does not come to an end. */
function lock(file: string): () => void {
  const other = new Sqlite(file);
  other.exec("BEGIN IMMEDIATE");
  return () => void other.close();
}

/** How long nothing else had a turn. 50 ms on an idle machine; tests may run on a slow one. */
function watchLoop() {
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  return { longest: () => Math.round(longest), stop: () => clearInterval(watch) };
}

describe("a database that another program keeps locked", () => {
  const path = temporaryFolder();

  it("does not hold Node-RED, and is written to once it is free", async () => {
    const store = await openStore({ file: path("held.db") });
    const unlock = lock(path("held.db"));
    let turns = 0;
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      turns++;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    try {
      const writing = store.insertRun(sampleRun());
      await sleep(1000);
      assert.equal(await store.run("run-1"), undefined);
      unlock();
      await writing;
      assert.equal((await store.run("run-1"))?.state, "running");
      assert.ok(turns > 10, `${turns} turns`);
      // 50 ms on an idle machine; tests may run on a slow one
      assert.ok(longest < 600, `held for ${Math.round(longest)} ms`);
    } finally {
      clearInterval(watch);
      await store.close();
    }
  });

  it("is waited for by whatever opens, reads and writes it, in the order in which it was written", async () => {
    const file = path("order.db");
    await (await openStore({ file })).close();
    const other = new Sqlite(file);
    other.pragma("locking_mode = EXCLUSIVE");
    other.exec("BEGIN EXCLUSIVE; INSERT INTO devices VALUES ('x', '[]'); COMMIT");
    const gaps = watchLoop();
    const opening = openStore({ file });
    await sleep(500);
    other.close();
    const store = await opening;
    const unlock = lock(file);
    const writes = Array.from({ length: 200 }, (_, index) =>
      store.setProfileSettings("Main", { requestLimit: index + 1 }),
    );
    await sleep(500);
    unlock();
    await Promise.all(writes);
    assert.equal((await store.profileSettings("Main")).requestLimit, 200);
    assert.ok(gaps.longest() < 600, `held for ${gaps.longest()} ms`);
    gaps.stop();
    await store.close();
  });

  it("does not keep the store from being closed", async () => {
    const store = await openStore({ file: path("closing.db"), closeMs: 100 });
    const unlock = lock(path("closing.db"));
    const writing = assert.rejects(store.insertRun(sampleRun()), { code: "state-closed" });
    await store.close();
    unlock();
    await writing;
  });

  it("is given up after a time that can be set", async () => {
    const store = await openStore({ file: path("given-up.db"), lockedMs: 100 });
    const unlock = lock(path("given-up.db"));
    try {
      await assert.rejects(
        store.insertRun(sampleRun()),
        (error) =>
          error instanceof StateError &&
          error.code === "state-locked" &&
          /another program/.test(error.message),
      );
    } finally {
      unlock();
      await store.close();
    }
  });

  it("is waited for no longer once the run is cancelled", async () => {
    const store = await openStore({ file: path("cancelled.db") });
    const unlock = lock(path("cancelled.db"));
    try {
      const stop = new AbortController();
      const writing = store.insertRun(sampleRun(), stop.signal);
      stop.abort();
      await assert.rejects(writing, { code: "cancelled" });
    } finally {
      unlock();
      await store.close();
    }
  });

  it("costs what is only remembered to spare calls, and nothing else", async () => {
    const store = await openStore({ file: path("cache.db") });
    const unlock = lock(path("cache.db"));
    try {
      const at = "2026-03-01T12:00:00.000Z";
      await store.saveTitleDetail("srv", {
        mediaType: "movie",
        tmdbId: 603,
        title: "The Matrix",
        requests: [],
        at,
      });
      assert.equal(await store.titleDetail("srv", "movie", 603), undefined);
    } finally {
      unlock();
      await store.close();
    }
  });
});
