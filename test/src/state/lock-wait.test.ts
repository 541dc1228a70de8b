import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createLockWait } from "../../../src/state/lock-wait.ts";
import { StateError } from "../../../src/state/state-error.ts";

describe("waiting for a locked database", () => {
  it("tries with pauses, however many have waited before and given up", async () => {
    const wait = createLockWait();
    let tries = 0;
    let isLocked = true;
    const work = () => {
      tries += 1;
      if (isLocked) throw new StateError("state-locked", "Locked.");
      return "done";
    };
    for (let given = 0; given < 100; given += 1) {
      const stop = new AbortController();
      const waiting = assert.rejects(wait.inTurn(work, stop.signal), { code: "cancelled" });
      stop.abort();
      await waiting;
    }
    tries = 0;
    const last = wait.inTurn(work);
    let isIdle = false;
    const idle = wait.idle().then(() => {
      isIdle = true;
    });
    try {
      await sleep(300);
      // one who pauses 20 ms and longer has had no time for more
      assert.ok(tries <= 20, `${tries} tries`);
      assert.equal(isIdle, false);
    } finally {
      // or it would go on trying for two minutes
      isLocked = false;
      await idle;
    }
    assert.equal(await last, "done");
  });

  it("lets nobody go before those who wait, though the database is free again by then", async () => {
    const wait = createLockWait();
    const done: string[] = [];
    let isLocked = true;
    const write = (name: string) => () => {
      if (isLocked) throw new StateError("state-locked", "Locked.");
      done.push(name);
    };
    const first = wait.inTurn(write("first"));
    isLocked = false;
    await Promise.all([first, wait.inTurn(write("second")), wait.inTurn(write("third"))]);
    assert.deepEqual(done, ["first", "second", "third"]);
  });

  it("does not try for what is done now or never while others wait", async () => {
    const wait = createLockWait();
    let isLocked = true;
    const waiting = wait.inTurn(() => {
      if (isLocked) throw new StateError("state-locked", "Locked.");
    });
    // the first of those who wait has tried as well
    await new Promise((resolve) => setImmediate(resolve));
    let tries = 0;
    const note = () => {
      tries += 1;
    };
    await wait.orNever(note);
    assert.equal(tries, 0);
    isLocked = false;
    await waiting;
    await wait.orNever(note);
    assert.equal(tries, 1);
  });

  it("leaves turns of the event loop to others, however many come at the same time", async () => {
    const wait = createLockWait();
    const work = () => {
      const begun = performance.now();
      while (performance.now() - begun < 2);
    };
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 0);
    try {
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          await wait.inTurn(work);
          await wait.inTurn(work);
        }),
      );
    } finally {
      clearInterval(count);
    }
    // 400 ms of work, ten in each turn
    assert.ok(turns >= 20, `${turns} turns`);
  });
});
