import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Holds } from "../../src/holds.ts";

describe("holds", () => {
  it("keep something open until the last of them lets go, each once", async () => {
    const holds = new Holds();
    await holds.released();
    const [first, second] = [holds.take(), holds.take()];
    let free = false;
    const released = holds.released().then(() => {
      free = true;
    });
    first();
    first();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([free, holds.count], [false, 1]);
    second();
    await released;
    assert.equal(holds.count, 0);
  });

  it("do not keep it open for ever", async () => {
    const holds = new Holds();
    holds.take();
    await holds.released(5);
  });

  it("tell each time that nobody is left, for as long as somebody wants to know", () => {
    let told = 0;
    const holds = new Holds(() => told++);
    const stop = holds.onFree(() => told++);
    holds.take()();
    stop();
    holds.take()();
    assert.equal(told, 3);
  });

  it("are the only counter of holders in the package", () => {
    const src = join(import.meta.dirname, "../../src");
    const counters = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && file !== "holds.ts")
      .filter((file) =>
        /\b(holds|holders|users|waiting)(\+\+| \+= 1)/.test(readFileSync(join(src, file), "utf8")),
      );
    assert.deepEqual(counters, []);
  });
});
