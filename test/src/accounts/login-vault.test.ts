import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { newVaultKey, openVault } from "../../../src/accounts/login-vault.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const TOKENS = { accessToken: "access-of-anna", refreshToken: "refresh-of-anna", user: "anna" };

describe("the file with the tokens of a login", () => {
  const path = temporaryFolder();

  it("gives back what was written, to whoever has the key", async () => {
    const key = newVaultKey();
    await openVault(path("a/b.login"), key).write(TOKENS);
    assert.deepEqual(await openVault(path("a/b.login"), key).read(), TOKENS);
  });

  it("shows nothing without the key, and is its owner's only", async () => {
    await openVault(path("c.login"), newVaultKey()).write(TOKENS);
    assert.doesNotMatch(readFileSync(path("c.login"), "latin1"), /anna/);
    assert.equal(statSync(path("c.login")).mode & 0o777, 0o600);
    assert.equal(await openVault(path("c.login"), newVaultKey()).read(), undefined);
  });

  it("is nobody's login when it is damaged, changed or not there", async () => {
    const key = newVaultKey();
    await openVault(path("d.login"), key).write(TOKENS);
    const text = readFileSync(path("d.login"), "utf8");
    const changed = text.slice(0, -9) + (text.at(-9) === "A" ? "B" : "A") + text.slice(-8);
    for (const broken of ["", "x", text.slice(0, -9), changed]) {
      writeFileSync(path("d.login"), broken);
      assert.equal(await openVault(path("d.login"), key).read(), undefined, broken);
    }
    assert.equal(await openVault(path("nothing.login"), key).read(), undefined);
  });

  it("is replaced as a whole, and leaves no draft behind", async () => {
    const vault = openVault(path("e/e.login"), newVaultKey());
    await vault.write(TOKENS);
    await Promise.all([1, 2, 3].map((turn) => vault.write({ accessToken: `turn-${turn}` })));
    assert.match((await vault.read())?.accessToken ?? "", /^turn-\d$/);
    assert.deepEqual(readdirSync(dirname(path("e/e.login"))), ["e.login"]);
    await vault.forget();
    await vault.forget();
    assert.equal(await vault.read(), undefined);
  });

  it("says where it cannot be written", async () => {
    writeFileSync(path("blocked"), "");
    await assert.rejects(openVault(path("blocked/f.login"), newVaultKey()).write(TOKENS), {
      code: "bad-config",
      message: /blocked.*not writable.*user directory/,
    });
  });
});
