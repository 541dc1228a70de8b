import assert from "node:assert/strict";
import { createGathering } from "../../../src/notify/gather.ts";
import { poll } from "../../support/poll.ts";

describe("What comes in quick succession", () => {
  it("is taken together once nothing more comes, and what comes then by itself", async () => {
    const taken: number[][] = [];
    const gathering = createGathering<number>({
      quietMs: 20,
      longestMs: 60_000,
      take: async (all) => void taken.push(all),
    });
    await Promise.all([1, 2, 3].map((each) => gathering.add(each)));
    await gathering.add(4);
    assert.deepEqual(taken, [[1, 2, 3], [4]]);
  });

  it("does not wait for an end that never comes", async () => {
    let calls = 0;
    const gathering = createGathering<number>({
      quietMs: 60_000,
      longestMs: 100,
      async take() {
        calls += 1;
      },
    });
    await poll(() => {
      void gathering.add(1);
      return calls > 0 || undefined;
    }, "the first to be taken");
    await gathering.flush();
  });

  it("is one error when it cannot be taken", async () => {
    const gathering = createGathering<number>({
      quietMs: 60_000,
      longestMs: 60_000,
      take: () => Promise.reject(new Error("No.")),
    });
    const added = Promise.allSettled([1, 2, 3].map((each) => gathering.add(each)));
    await gathering.flush();
    assert.deepEqual(
      (await added).map(({ status }) => status),
      ["rejected", "fulfilled", "fulfilled"],
    );
  });
});
