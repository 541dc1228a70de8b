import assert from "node:assert/strict";
import { restorable } from "../support/kill-restore.ts";
import { temporaryFolder } from "../support/state-samples.ts";

describe("kill -9 at every moment at which a restore changes a file", function () {
  this.timeout(1_200_000);
  const path = temporaryFolder();

  it("leaves what was there, and from one moment on what was restored", async () => {
    const { kill } = await restorable(path("case"));
    const { moments, decisive } = await kill(0);
    const found = [];
    for (let moment = 1; moment <= moments; moment++) found.push((await kill(moment)).found);
    const expected = found.map((_, index) => (index + 1 > decisive ? "new" : "old"));
    assert.deepEqual(found, expected);
  });
});
