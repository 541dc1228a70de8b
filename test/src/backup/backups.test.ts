import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { list } from "tar";
import { backUpAfterRuns } from "../../../src/backup/back-up-after-runs.ts";
import { copyAsItIs } from "../../../src/backup/copy-as-it-is.ts";
import { markOf } from "../../../src/backup/kept-backups.ts";
import type { Memory } from "../../../src/runs/memory.ts";
import { openDatabase } from "../../../src/state/database.ts";
import { MIGRATIONS } from "../../../src/state/migrations.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { answersOf, backupsIn, fill, readLogins, writeLogins } from "../../support/backups.ts";
import { poll } from "../../support/poll.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const MARKS = ["old", "new"];

describe("backups", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const held: Memory[] = [];
  let count = 0;
  afterEach(async () => {
    await Promise.all(held.splice(0).map((memory) => memory.close()));
  });
  function start(folder = path(`case-${++count}`), more = {}) {
    const made = backupsIn(folder, more);
    held.push(made.memory);
    return { ...made, folder, answers: async () => answersOf(await made.memory.store(), MARKS) };
  }

  for (const [kind, make] of [
    ["an archive", "make"],
    ["an NDJSON export", "export"],
  ] as const)
    it(`gives the same answers to every query when everything was lost and ${kind} is restored`, async () => {
      const first = start();
      await fill(await first.memory.store(), "old");
      writeLogins(first.logins, "old");
      const answers = await first.answers();
      const { file } = await first.backups[make](path(`elsewhere-${make}`, "copy"));
      await first.memory.close();
      rmSync(first.folder, { recursive: true });
      const second = start(first.folder);
      await second.backups.restore(file);
      assert.deepEqual(await second.answers(), answers);
      if (make === "make") assert.deepEqual(readLogins(second.logins), ["old.a1.login", "old.b2.login"]);
      await fill(await second.memory.store(), "new");
    });

  it("puts back what was there, and keeps what was there before in a backup that can be restored", async () => {
    const { memory, backups, answers, logins } = start();
    await fill(await memory.store(), "old");
    writeLogins(logins, "old");
    const old = await answers();
    const { file } = await backups.make("");
    await fill(await memory.store(), "new");
    writeLogins(logins, "new");
    const now = await answers();
    const { before } = await backups.restore(file);
    assert.deepEqual(await answers(), old);
    assert.deepEqual(readLogins(logins), ["old.a1.login", "old.b2.login"]);
    await backups.restore(before);
    assert.deepEqual(await answers(), now);
    assert.deepEqual(readLogins(logins), ["new.a1.login", "new.b2.login"]);
  });

  it("keeps what was there before each of two restores within a second", async () => {
    const { memory, backups } = start(undefined, { now: () => new Date("2026-03-01T12:00:00.000Z") });
    const { file } = await backups.make(path("empty.tar.gz"));
    await fill(await memory.store(), "old");
    const first = (await backups.restore(file)).before;
    const kept = readFileSync(first);
    const second = (await backups.restore(file)).before;
    assert.match(second, /-before-restore-2\.tar\.gz$/);
    assert.ok(readFileSync(first).equals(kept), "one does not replace the other");
  });

  it("restores beside the nodes that use the database, which go on with what is restored", async () => {
    const { memory, backups, folder } = start();
    const other = start(folder);
    await fill(await memory.store(), "old");
    const { file } = await backups.make("");
    let opened = 0;
    other.memory.whenOpen(() => {
      opened++;
      return () => {};
    });
    await fill(await memory.store(), "new");
    const restoring = backups.restore(file);
    const asked = other.memory.store();
    await restoring;
    await asked;
    assert.equal((await other.memory.store()).lost, undefined);
    assert.equal(await (await other.memory.store()).run("run-new"), undefined);
    assert.equal(opened, 2);
    await (await other.memory.runs()).begin({ profile: "Main", trigger: "manual" });
  });

  it("replaces a database that is damaged, and keeps that as it is", async () => {
    const first = start();
    await fill(await first.memory.store(), "old");
    const answers = await first.answers();
    const { file } = await first.backups.make("");
    await first.memory.close();
    writeFileSync(first.memory.file, "nothing that SQLite knows".repeat(400));
    writeLogins(first.logins, "then");
    const second = start(first.folder);
    await assert.rejects(second.memory.store(), { code: "state-open" });
    const { before } = await second.backups.restore(file);
    assert.match(before, /state\.db\.before-restore-\d{8}-\d{6}$/);
    assert.match(readFileSync(join(before, "state.db"), "utf8"), /^nothing that SQLite knows/);
    assert.deepEqual(readLogins(join(before, "logins")), ["then.a1.login", "then.b2.login"]);
    assert.deepEqual(await second.answers(), answers);
  });

  it("keeps the logs of such a database as well, which may hold what it lacks", () => {
    const folder = path("with-logs");
    mkdirSync(folder);
    for (const part of ["", "-wal", "-journal"]) writeFileSync(join(folder, `state.db${part}`), `of ${part}`);
    const at = new Date();
    const copies = [1, 2].map(() => copyAsItIs(join(folder, "state.db"), join(folder, "logins"), at));
    assert.notEqual(copies[0], copies[1], "one does not replace the other");
    for (const copy of copies) {
      assert.deepEqual(readdirSync(copy), ["logins", "state.db", "state.db-journal", "state.db-wal"]);
      assert.equal(readFileSync(join(copy, "state.db-wal"), "utf8"), "of -wal");
    }
  });

  it("restores and upgrades what an older version backed up", async () => {
    const first = start();
    await (await openStore({ file: first.memory.file, migrations: MIGRATIONS.slice(0, 9) })).close();
    // as the version that made this file wrote it
    const db = openDatabase(first.memory.file);
    const run = "('of-then', 'Main', 'manual', 0, 'running', '2026-01-01T00:00:00.000Z')";
    db.exec(`INSERT INTO runs (id, profile, started_by, dry_run, state, started_at) VALUES ${run}`);
    db.close();
    const other = start(path("older"));
    const { writeArchive } = await import("../../../src/backup/write-archive.ts");
    mkdirSync(path("older-work"));
    const sources = { database: first.memory.file, logins: first.logins };
    const { archive, manifest } = await writeArchive(sources, path("older-work"), new Date());
    assert.equal(manifest.schema, 9);
    await other.backups.restore(archive);
    assert.equal((await (await other.memory.store()).run("of-then"))?.state, "interrupted");
  });

  it("restores nothing while a sync is running, or a node works with the database without", async () => {
    const { memory, backups, folder } = start();
    const { file } = await backups.make("");
    const store = await memory.store();
    const release = start(folder).memory.use();
    await assert.rejects(backups.restore(file), { code: "backup-busy", message: /nodes are working/ });
    release();
    const { id } = await (await memory.runs()).begin({ profile: "Main", trigger: "manual" });
    await assert.rejects(backups.restore(file), { code: "backup-busy", message: /a sync is running/ });
    assert.equal((await memory.runs()).current("Main")?.id, id);
    assert.equal(await memory.store(), store, "nobody was disturbed");
  });

  it("reads a backup as a whole to verify it, the newest when none is named", async () => {
    const { memory, backups, folder } = start();
    await assert.rejects(backups.verify(""), { code: "backup-not-found", message: /^Backup file not found/ });
    await fill(await memory.store(), "old");
    const { file, bytes } = await backups.make("");
    const { version: _version, createdAt, ...found } = await backups.verify("");
    assert.deepEqual(found, { file, bytes, schema: MIGRATIONS.length, files: ["state.db"] });
    assert.ok(Date.parse(createdAt ?? "") > Date.now() - 60_000);
    assert.deepEqual(readdirSync(folder).sort(), ["backups", "state.db", "state.db-shm", "state.db-wal"]);
  });

  it("holds logins as they are encrypted, and can be read by its owner only", async () => {
    const { backups, logins } = start();
    writeLogins(logins, "encrypted");
    const { file } = await backups.make("");
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    const names: string[] = [];
    await list({ file, onReadEntry: ({ path: name }) => names.push(name) });
    assert.deepEqual(names.sort(), ["logins/a1.login", "logins/b2.login", "manifest.json", "state.db"]);
  });

  /** A file whose name says that it is a backup. */
  function dated(plan: string, time: string, folder?: string): string {
    const mark = folder === undefined ? "" : `-${markOf(join(folder, "state.db"))}`;
    const file = path(plan, `list-sync-${time}${mark}.tar.gz`);
    mkdirSync(path(plan), { recursive: true });
    writeFileSync(file, "");
    return file;
  }

  it("makes one when the newest is old enough, and removes what need not stay", async () => {
    let now = new Date("2026-03-03T11:00:00.000Z");
    const plan = () => ({ folder: path("planned"), keep: { daily: 2, weekly: 1 } });
    const { backups, folder } = start(undefined, { now: () => now, plan });
    const oldest = dated("planned", "20260301-120000", folder);
    dated("planned", "20260302-120000", folder);
    assert.equal(await backups.makeAfter(24), undefined);
    now = new Date("2026-03-03T12:00:00.000Z");
    assert.deepEqual((await backups.makeAfter(24))?.removed, [oldest]);
    assert.equal(await backups.makeAfter(24), undefined);
  });

  it("makes one though an older one cannot be removed, and says so", async () => {
    const { memory, backups, folder } = start(undefined, {
      plan: () => ({ folder: path("stuck"), keep: { daily: 1, weekly: 0 } }),
    });
    // what is not a file is not removed as one
    const stuck = path("stuck", `list-sync-20200101-000000-${markOf(join(folder, "state.db"))}.tar.gz`);
    mkdirSync(stuck, { recursive: true });
    const told: unknown[] = [];
    const report = (error: unknown) => told.push(error);
    const stop = backUpAfterRuns(memory, backups, () => 24, report);
    const runs = await memory.runs();
    runs.cancel((await runs.begin({ profile: "Main", trigger: "manual" })).id, "Enough.");
    const [error] = await poll(() => (told.length > 0 ? told : undefined), "the report", 30_000);
    stop();
    assert.match(String(error), /older backup .+ could not be removed: .+\. The new one is complete\./);
    assert.notEqual((await backups.verify("")).file, stuck);
  });

  it("makes one although a wrong clock has dated the newest ahead", async () => {
    const now = () => new Date("2026-03-01T12:00:00.000Z");
    const plan = () => ({ folder: path("ahead"), keep: { daily: 1, weekly: 0 } });
    const { backups, folder } = start(undefined, { now, plan });
    dated("ahead", "20360301-120000", folder);
    assert.ok(await backups.makeAfter(24));
    assert.equal(await backups.makeAfter(24), undefined);
  });

  it("neither counts nor removes those of another database in the same folder, nor those whose name does not say", async () => {
    const now = () => new Date("2026-03-02T12:00:00.000Z");
    const plan = () => ({ folder: path("together"), keep: { daily: 1, weekly: 0 } });
    const [one, other] = [start(undefined, { now, plan }), start(undefined, { now, plan })];
    const unmarked = dated("together", "20260228-120000");
    assert.ok((await newest(one)).includes(unmarked));
    const own = dated("together", "20260301-120000", one.folder);
    const others = dated("together", "20260302-110000", other.folder);
    const made = await one.backups.makeAfter(24);
    assert.deepEqual(made?.removed, [own]);
    assert.ok((await newest(other)).includes(others));
    const left = readdirSync(path("together")).map((name) => path("together", name));
    assert.deepEqual(left.sort(), [unmarked, others, made.file].sort());
  });

  /** What is said of the newest backup: it is none, but which one it is can be told. */
  const newest = ({ backups }: ReturnType<typeof start>): Promise<string> =>
    backups.verify("").then(
      ({ file }) => file,
      (error: unknown) => String(error),
    );

  it("makes one backup where two nodes ask for it at the same time", async () => {
    const { backups, folder } = start();
    const other = start(folder);
    const made = await Promise.all([backups.makeAfter(24), other.backups.makeAfter(24)]);
    assert.equal(made.filter(Boolean).length, 1);
  });

  it("tells why none could be made after a run, and the run is none the worse", async () => {
    const { memory, backups, folder } = start();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "backups"), "a file");
    const told: unknown[] = [];
    const stop = backUpAfterRuns(
      memory,
      backups,
      () => 24,
      (error) => told.push(error),
    );
    const runs = await memory.runs();
    const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
    runs.cancel(id, "Enough.");
    const [error] = await poll(() => (told.length > 0 ? told : undefined), "the report", 30_000);
    assert.equal((error as { code: string }).code, "backup-failed");
    stop();
  });

  it("says why it cannot be written, and leaves nothing behind", async () => {
    const { backups, folder } = start();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "backups"), "a file");
    await assert.rejects(backups.make(""), { code: "backup-failed", message: /could not be written to/ });
    assert.deepEqual(readdirSync(folder).sort(), ["backups", "state.db", "state.db-shm", "state.db-wal"]);
  });
});
