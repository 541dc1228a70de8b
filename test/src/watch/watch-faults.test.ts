import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { folderEvents } from "../../../src/watch/folder-events.ts";
import type { WatchError } from "../../../src/watch/watch-error.ts";
import { poll } from "../../support/poll.ts";
import { watchWorld } from "./watch-world.ts";

describe("watched files in trouble", function () {
  this.timeout(60_000);
  let world: ReturnType<typeof watchWorld>;
  beforeEach(() => {
    world = watchWorld();
  });
  afterEach(() => world.end());

  for (const pollMs of [undefined, 200])
    describe(pollMs ? "by polling" : "by the system's own events", () => {
      it("survive a folder that is renamed away and comes back, and tell what is different then", async () => {
        for (const name of ["movies.csv", "shows.csv", "old.csv"]) world.write(name, "a");
        const told = world.watch(world.folder, { pollMs, outageMs: 300 });
        await told.ready();
        renameSync(world.folder, `${world.folder}.away`);
        assert.deepEqual(await told.stands("gone"), { kind: "gone", code: "ENOENT" });
        const errors = await poll(() => (told.errors.length > 0 ? told.errors : undefined), "the error");
        assert.match(errors[0]?.message ?? "", /lists is gone \(it does not exist\)/);
        writeFileSync(join(`${world.folder}.away`, "movies.csv"), "changed while away");
        rmSync(join(`${world.folder}.away`, "old.csv"));
        await wait(400);
        assert.deepEqual([told.batches.length, told.errors.length], [0, 1]);
        renameSync(`${world.folder}.away`, world.folder);
        await told.stands("watching");
        const [changes] = await told.count(1);
        assert.deepEqual(changes, [
          { path: "movies.csv", change: "changed" },
          { path: "old.csv", change: "deleted" },
        ]);
        world.write("shows.csv", "and it goes on");
        assert.deepEqual((await told.count(2))[1], [{ path: "shows.csv", change: "changed" }]);
        assert.equal(told.errors.length, 1);
      });

      it("are waited for where the folder does not exist yet", async () => {
        const place = join(world.base, "later");
        const told = world.watch(place, { pollMs });
        await told.stands("gone");
        mkdirSync(place);
        writeFileSync(join(place, "movies.csv"), "a");
        await told.ready();
        writeFileSync(join(place, "movies.csv"), "changed");
        assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
        assert.deepEqual(told.errors, []);
      });
    });

  it("are watched again when the system has watches again; meanwhile that is said, the error once", async () => {
    world.write("movies.csv", "a");
    let none = 3;
    const told = world.watch(world.folder, {
      retryMs: 200,
      events(options) {
        if (none-- > 0) setImmediate(() => options.onError(Object.assign(new Error(), { code: "ENOSPC" })));
        return none >= 0
          ? { files: new Set(), links: new Set(), close: async () => {} }
          : folderEvents(options);
      },
    });
    await told.stands("failed");
    await told.ready();
    assert.equal(told.standings.at(-1)?.kind, "watching");
    assert.equal(told.standings.filter(({ kind }) => kind === "failed").length, 3);
    assert.deepEqual(
      told.errors.map((error) => (error as WatchError).code),
      ["watch-limit"],
    );
    world.write("movies.csv", "other");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
  });

  it("are told of when they changed while the system had no watches left", async () => {
    world.write("movies.csv", "a");
    let fail = (_error: Error) => {};
    let none = 0;
    const told = world.watch(world.folder, {
      retryMs: 300,
      events(options) {
        if (none-- > 0) setImmediate(() => options.onError(Object.assign(new Error(), { code: "EMFILE" })));
        fail = options.onError;
        return folderEvents(options);
      },
    });
    await told.ready();
    none = 1;
    fail(Object.assign(new Error(), { code: "EMFILE" }));
    await told.stands("failed");
    world.write("movies.csv", "other");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
    await told.stands("watching");
  });

  it("are told of while a folder beside them cannot be read, which shows until it can", async () => {
    world.write("movies.csv", "a");
    let fail = (_error: Error) => {};
    const told = world.watch(world.folder, {
      retryMs: 1500,
      events(options) {
        fail = options.onError;
        return folderEvents(options);
      },
    });
    await told.ready();
    fail(Object.assign(new Error(), { code: "EIO" }));
    await told.stands("failed");
    world.write("movies.csv", "other");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
    await poll(() => told.standings.at(-1)?.kind === "watching" || undefined, "the watching");
    assert.deepEqual(
      told.errors.map((error) => (error as WatchError).code),
      ["watch-failed"],
    );
  });

  it("survive a drive that is unmounted under its folder, which is no deletion", async () => {
    world.write("movies.csv", "a");
    let root = { real: world.folder, identity: "share", isMount: true };
    const told = world.watch(world.folder, { find: async () => root, outageMs: 60_000 });
    await told.ready();
    root = { real: join(world.base, "empty"), identity: "disk", isMount: false };
    assert.deepEqual(await told.stands("gone"), { kind: "gone", code: "UNMOUNTED" });
    world.write("movies.csv", "b");
    root = { real: world.folder, identity: "share", isMount: true };
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
    assert.deepEqual(told.errors, []);
  });

  it("survive a share that does not answer, and ask it once at a time", async () => {
    world.write("movies.csv", "a");
    const there = { real: world.folder, identity: "share", isMount: false };
    let hangs = false;
    let asked = 0;
    let answer = () => {};
    const find = () => {
      if (!hangs) return Promise.resolve(there);
      asked++;
      return new Promise<typeof there>((resolve) => {
        answer = () => resolve(there);
      });
    };
    const told = world.watch(world.folder, { find, callMs: 300, outageMs: 200 });
    await told.ready();
    hangs = true;
    assert.deepEqual(await told.stands("gone"), { kind: "gone", code: "ETIMEDOUT" });
    await poll(() => told.errors.length > 0 || undefined, "the error");
    assert.match(told.errors[0]?.message ?? "", /no answer in time/);
    await wait(700);
    assert.equal(asked, 1);
    hangs = false;
    answer();
    await told.stands("watching");
    world.write("movies.csv", "b");
    assert.deepEqual(await told.count(1), [[{ path: "movies.csv", change: "changed" }]]);
    assert.equal(told.errors.length, 1);
  });
});
