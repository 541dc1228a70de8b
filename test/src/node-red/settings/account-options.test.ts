import assert from "node:assert/strict";
import { readAccount } from "../../../../src/node-red/settings/account-options.ts";

const read = (insecureTls: unknown) =>
  readAccount({ provider: "jellyfin", insecureTls: insecureTls as boolean }, { key: "k" }, () => undefined);

describe("an account's check of the certificate", () => {
  it("is left out only by a clear yes", () => {
    assert.equal(read(true).account?.insecureTls, true);
    assert.equal(read("true").account?.insecureTls, true);
    for (const no of [false, "false", "no", "0", undefined, ""])
      assert.equal(read(no).account?.insecureTls, undefined);
    assert.throws(() => read("perhaps"), {
      code: "bad-config",
      message: /certificate must be true or false; it is "perhaps"/,
    });
  });
});
