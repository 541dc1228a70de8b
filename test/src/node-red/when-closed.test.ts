import assert from "node:assert/strict";
import { whenClosed } from "../../../src/node-red/when-closed.ts";

describe("A node that closes", () => {
  /** What was reported until Node-RED was told. */
  const reportedOf = (closing: Promise<unknown> | undefined): Promise<string[]> =>
    new Promise((resolve) => {
      const reported: string[] = [];
      whenClosed(
        closing,
        ({ message }) => reported.push(message),
        () => resolve(reported),
      );
    });

  it("says so when all it holds has closed, or when it holds nothing", async () => {
    assert.deepEqual(await reportedOf(Promise.resolve()), []);
    assert.deepEqual(await reportedOf(undefined), []);
  });

  it("says so all the same when something cannot be closed, and reports that", async () => {
    const reported = await reportedOf(Promise.reject(new Error("EACCES: permission denied")));
    assert.match(reported.join(), /^Unexpected error: EACCES: permission denied\. /);
  });
});
