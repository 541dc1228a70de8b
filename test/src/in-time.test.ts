import assert from "node:assert/strict";
import { inTime } from "../../src/in-time.ts";
import { noUnheardRejections } from "../support/unheard-rejections.ts";

describe("Waiting for work", () => {
  noUnheardRejections();
  const late = () => new Error("late");
  const never = new Promise<never>(() => {});

  it("gives what it makes, or throws what it throws, in time", async () => {
    assert.equal(await inTime(Promise.resolve(1), 60_000, late), 1);
    await assert.rejects(inTime(Promise.reject(new Error("broken")), 60_000, late), /broken/);
  });

  it("ends after its time, with the error of whoever waits", async () => {
    await assert.rejects(inTime(never, 10, late), /late/);
  });

  it("does not mind what fails when nobody waits any more", async () => {
    let fail = (_error: Error) => {};
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    await assert.rejects(inTime(work, 10, late), /late/);
    fail(new Error("broken"));
  });
});
