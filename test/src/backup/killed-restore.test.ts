import assert from "node:assert/strict";
import { restorable } from "../../support/kill-restore.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("a restore that is killed", function () {
  this.timeout(180_000);
  const path = temporaryFolder();

  it("leaves what was there or what was restored, never half of each", async () => {
    const { kill } = await restorable(path("case"));
    const { found, decisive } = await kill(0);
    assert.equal(found, "new");
    // before the step that decides, and between database and logins; test/long tries every moment
    assert.equal((await kill(decisive)).found, "old");
    assert.equal((await kill(decisive + 6)).found, "new");
  });
});
