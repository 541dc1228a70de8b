import assert from "node:assert/strict";
import { type Database, openDatabase } from "../../../src/state/database.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { sampleItem, sampleOutcome, sampleRun, temporaryFolder } from "../../support/state-samples.ts";

const AT = "2026-03-01T12:00:00.000Z";

describe("a database on a full disk", () => {
  const path = temporaryFolder();

  it("says so, still answers, and goes on by itself when there is space again", async () => {
    let db: Database | undefined;
    const store = await openStore({
      file: path("full.db"),
      open(file) {
        db = openDatabase(file);
        return db;
      },
    });
    await store.insertRun(sampleRun());
    const record = (tmdb: number) => {
      const outcome = sampleOutcome("failed", { reason: "x".repeat(5000) });
      return store.record("run-1", "srv", sampleItem({ ids: { tmdb }, outcome }), AT);
    };
    await record(1);
    db?.pragma(`max_page_count = ${Number(db.pragma("page_count"))}`);
    const refused = {
      code: "state-full",
      message: /the disk is full\. Free some space; Node-RED then continues by itself/,
    };
    await assert.rejects(record(2), refused);
    await assert.rejects(record(3), refused);
    // what is only remembered to spare calls is no reason to fail
    await store.fetchCache.set("answers", "key", "x".repeat(50_000));
    assert.deepEqual((await store.run("run-1"))?.counts, { failed: 1 });
    db?.pragma("max_page_count = 1000000");
    await record(4);
    assert.deepEqual((await store.run("run-1"))?.counts, { failed: 2 });
    await store.close();
  });
});
