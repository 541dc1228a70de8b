import assert from "node:assert/strict";
import { type Database, openDatabase } from "../../../../src/state/database.ts";
import { Lease } from "../../../../src/state/lease/lease.ts";
import { createLockWait } from "../../../../src/state/lock-wait.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { StateError } from "../../../../src/state/state-error.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

const inUse = (message: RegExp) => (error: unknown) =>
  error instanceof StateError && error.code === "state-in-use" && message.test(error.message);

/** A machine whose clocks a test moves. */
function clock(wall = 1_800_000_000_000) {
  const times = { monotonic: 0, wall };
  return {
    pass(ms: number) {
      times.monotonic += ms;
      times.wall += ms;
    },
    /** The machine sleeps, or is set right: only the time of day goes on. */
    jump(ms: number) {
      times.wall += ms;
    },
    clocks: { monotonic: () => times.monotonic, wall: () => times.wall },
  };
}

describe("the lease of a database", () => {
  const path = temporaryFolder();
  const open: Database[] = [];
  let number = 0;
  let file = "";
  const times = { beatMs: 5000, leaseMs: 20_000 };

  /** Another process that has the file open. */
  function process(holder: string, { clocks }: Pick<ReturnType<typeof clock>, "clocks">) {
    const db = openDatabase(file);
    open.push(db);
    const taken: string[] = [];
    const lease = new Lease(db, { holder, times, clocks, onTaken: () => void taken.push(holder) });
    const write = () => lease.write(() => db.run("UPDATE lists SET items = 0"));
    return Object.assign(lease, { save: write, taken });
  }
  /** Gives signs of life for so long. */
  function live(lease: Lease, { pass }: ReturnType<typeof clock>, ms: number): void {
    for (let passed = 0; passed < ms; passed += times.beatMs) {
      pass(times.beatMs);
      lease.renew();
    }
  }

  beforeEach(async () => {
    file = prepareFile(path(`lease-${++number}.db`));
    const db = openDatabase(file);
    await migrate(db, MIGRATIONS, new Date(), createLockWait());
    db.close();
  });
  afterEach(() => {
    for (const db of open.splice(0)) db.close();
  });

  it("is taken by whoever writes first, and refuses another in words", () => {
    const time = clock();
    const first = process("first", time);
    first.save();
    const second = process("second", time);
    assert.throws(second.save, inUse(/is waiting for another Node-RED \(.*\).*at most 20 s/));
    live(first, time, 5000);
    assert.throws(second.save, inUse(/in use by another Node-RED \(.+, process \d+\).*Stop one of them/));
    first.save();
    assert.deepEqual([first.taken, second.taken], [["first"], []]);
    assert.equal(first.wait, undefined);
    assert.equal(second.wait?.kind, "taken");
  });

  it("is shared by all who have the file open in one process", () => {
    const time = clock();
    process("one", time).save();
    process("one", time).save();
  });

  it("is kept as long as there are signs of life, also for those who look for hours", () => {
    const time = clock();
    const first = process("first", time);
    const second = process("second", time);
    first.save();
    for (let hour = 0; hour < 3; hour++) {
      live(first, time, 3_600_000);
      assert.throws(second.save, inUse(/./));
    }
    first.save();
  });

  it("is kept by one who writes all the time, and has none for other signs of life", () => {
    const time = clock();
    const first = process("first", time);
    const second = process("second", time);
    first.save();
    for (let passed = 0; passed < 60_000; passed += 1000) {
      time.pass(1000);
      first.save();
      assert.throws(second.save, inUse(/another Node-RED/));
    }
    assert.deepEqual(second.taken, []);
  });

  it("goes over 20 s after the last sign of life, and says how long until then", () => {
    const time = clock();
    process("killed", time).save();
    time.pass(8_000);
    const next = process("next", time);
    assert.throws(next.save, inUse(/at most 12 s/));
    time.pass(11_900);
    assert.throws(next.save, inUse(/at most 1 s/));
    assert.deepEqual(next.wait, { kind: "silent", ms: 100 });
    time.pass(200);
    next.save();
    assert.deepEqual(next.taken, ["next"]);
    assert.equal(next.wait, undefined);
  });

  it("is watched for half of its length even when the last sign of life is long ago by the time of day", () => {
    const time = clock();
    const first = process("first", time);
    first.save();
    time.jump(3_600_000);
    const second = process("second", time);
    assert.throws(second.save, inUse(/at most 10 s/));
    time.pass(5_000);
    first.renew();
    assert.throws(second.save, inUse(/in use/));
  });

  it("does not depend on two machines having the same time of day", () => {
    const here = clock();
    const first = process("first", here);
    first.save();
    const there = clock(1_800_000_000_000 - 86_400_000);
    const second = process("second", there);
    assert.throws(second.save, inUse(/at most 20 s/));
    there.pass(19_000);
    assert.throws(second.save, inUse(/at most 1 s/));
    there.pass(1_001);
    second.save();
  });

  it("lets nobody act who was silent for half of it, before the next sign of life", () => {
    const time = clock();
    const paused = process("paused", time);
    paused.save();
    assert.equal(paused.isFresh, true);
    time.pass(9_999);
    assert.equal(paused.isFresh, true);
    time.pass(1);
    assert.equal(paused.isFresh, false);
    paused.renew();
    assert.equal(paused.isFresh, true, "nobody has taken it meanwhile");
    time.jump(10_000);
    assert.equal(paused.isFresh, false, "the machine slept");
  });

  it("is lost by a process that was stopped for longer, which writes no more", () => {
    const time = clock();
    const paused = process("paused", time);
    paused.save();
    const next = process("next", time);
    assert.throws(next.save, inUse(/waiting/));
    time.pass(20_001);
    next.save();
    assert.equal(paused.isFresh, false);
    assert.throws(paused.save, inUse(/another Node-RED/));
    assert.throws(() => paused.renew(), inUse(/another Node-RED/));
    live(next, time, 5000);
    assert.throws(paused.save, inUse(/in use/));
    time.pass(20_001);
    paused.save();
    assert.deepEqual([paused.taken, next.taken], [["paused", "paused"], ["next"]]);
  });

  it("is taken again where the file was made anew", () => {
    const time = clock();
    const first = process("first", time);
    first.save();
    openDatabase(file).exec("DELETE FROM lease");
    first.save();
    assert.equal(first.isFresh, true);
  });
});
