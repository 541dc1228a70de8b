import assert from "node:assert/strict";
import { nameList } from "../../../../src/lists/entries/name-list.ts";
import { AllListsFailedError } from "../../../../src/sources/source-run.ts";
import { sampleList } from "../../../support/state-samples.ts";

describe("nameList", () => {
  it("puts the list in front of a sentence that does not name it", () => {
    assert.equal(nameList("Trakt list a/b", "Trakt is down."), "Trakt list a/b: Trakt is down.");
  });

  it("names no list twice, in the error of a run whose lists all failed neither", () => {
    const message = 'Trakt list "a/b" is private. Make it public.';
    const failed = sampleList({ label: 'Trakt list "a/b"', error: { code: "private", message } });
    const sync = { runId: "1", profile: "Main", trigger: "manual", dryRun: false, startedAt: "" };
    assert.equal(
      new AllListsFailedError(sync, [failed]).message,
      'The list could not be read. Trakt list "a/b" is private. Make it public.',
    );
  });
});
