import assert from "node:assert/strict";
import { checkFile } from "../../../../src/state/damage/check-file.ts";

describe("checking a database in a thread", () => {
  for (const [what, code] of [
    ["ends without a word", "process.exit(0)"],
    ["fails", "throw new Error('no memory')"],
  ] as const)
    it(`says that it could not be checked when the thread ${what}`, async () => {
      const script = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
      await assert.rejects(checkFile("state.db", script), {
        code: "state-failed",
        message: /state\.db could not be checked: .+\. Check the disk and its free space\./,
      });
    });
});
