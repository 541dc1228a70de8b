import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { writeKeys } from "../../../src/listsync/key-files.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("files of keys", () => {
  const path = temporaryFolder();

  it("are for their owner only, and hold one key each", async () => {
    const written = await writeKeys(
      path("keys"),
      new Map([
        ["a", "one"],
        ["b", "two"],
      ]),
    );
    assert.deepEqual(
      [...written],
      [
        ["a", path("keys", "a")],
        ["b", path("keys", "b")],
      ],
    );
    assert.equal(readFileSync(path("keys", "a"), "utf8"), "one\n");
    assert.equal(statSync(path("keys")).mode & 0o777, 0o700);
    for (const name of readdirSync(path("keys")))
      assert.equal(statSync(path("keys", name)).mode & 0o777, 0o600);
  });

  it("are never changed: the same key is found again, another one gets a file of its own", async () => {
    const write = async (key: string) => (await writeKeys(path("again"), new Map([["a", key]]))).get("a");
    assert.equal(await write("one"), path("again", "a"));
    assert.equal(await write("two"), path("again", "a-2"));
    assert.equal(await write("one"), path("again", "a"));
    assert.equal(await write("two"), path("again", "a-2"));
    assert.deepEqual(readdirSync(path("again")).sort(), ["a", "a-2"]);
  });

  it("do not follow what somebody has put in their place", async () => {
    mkdirSync(path("traps", "a-2"), { recursive: true });
    writeFileSync(path("elsewhere"), "untouched");
    symlinkSync(path("elsewhere"), path("traps", "a"));
    const written = await writeKeys(path("traps"), new Map([["a", "one"]]));
    assert.equal(written.get("a"), path("traps", "a-3"));
    assert.equal(readFileSync(path("elsewhere"), "utf8"), "untouched");
  });

  it("that cannot be written are an error that holds no key", async () => {
    writeFileSync(path("file"), "");
    await assert.rejects(
      writeKeys(path("file", "keys"), new Map([["a", "the-key"]])),
      (error: Error & { code: string }) => {
        assert.equal(error.code, "listsync-failed");
        assert.match(error.message, /were not written/);
        assert.doesNotMatch(error.message, /the-key/);
        return true;
      },
    );
  });
});
