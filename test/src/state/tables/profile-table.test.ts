import assert from "node:assert/strict";
import { createRuns } from "../../../../src/runs/create-runs.ts";
import { openDatabase } from "../../../../src/state/database.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import {
  sampleItem,
  sampleOutcome,
  sampleRun,
  sampleStore,
  temporaryFolder,
} from "../../../support/state-samples.ts";

describe("settings of a profile", () => {
  const path = temporaryFolder();
  const asked = (tmdb: number, status: Parameters<typeof sampleOutcome>[0] = "requested") =>
    sampleItem({ ids: { tmdb }, outcome: sampleOutcome(status) });

  it("are automatic and without a limit until somebody sets them, each profile's own", async () => {
    const store = await sampleStore();
    assert.deepEqual(await store.profileSettings("Main"), { automatic: true });
    await store.setProfileSettings("Main", { automatic: false });
    await store.setProfileSettings("Main", { requestLimit: 5 });
    assert.deepEqual(await store.profileSettings("Main"), { automatic: false, requestLimit: 5 });
    assert.deepEqual(await store.profileSettings("4K"), { automatic: true });
    await store.setProfileSettings("Main", { automatic: true, requestLimit: 0 });
    assert.deepEqual(await store.profileSettings("Main"), { automatic: true });
    await store.close();
  });

  it("are still there when the file is opened again", async () => {
    const file = path("kept.db");
    const store = await openStore({ file });
    await store.setProfileSettings('🎬 "Main"', { automatic: false, requestLimit: 500 });
    await store.close();
    const again = await openStore({ file });
    assert.deepEqual(await again.profileSettings('🎬 "Main"'), { automatic: false, requestLimit: 500 });
    await again.close();
  });

  it("are told to everybody who listens at the moment they change", async () => {
    const store = await sampleStore();
    const runs = await createRuns({ log: store });
    const told: unknown[] = [];
    runs.on("settings-changed", (...news) => told.push(news));
    const settings = await runs.setSettings("Main", { automatic: false });
    assert.deepEqual(told, [["Main", { automatic: false }]]);
    assert.deepEqual([settings, await runs.settings("Main")], [{ automatic: false }, { automatic: false }]);
    await runs.close();
    await store.close();
  });

  it("count every request that was made, and never fewer than before", async () => {
    const store = await sampleStore(
      sampleRun(),
      sampleRun({ id: "dry", dryRun: true }),
      sampleRun({ id: "4k", profile: "4K" }),
    );
    await store.record("run-1", "s", asked(1), "2026-03-01T12:00:00.000Z");
    await store.record("run-1", "s", asked(2), "2026-03-01T12:00:00.000Z");
    await store.record("run-1", "s", asked(3, "already_requested"), "2026-03-01T12:00:00.000Z");
    await store.record("dry", "s", asked(4, "would_request"), "2026-03-01T12:00:00.000Z");
    await store.record("4k", "s", asked(5), "2026-03-01T12:00:00.000Z");
    assert.deepEqual([await store.requestedTotal("Main"), await store.requestedTotal("4K")], [2, 1]);
    // the same title of the same run again, as it was and then as something else
    await store.record("run-1", "s", asked(1), "2026-03-01T12:00:00.000Z");
    await store.record("run-1", "s", asked(2, "cancelled"), "2026-03-01T12:00:00.000Z");
    assert.equal(await store.requestedTotal("Main"), 2);
    await store.prune(0);
    assert.equal(await store.requestedTotal("Main"), 2);
    assert.equal(await store.requestedTotal("nobody"), 0);
    await store.close();
  });

  it("count both requests of a title that was asked for in both qualities", async () => {
    const store = await sampleStore(sampleRun());
    const [normal, uhd] = [sampleOutcome("requested"), sampleOutcome("requested", { is4k: true })];
    await store.record(
      "run-1",
      "s",
      sampleItem({ outcome: normal, outcomes: [normal, uhd] }),
      "2026-03-01T12:00:00.000Z",
    );
    assert.equal(await store.requestedTotal("Main"), 2);
    await store.close();
  });

  it("know the title that was requested last", async () => {
    const store = await sampleStore(sampleRun(), sampleRun({ id: "4k", profile: "4K" }));
    assert.equal(await store.lastRequested("Main"), undefined);
    await store.record("run-1", "s", asked(1), "2026-03-01T12:00:00.000Z");
    await store.record("run-1", "s", asked(2), "2026-03-01T12:00:01.000Z");
    await store.record("run-1", "s", asked(3, "not_found"), "2026-03-01T12:00:02.000Z");
    await store.record("4k", "s", asked(4), "2026-03-01T12:00:03.000Z");
    assert.equal((await store.lastRequested("Main"))?.key, "movie:tmdb:2");
    await store.close();
  });

  it("begin with the requests that an older version made", async () => {
    const file = path("older.db");
    const db = openDatabase(prepareFile(file));
    await migrate(db, MIGRATIONS.slice(0, 2), new Date());
    db.exec(`
      INSERT INTO runs (id, profile, started_by, dry_run, state, started_at) VALUES ('r', 'Main', 'manual', 0, 'completed', '2026');
      INSERT INTO items (key, title, folded, media_type, item, first_seen_at, last_seen_at) VALUES ('k', 'T', 't', 'movie', '{}', '2026', '2026');
      INSERT INTO outcomes (run_id, item_key, is4k, main, dry_run, status, at, outcome) VALUES
        ('r', 'k', 0, 1, 0, 'requested', '2026', '{}'), ('r', 'k', 1, 0, 0, 'failed', '2026', '{}');`);
    db.close();
    const store = await openStore({ file });
    assert.equal(await store.requestedTotal("Main"), 1);
    await store.close();
  });
});
