import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { poll } from "../../support/poll.ts";
import { watchWorld } from "./watch-world.ts";

/** Files at once; `npm run test:long` writes 10,000. */
const MANY = Number(process.env.LISTSYNC_MANY_FILES ?? 1_000);

describe("watched files", function () {
  this.timeout(60_000);
  let world: ReturnType<typeof watchWorld>;
  beforeEach(() => {
    world = watchWorld();
  });
  afterEach(() => world.end());

  it("are told of when they are new, changed or deleted, and not by the first look", async () => {
    world.write("movies.csv", "a");
    const told = world.watch();
    await told.ready();
    assert.deepEqual(told.standings.at(-1), { kind: "watching", files: 1, isMore: false });
    world.write("shows.csv", "b");
    assert.deepEqual((await told.count(1))[0], [{ path: "shows.csv", change: "new" }]);
    world.write("movies.csv", "other");
    assert.deepEqual((await told.count(2))[1], [{ path: "movies.csv", change: "changed" }]);
    unlinkSync(world.path("movies.csv"));
    assert.deepEqual((await told.count(3))[2], [{ path: "movies.csv", change: "deleted" }]);
    assert.equal(told.errors.length, 0);
  });

  it("are told of once when they are written slowly, with all that is in them", async () => {
    const told = world.watch(world.folder, { settleMs: 400 });
    await told.ready();
    for (let part = 0; part < 12; part++) {
      appendFileSync(world.path("movies.csv"), `${part}\n`);
      await wait(60);
      assert.equal(told.batches.length, 0);
    }
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "new" }]]);
    await wait(600);
    assert.equal(told.batches.length, 1);
  });

  it("are told of once when another file is renamed over them, whose own name is never seen", async () => {
    world.write("movies.csv", "a");
    const told = world.watch();
    await told.ready();
    world.write("movies.csv.tmp", "longer");
    world.write(".movies.csv.swp", "longer");
    renameSync(world.path("movies.csv.tmp"), world.path("movies.csv"));
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
    // and what comes after that is noticed as well
    world.write("movies.csv", "last");
    assert.deepEqual((await told.count(2))[1], [{ path: "movies.csv", change: "changed" }]);
  });

  it("start nothing when they are only touched, or are as they were again", async () => {
    world.write("movies.csv", "a");
    const told = world.watch();
    await told.ready();
    utimesSync(world.path("movies.csv"), new Date(), new Date());
    world.write("movies.csv", "b");
    world.write("movies.csv", "a");
    await wait(500);
    world.write("shows.csv", "b");
    assert.deepEqual(await told.count(1), [[{ path: "shows.csv", change: "new" }]]);
  });

  it("are one batch when many come at once", async function () {
    this.timeout(180_000);
    const told = world.watch(world.folder, { settleMs: 500 });
    await told.ready();
    for (let file = 0; file < MANY; file++) world.write(`${file}.csv`, String(file));
    const files = () => told.batches.flat();
    await poll(() => files().length >= MANY || undefined, "all of them", 150_000);
    assert.equal(new Set(files().map(({ path }) => path)).size, MANY);
    assert.ok(told.batches.length <= 2, `${told.batches.length} batches`);
    assert.deepEqual(told.errors, []);
  });

  it("are no more than allowed, which is said once", async () => {
    for (let file = 0; file < 8; file++) world.write(`${file}.csv`, "a");
    const told = world.watch(world.folder, { maxFiles: 5 });
    await told.ready();
    assert.deepEqual(await told.stands("watching"), { kind: "watching", files: 5, isMore: true });
    world.write("another.csv", "a");
    world.write("more.csv", "a");
    await wait(500);
    assert.deepEqual(
      told.errors.map((error) => (error as { code?: string }).code),
      ["watch-too-many"],
    );
    assert.match(told.errors[0]?.message ?? "", /more than 5 files/);
  });

  it("are regular files: pipes, folders and names of other things are left alone", async () => {
    execFileSync("mkfifo", [world.path("pipe.csv")]);
    mkdirSync(world.path("folder.csv"));
    world.write("notes.docx", "a");
    world.write(".hidden.csv", "a");
    const told = world.watch();
    await told.ready();
    execFileSync("mkfifo", [world.path("second.csv")]);
    world.write("movies.csv", "a");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "new" }]]);
    assert.deepEqual([...told.seen.keys()], ["movies.csv"]);
  });

  it("are left out where they are too large, and said once", async () => {
    world.write("movies.csv", "");
    truncateSync(world.path("movies.csv"), 3 * 1024 * 1024);
    const told = world.watch(world.folder, { maxBytes: 2 * 1024 * 1024 });
    await told.ready();
    appendFileSync(world.path("movies.csv"), "more");
    world.write("shows.csv", "a");
    assert.deepEqual(await told.count(1), [[{ path: "shows.csv", change: "new" }]]);
    assert.equal(told.leftOut.length, 1);
    assert.match(told.leftOut[0] ?? "", /movies\.csv is larger than 2 MiB/);
    truncateSync(world.path("movies.csv"), 100);
    assert.deepEqual((await told.count(2))[1], [{ path: "movies.csv", change: "new" }]);
  });

  it("are not links out of the folder, nor behind links to folders; a link within it is followed", async () => {
    const outside = join(world.base, "outside");
    mkdirSync(join(outside, "deep"), { recursive: true });
    writeFileSync(join(outside, "secret.csv"), "a");
    writeFileSync(join(outside, "deep", "secret.csv"), "a");
    symlinkSync(join(outside, "secret.csv"), world.path("out.csv"));
    symlinkSync(join(outside, "deep"), world.path("deep"));
    mkdirSync(world.path(".data"));
    writeFileSync(world.path(".data/movies"), "a");
    symlinkSync(".data/movies", world.path("movies.csv"));
    const told = world.watch();
    await told.ready();
    assert.deepEqual([...told.seen.keys()], ["movies.csv"]);
    assert.equal(told.leftOut.length, 1);
    assert.match(told.leftOut[0] ?? "", /out\.csv is a link to a place outside/);
    writeFileSync(join(outside, "secret.csv"), "changed");
    writeFileSync(join(outside, "deep", "new.csv"), "new");
    writeFileSync(world.path(".data/movies"), "changed");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
  });

  it("are found in folders below, as deep as allowed", async () => {
    mkdirSync(world.path("a/b/c"), { recursive: true });
    const told = world.watch(world.folder, { levels: 2 });
    await told.ready();
    writeFileSync(world.path("a/b/c/deep.csv"), "a");
    writeFileSync(world.path("a/b/movies.csv"), "a");
    assert.deepEqual(await told.count(1), [[{ path: "a/b/movies.csv", change: "new" }]]);
    mkdirSync(world.path("new"));
    writeFileSync(world.path("new/shows.csv"), "a");
    assert.deepEqual((await told.count(2))[1], [{ path: "new/shows.csv", change: "new" }]);
    rmSync(world.path("new"), { recursive: true });
    assert.deepEqual((await told.count(3))[2], [{ path: "new/shows.csv", change: "deleted" }]);
  });

  it("are those of a pattern, or a single one", async () => {
    const pattern = world.watch(join(world.folder, "{imdb,trakt}*.csv"));
    const single = world.watch(world.path("IMDb.csv"));
    await pattern.ready();
    await single.ready();
    world.write("other.csv", "a");
    world.write("IMDb.csv", "a");
    assert.deepEqual(await pattern.count(1), [[{ path: "IMDb.csv", change: "new" }]]);
    assert.deepEqual(await single.count(1), [[{ path: "IMDb.csv", change: "new" }]]);
    world.write("trakt.csv", "a");
    assert.deepEqual((await pattern.count(2))[1], [{ path: "trakt.csv", change: "new" }]);
    assert.equal(single.batches.length, 1);
  });

  it("are told of after a restart where they changed meanwhile, and only then", async () => {
    world.write("movies.csv", "a");
    world.write("shows.csv", "a");
    world.write("old.csv", "a");
    const first = world.watch();
    await first.ready();
    await first.close();
    const unchanged = world.watch(world.folder, { known: first.seen });
    await unchanged.ready();
    await unchanged.close();
    assert.deepEqual(unchanged.batches, []);
    world.write("movies.csv", "b");
    utimesSync(world.path("shows.csv"), new Date(), new Date());
    unlinkSync(world.path("old.csv"));
    world.write("new.csv", "a");
    const second = world.watch(world.folder, { known: first.seen });
    const [changes] = await second.count(1);
    assert.deepEqual(Object.fromEntries((changes ?? []).map(({ path, change }) => [path, change])), {
      "movies.csv": "changed",
      "old.csv": "deleted",
      "new.csv": "new",
    });
    assert.equal(second.batches.length, 1);
  });
});
