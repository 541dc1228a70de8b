import assert from "node:assert/strict";
import { createLockWait } from "../../../src/state/lock-wait.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { createWriteGroup } from "../../../src/state/write-group.ts";

describe("writes of many callers", () => {
  /** A database that keeps what transactions leave behind that end well. */
  function openGroup(lockedMs?: number) {
    const { inTurn } = createLockWait(lockedMs);
    const kept: number[] = [];
    const database = { transactions: 0, isLocked: false, kept };
    let open: number[] = [];
    const group = createWriteGroup(inTurn, (work) => {
      if (database.isLocked) throw new StateError("state-locked", "Locked.");
      open = [];
      const result = work();
      kept.push(...open);
      database.transactions += 1;
      return result;
    });
    const put = (value: number, signal?: AbortSignal) =>
      group.write(() => {
        if (value < 0) throw new Error(`${value}`);
        open.push(value);
        return value;
      }, signal);
    return { group, put, database };
  }

  it("are one transaction, in the order in which they are asked for, and told when that is over", async () => {
    const { put, database } = openGroup();
    const writes = [1, 2, 3].map(async (value) => {
      assert.equal(await put(value), value);
      assert.deepEqual(database.kept, [1, 2, 3]);
    });
    assert.deepEqual(database.kept, []);
    await Promise.all(writes);
    assert.equal(database.transactions, 1);
  });

  it("go on in the turn in which the last ones ended", async () => {
    const { put, database, group } = openGroup();
    for (const value of [1, 2, 3]) await put(value);
    assert.deepEqual(database.kept, [1, 2, 3]);
    await group.idle();
  });

  it("do not fail with one beside them", async () => {
    const { put, database } = openGroup();
    const results = await Promise.allSettled([1, 2, -3, 4, -5, 6].map((value) => put(value)));
    assert.deepEqual(
      results.map(({ status }) => status === "fulfilled"),
      [true, true, false, true, false, true],
    );
    assert.deepEqual(database.kept, [1, 2, 4, 6]);
  });

  it("leave turns of the event loop to others", async () => {
    const { group, database } = openGroup();
    const slow = () => {
      const begun = performance.now();
      while (performance.now() - begun < 4);
    };
    await Promise.all(Array.from({ length: 12 }, () => group.write(slow)));
    assert.ok(database.transactions >= 4, `${database.transactions} transactions`);
  });

  it("are left out when nobody wants them any more", async () => {
    const { put, database } = openGroup();
    const stop = new AbortController();
    const first = put(1, stop.signal);
    const second = put(2);
    stop.abort();
    await assert.rejects(first, { code: "cancelled" });
    await assert.rejects(put(3, stop.signal), { code: "cancelled" });
    assert.equal(await second, 2);
    assert.deepEqual(database.kept, [2]);
  });

  it("wait while the database is locked, and are given up together", async () => {
    const { put, database, group } = openGroup(200);
    database.isLocked = true;
    const results = await Promise.allSettled([put(1), put(2)]);
    for (const result of results)
      assert.equal(result.status === "rejected" && result.reason.code, "state-locked");
    const late = put(3);
    database.isLocked = false;
    assert.equal(await late, 3);
    await group.idle();
  });
});
