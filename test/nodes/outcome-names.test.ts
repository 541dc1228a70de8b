import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { OUTCOME_STATUSES } from "../../src/items/outcomes.ts";
import { OFFERED_STATUSES, offeredStatuses } from "../docs/offered-statuses.ts";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the outcomes that the dialog of sync-state offers", () => {
  it("are all that there are, each with a name", async () => {
    const catalogue = JSON.parse(await read("nodes/locales/en-US/sync-state.json"));
    assert.deepEqual(Object.keys(catalogue["sync-state"].status).toSorted(), OUTCOME_STATUSES.toSorted());
  });

  it("are those of their names (npm run docs writes them)", async () => {
    assert.equal(await read(OFFERED_STATUSES), offeredStatuses());
  });
});
