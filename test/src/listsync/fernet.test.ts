import assert from "node:assert/strict";
import { openFernet, passwordKey } from "../../../src/listsync/fernet.ts";
import { FERNET_KEY, fernetToken } from "../../support/python-listsync.ts";

// github.com/fernet/spec, verify.json
const SPEC = {
  token:
    "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
  key: "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
  text: "hello",
};

describe("a Fernet token", () => {
  it("of the specification is opened", () => {
    assert.equal(openFernet(SPEC.token, SPEC.key), SPEC.text);
    assert.equal(openFernet(fernetToken("schlüssel"), `${FERNET_KEY}\n`), "schlüssel");
  });

  it("is not opened by another key, when it was changed, or when it is none", () => {
    assert.equal(openFernet(SPEC.token, FERNET_KEY), undefined);
    for (const at of [3, 30, 70, 95])
      assert.equal(openFernet(`${SPEC.token.slice(0, at)}x${SPEC.token.slice(at + 1)}`, SPEC.key), undefined);
    for (const token of ["", "gAAAA", "plain text", SPEC.token.slice(0, 60)])
      assert.equal(openFernet(token, SPEC.key), undefined);
    for (const key of ["", "short", "x".repeat(200)]) assert.equal(openFernet(SPEC.token, key), undefined);
  });

  it("is opened by a password of old, which was padded with spaces or cut", () => {
    for (const password of ["hunter2", "pässwort", "x".repeat(50)]) {
      const key = passwordKey(password);
      assert.equal(Buffer.from(key, "base64url").length, 32);
      assert.equal(openFernet(fernetToken("{}", key), passwordKey(password)), "{}");
    }
    assert.equal(Buffer.from(passwordKey("ab"), "base64url").toString(), `ab${" ".repeat(30)}`);
  });
});
