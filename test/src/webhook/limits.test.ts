import assert from "node:assert/strict";
import { type BodyBudget, provenBudget, unprovenBudget } from "../../../src/webhook/body-budget.ts";
import { createPromisedRuns } from "../../../src/webhook/promised-runs.ts";
import { createRateLimit } from "../../../src/webhook/rate-limit.ts";
import { createReplayMemory } from "../../../src/webhook/replay-memory.ts";

describe("The rate limit of a webhook", () => {
  it("lets so many in within a minute, and says when there is room again", () => {
    let now = 0;
    const limit = createRateLimit(60, () => now);
    const takes = Array.from({ length: 61 }, () => limit.take());
    assert.deepEqual(takes.slice(0, 60), Array(60).fill(0));
    assert.equal(takes[60], 1);
    now += 1000;
    assert.deepEqual([limit.take(), limit.take()], [0, 1]);
    now += 3_600_000;
    assert.deepEqual(Array.from({ length: 61 }, () => limit.take()).at(-1), 1);
  });

  it("does not count without a limit", () => {
    const limit = createRateLimit(0);
    assert.ok(Array.from({ length: 10_000 }, () => limit.take()).every((wait) => wait === 0));
  });
});

describe("What a webhook remembers of signatures", () => {
  it("gives an equal one the first one's answer until its time is over", async () => {
    let now = 0;
    const memory = createReplayMemory<number>(() => now);
    memory.keep("a", 60_000, Promise.resolve(1));
    assert.equal(await memory.find("a")?.answer, 1);
    assert.equal(memory.find("b"), undefined);
    now = 60_000;
    assert.equal(memory.find("a"), undefined);
  });

  it("forgets one whose answer failed, so that it can be sent again", async () => {
    const memory = createReplayMemory<number>(() => 0);
    const answer = Promise.reject(new Error("not now"));
    memory.keep("a", 60_000, answer);
    await answer.catch(() => {});
    await Promise.resolve();
    assert.equal(memory.find("a"), undefined);
  });

  it("keeps no more than it is allowed to, and no old ones", () => {
    let now = 0;
    const memory = createReplayMemory<number>(() => now, 100);
    for (let each = 0; each < 1000; each += 1) memory.keep(String(each), 60_000, Promise.resolve(each));
    assert.ok(memory.size <= 100, String(memory.size));
    assert.ok(memory.find("999"));
    now = 60_000;
    for (let each = 0; each < 200; each += 1) memory.keep(`new ${each}`, 120_000, Promise.resolve(each));
    assert.equal(memory.find("999"), undefined);
  });
});

describe("The memory for bodies", () => {
  const filling = (budget: BodyBudget) => {
    const dropped: string[] = [];
    return {
      dropped,
      body(name: string, address = "192.0.2.1") {
        return budget.begin(address, (refusal) => dropped.push(`${name} ${refusal.status}`));
      },
    };
  };

  it("refuses with 503 what does not fit in of senders who are known, until there is room", () => {
    const budget = provenBudget(10);
    const { body, dropped } = filling(budget);
    const [first, second] = [body("first"), body("second")];
    first.take(6);
    assert.throws(() => second.take(5), { status: 503, retryAfter: 2 });
    first.end();
    second.take(10);
    assert.equal(budget.used, 10);
    assert.deepEqual(dropped, []);
  });

  it("takes one that is larger when nothing else arrives", () => {
    const { body } = filling(provenBudget(10));
    body("a");
    const large = body("large");
    large.take(8);
    large.take(8);
    assert.throws(() => body("b").take(1), { status: 503 });
  });

  it("drops what has been arriving for longest of senders who have shown nothing", () => {
    const budget = unprovenBudget(100, 10);
    const { body, dropped } = filling(budget);
    const [a, b, elsewhere, c] = [body("a"), body("b"), body("elsewhere", "192.0.2.9"), body("c")];
    for (const each of [a, b, elsewhere]) each.take(5);
    c.take(5);
    assert.deepEqual(dropped, ["a 503"]);
    a.end();
    c.take(20);
    assert.deepEqual(dropped, ["a 503", "b 503"]);
    assert.equal(budget.used, 30);
  });

  it("drops that of the address which takes most", () => {
    const budget = unprovenBudget(10, 8);
    const { body, dropped } = filling(budget);
    const [small, a, b, mine] = [body("small", "::1"), body("a"), body("b"), body("mine", "::2")];
    small.take(1);
    a.take(4);
    b.take(4);
    mine.take(2);
    assert.deepEqual(dropped, ["a 503"]);
    for (const each of [small, a, b, mine]) each.end();
    assert.equal(budget.used, 0);
  });
});

describe("Runs that a webhook promises", () => {
  const promising = () => {
    let now = 0;
    let id = 0;
    const runs = createPromisedRuns(
      () => now,
      () => `run ${++id}`,
    );
    return {
      runs,
      later(ms: number) {
        now += ms;
      },
    };
  };

  it("are joined by the same wish until they begin", () => {
    const { runs, later } = promising();
    assert.deepEqual(runs.promise("a"), { runId: "run 1", isNew: true });
    runs.taken("run 1");
    later(3 * 60 * 60_000);
    assert.deepEqual(runs.promise("a"), { runId: "run 1", isNew: false });
    assert.deepEqual(runs.promise("b"), { runId: "run 2", isNew: true });
    assert.deepEqual(runs.promise(undefined), { runId: "run 3", isNew: true });
    assert.deepEqual(runs.promise(undefined), { runId: "run 4", isNew: true });
    runs.begun("run 1");
    assert.deepEqual(runs.promise("a"), { runId: "run 5", isNew: true });
  });

  it("are joined for seconds only while no list-source has taken them, and expected no longer after an hour", () => {
    const { runs, later } = promising();
    runs.promise("a");
    assert.equal(runs.promise("a").isNew, false);
    later(5000);
    assert.equal(runs.promise("a").isNew, true);
    assert.deepEqual(runs.standing("run 1"), { state: "waiting", taken: false });
    later(60 * 60_000);
    runs.promise("b");
    assert.equal(runs.standing("run 1"), undefined);
  });

  it("say why they were skipped", () => {
    const { runs } = promising();
    runs.promise("a");
    runs.skipped("run 1", "There is no list.");
    assert.deepEqual(runs.standing("run 1"), { state: "skipped", reason: "There is no list." });
    assert.equal(runs.standing("run 9"), undefined);
  });

  it("are refused with 503 when a thousand wait", () => {
    const { runs } = promising();
    for (let each = 0; each < 1000; each += 1) runs.promise(undefined);
    assert.throws(() => runs.promise(undefined), { status: 503 });
    runs.begun("run 50");
    assert.equal(runs.promise(undefined).isNew, true);
  });
});
