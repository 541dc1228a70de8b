import assert from "node:assert/strict";
import { checkRoom } from "../../../src/backup/check-room.ts";

const MB = 1024 * 1024;

describe("the room for a backup that is read", () => {
  it("is what it comes to, and some that stays free", () => {
    checkRoom("a.tar.gz", 10 * MB, "/", 42 * MB);
    assert.throws(() => checkRoom("a.tar.gz", 10 * MB, "/", 42 * MB - 1), {
      code: "backup-failed",
      message:
        /^The backup a\.tar\.gz was not read because there is no room for it: 42 MB are needed .+, 41 MB are free/,
    });
  });

  it("is looked up where it is to be unpacked", () => {
    checkRoom("a.tar.gz", 0, import.meta.dirname);
    assert.throws(() => checkRoom("a.tar.gz", 2 ** 52, import.meta.dirname), { code: "backup-failed" });
  });
});
