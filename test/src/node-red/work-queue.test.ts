import assert from "node:assert/strict";
import { WorkQueue } from "../../../src/node-red/work-queue.ts";

/** Work that ends when told to, and counts how much of it is under way. */
function gatedWork() {
  const gates: (() => void)[] = [];
  const started: number[] = [];
  const seen = { active: 0, most: 0 };
  return {
    gates,
    started,
    seen,
    async work(job: number) {
      started.push(job);
      seen.active++;
      seen.most = Math.max(seen.most, seen.active);
      await new Promise<void>((resolve) => gates.push(resolve));
      seen.active--;
    },
  };
}

async function finish(queue: WorkQueue<number>, gates: (() => void)[]): Promise<void> {
  while (queue.active > 0) {
    for (const open of gates.splice(0)) open();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("WorkQueue", () => {
  it("starts another job while one only waits, and is idle when that one is done too", async () => {
    const started: number[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const queue = new WorkQueue<number>(
      async (job, park) => {
        started.push(job);
        if (job > 3) return;
        park();
        await gate;
      },
      { concurrency: 1 },
    );
    for (const job of [1, 2, 3, 4]) queue.push(job);
    const idle = queue.idle();
    while (started.length < 4) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(queue.active, 3);
    open();
    await idle;
    assert.equal(queue.active, 0);
  });

  it("handles jobs in their order with a bounded number under way", async () => {
    const { work, gates, started, seen } = gatedWork();
    const queue = new WorkQueue(work, { concurrency: 3 });
    const jobs = Array.from({ length: 2500 }, (_, index) => index);
    for (const job of jobs) assert.equal(queue.push(job), true);
    assert.equal(queue.active, 3);
    assert.equal(queue.waiting, 2497);
    await finish(queue, gates);
    assert.deepEqual(started, jobs);
    assert.equal(seen.most, 3);
    assert.equal(queue.waiting, 0);
  });

  it("refuses a job when as many as allowed wait", async () => {
    const { work, gates } = gatedWork();
    const queue = new WorkQueue(work, { concurrency: 1, limit: 2 });
    assert.deepEqual(
      [1, 2, 3, 4].map((job) => queue.push(job)),
      [true, true, true, false],
    );
    await finish(queue, gates);
    assert.equal(queue.push(5), true);
    await finish(queue, gates);
  });

  it("gives back what never started when it is closed, and takes nothing more", async () => {
    const { work, gates, started } = gatedWork();
    const queue = new WorkQueue(work, { concurrency: 1 });
    for (const job of [1, 2, 3]) queue.push(job);
    assert.deepEqual(queue.close(), [2, 3]);
    assert.equal(queue.push(4), false);
    const idle = queue.idle();
    await finish(queue, gates);
    await idle;
    assert.deepEqual(started, [1]);
  });

  it("lets the event loop turn while jobs that never wait follow each other", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const queue = new WorkQueue<number>(
      async () => {
        const end = performance.now() + 1;
        while (performance.now() < end);
      },
      { sliceMs: 5 },
    );
    for (let job = 0; job < 60; job++) queue.push(job);
    await queue.idle();
    clearInterval(timer);
    assert.ok(turns >= 5, `the event loop turned only ${turns} times`);
  });
});
