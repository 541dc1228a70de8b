import assert from "node:assert/strict";
import { createRuns } from "../../../src/runs/create-runs.ts";
import { createScopes } from "../../../src/runs/scopes.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { poll } from "../../support/poll.ts";

const RESTS = 1000;

/** Scopes whose time passes only when it is told to. */
function scopesWithClock() {
  let time = 0;
  let timers: { at: number; work: () => void }[] = [];
  const scopes = createScopes(
    RESTS,
    () => time,
    (work, ms) => {
      const timer = { at: time + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  );
  const pass = (ms: number) => {
    time += ms;
    const due = timers.filter(({ at }) => at <= time);
    timers = timers.filter(({ at }) => at > time);
    for (const { work } of due) work();
  };
  return { scopes, pass, timers: () => timers.length };
}

describe("the scope of a run", () => {
  it("is one for all messages of the run, and remembers for each owner", () => {
    const { scopes } = scopesWithClock();
    const [first, second] = [scopes.enter("a"), scopes.enter("a")];
    assert.equal(first.scope, second.scope);
    const [owner, other] = [{}, {}];
    assert.equal(
      first.scope.part(owner, () => 1),
      1,
    );
    assert.equal(
      second.scope.part(owner, () => 2),
      1,
    );
    assert.equal(
      second.scope.part(other, () => 3),
      3,
    );
    assert.notEqual(scopes.enter("b").scope, first.scope);
  });

  it("stays a while for titles that a flow delays, each of which makes it stay longer", () => {
    const { scopes, pass } = scopesWithClock();
    const { scope, leave } = scopes.enter("a");
    let disposed = 0;
    scope.onDispose(() => disposed++);
    pass(10 * RESTS);
    leave();
    pass(RESTS - 1);
    const late = scopes.enter("a");
    assert.equal(late.scope, scope);
    late.leave();
    pass(RESTS - 1);
    assert.deepEqual([scopes.find("a"), disposed], [scope, 0]);
    pass(1);
    assert.deepEqual([scopes.find("a"), disposed], [undefined, 1]);
    assert.notEqual(scopes.enter("a").scope, scope);
  });

  it("of a message of no run is its own, and ends with it", () => {
    const { scopes } = scopesWithClock();
    const [first, second] = [scopes.enter(undefined), scopes.enter(undefined)];
    assert.notEqual(first.scope, second.scope);
    let disposed = 0;
    first.scope.onDispose(() => disposed++);
    first.leave();
    assert.deepEqual([disposed, scopes.size], [1, 0]);
  });

  it("leaves nothing behind after a thousand messages of runs that nobody knows", () => {
    const { scopes, pass, timers } = scopesWithClock();
    for (let count = 0; count < 1000; count++) {
      scopes.enter(`unknown ${count}`).leave();
      pass(1);
    }
    assert.equal(timers(), 1);
    pass(RESTS);
    pass(RESTS);
    assert.deepEqual([scopes.size, timers()], [0, 0]);
  });

  it("leaves nothing behind after a thousand runs, whatever became of them", async () => {
    const { scopes, pass, timers } = scopesWithClock();
    const store = await openStore({ file: ":memory:" });
    const runs = await createRuns({ log: store, scopes });
    for (let count = 0; count < 1000; count++) {
      const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
      const { leave } = scopes.enter(id);
      if (count % 3 === 0) runs.cancel(id);
      else if (count % 3 === 1) runs.fail(id, { code: "bad-config", message: "It cannot go on." });
      else await runs.expect(id, 0);
      leave();
    }
    assert.deepEqual(runs.running(), []);
    // the last ends are still being stored
    const allRested = () => {
      pass(RESTS);
      return scopes.size === 0 || undefined;
    };
    await poll(allRested, "the rest of all runs");
    assert.equal(timers(), 0);
    const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
    scopes.enter(id);
    await runs.close();
    assert.equal(scopes.size, 0, "closing waits for nobody");
    await store.close();
  });
});
