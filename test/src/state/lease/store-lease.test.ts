import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createRuns } from "../../../../src/runs/create-runs.ts";
import { openDatabase } from "../../../../src/state/database.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { StateError } from "../../../../src/state/state-error.ts";
import type { Store } from "../../../../src/state/store.ts";
import { sampleRun, temporaryFolder } from "../../../support/state-samples.ts";

const LEASE_MS = 4000;

describe("a database that another process works with", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const before = process.env.LISTSYNC_LEASE_MS;
  let store: Store | undefined;
  let other: ChildProcess | undefined;

  beforeEach(() => {
    process.env.LISTSYNC_LEASE_MS = String(LEASE_MS);
  });
  afterEach(async () => {
    if (before === undefined) delete process.env.LISTSYNC_LEASE_MS;
    else process.env.LISTSYNC_LEASE_MS = before;
    other?.kill("SIGKILL");
    await store?.close();
  });

  /** Another process that records so many titles in a run of its own, which it never ends. */
  async function startWriter(file: string, titles: number): Promise<ChildProcess> {
    const args = [join(import.meta.dirname, "../store-writer.ts"), "write", file, "theirs", String(titles)];
    other = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    other.stdout?.resume();
    await once(other.stdout ?? other, "data");
    return other;
  }

  const inUse = (error: unknown) => error instanceof StateError && error.code === "state-in-use";

  it("is read and copied, but not written to, and its run goes on", async () => {
    const file = path("used.db");
    await startWriter(file, 1_000_000);
    store = await openStore({ file });
    assert.equal((await store.run("theirs"))?.state, "running");
    await store.backup(path("used-copy.db"));
    await assert.rejects(store.insertRun(sampleRun()), inUse);
    await assert.rejects(store.lease.confirm(), inUse);
    assert.equal(store.lease.wait?.kind, "taken");
    assert.equal((await store.run("theirs"))?.state, "running");
  });

  it("goes over once that process was killed, and its run is called interrupted then", async () => {
    const file = path("killed.db");
    const writer = await startWriter(file, 1_000_000);
    store = await openStore({ file });
    const waits: (string | undefined)[] = [];
    store.lease.follow((wait) => waits.push(wait?.kind));
    writer.kill("SIGKILL");
    await once(writer, "exit");
    await store.lease.confirm();
    const runs = await createRuns({ log: store });
    assert.deepEqual(
      runs.interrupted.map(({ id }) => id),
      ["theirs"],
    );
    assert.equal((await store.run("theirs"))?.state, "interrupted");
    assert.ok(waits.includes("silent"), "it said that it waits");
    assert.equal(waits.at(-1), undefined);
    await store.insertRun(sampleRun());
    await runs.close();
  });

  it("does not go over of a file that another one took the place of: what is written there goes nowhere", async () => {
    const file = path("swapped.db");
    const writer = await startWriter(file, 1_000_000);
    store = await openStore({ file });
    writer.kill("SIGKILL");
    await once(writer, "exit");
    // as a restore does
    const restored = path("restored.db");
    await (await openStore({ file: restored })).close();
    for (const log of ["-wal", "-shm"]) rmSync(`${file}${log}`, { force: true });
    renameSync(restored, file);
    await assert.rejects(store.lease.confirm(), { code: "state-lost" });
    await assert.rejects(store.insertRun(sampleRun()), { code: "state-lost" });
    assert.equal((await store.run("theirs"))?.state, "running");
  });

  it("goes over at once when that process ended by itself", async () => {
    const file = path("ended.db");
    const writer = await startWriter(file, 1);
    if (writer.exitCode === null) await once(writer, "exit");
    store = await openStore({ file });
    const start = performance.now();
    await store.insertRun(sampleRun());
    assert.ok(performance.now() - start < LEASE_MS / 2);
  });

  it("of an earlier version is taken like a new one", async () => {
    const file = path("old.db");
    const old = await openStore({ file, migrations: MIGRATIONS.filter(({ version }) => version < 8) });
    await old.close();
    // as the version that made this file wrote it
    const run = "('run-1', 'Main', 'manual', 0, 'running', '2026-01-01T00:00:00.000Z')";
    const db = openDatabase(file);
    db.exec(`INSERT INTO runs (id, profile, started_by, dry_run, state, started_at) VALUES ${run}`);
    db.close();
    store = await openStore({ file });
    await store.lease.confirm();
    const runs = await createRuns({ log: store });
    assert.deepEqual(
      runs.interrupted.map(({ id, state }) => [id, state]),
      [["run-1", "interrupted"]],
    );
    await store.insertRun(sampleRun({ id: "run-2" }));
    assert.equal(store.lease.wait, undefined);
    await runs.close();
  });
});
