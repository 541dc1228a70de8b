import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CancelledError } from "../../../src/errors.ts";
import { makeFolder } from "../../../src/files/make-folder.ts";
import { readPlainFile } from "../../../src/files/read-plain-file.ts";
import { readSmallFile } from "../../../src/files/read-small-file.ts";
import { readList } from "../../../src/lists/fetching/read-list.ts";
import { own } from "../../../src/lists/own/index.ts";
import { backup } from "../../../src/state/backup.ts";
import { openDatabase } from "../../../src/state/database.ts";
import { prepareFile } from "../../../src/state/prepare-file.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const POSIX = process.platform !== "win32";

describe("files that are none", function () {
  this.timeout(20_000);
  const path = temporaryFolder();
  const limits = { maxBytes: 1000, timeoutMs: 10_000 };

  before(() => {
    mkdirSync(path("folder"), { recursive: true });
    writeFileSync(path("small.txt"), "Dune (2021)\n");
    writeFileSync(path("large.txt"), "");
    truncateSync(path("large.txt"), 60 * 1024 * 1024);
    if (POSIX) execFileSync("mkfifo", [path("pipe.csv")]);
  });

  const refused: [name: string, file: () => string, code: string][] = [
    ["a folder", () => path("folder"), "EISDIR"],
    ["a file that is too large", () => path("large.txt"), "EFBIG"],
    ["a file that is not there", () => path("nothing"), "ENOENT"],
    ...(POSIX
      ? ([
          ["a named pipe", () => path("pipe.csv"), "ENOTREG"],
          ["an endless device", () => "/dev/zero", "ENOTREG"],
          ["a device that is empty", () => "/dev/null", "ENOTREG"],
        ] as [string, () => string, string][])
      : []),
  ];
  for (const [name, file, code] of refused) {
    it(`refuses ${name} as a list and as a key file`, async () => {
      await assert.rejects(readPlainFile(file(), limits), { code });
      assert.throws(() => readSmallFile(file()), { code });
    });
    if (code !== "ENOENT")
      it(`says in a sentence why ${name} is no own list`, async () => {
        const list = own.parse(`text:${file()}`);
        assert.ok(list);
        await assert.rejects(
          readList(own, list, {}, { signal: new AbortController().signal }),
          (error: Error & { code: string }) => error.code === "bad-input" && error.message.includes(file()),
        );
      });
  }

  it("reads a regular file, also one of /proc that says to be empty", async () => {
    assert.equal(Buffer.from(await readPlainFile(path("small.txt"), limits)).toString(), "Dune (2021)\n");
    assert.equal(readSmallFile(path("small.txt")), "Dune (2021)\n");
    if (process.platform === "linux")
      assert.match(Buffer.from(await readPlainFile("/proc/version", limits)).toString(), /Linux/);
  });

  it("stops at once when the run is cancelled", async () => {
    const abort = new AbortController();
    const reading = readPlainFile(path("small.txt"), { ...limits, signal: abort.signal });
    abort.abort();
    await assert.rejects(reading, CancelledError);
  });

  if (POSIX)
    it("opens no database in a pipe or a device, and replaces neither by a backup", async () => {
      for (const file of [path("pipe.csv"), "/dev/null"])
        assert.throws(() => prepareFile(file), { code: "state-open", message: /not a regular file/ });
      const db = openDatabase(prepareFile(path("backed-up.db")));
      await assert.rejects(backup(db, path("pipe.csv"), new Date()), { code: "state-failed" });
      assert.ok(statSync(path("pipe.csv")).isFIFO());
      db.close();
    });

  it("makes a folder level by level, for its owner only", () => {
    const folder = path("a/b/c");
    makeFolder(folder);
    makeFolder(folder);
    if (POSIX) assert.equal(statSync(dirname(folder)).mode & 0o777, 0o700);
  });

  if (process.platform === "linux")
    it("gives up where no folder can be made, instead of trying for ever", () => {
      assert.throws(() => prepareFile("/proc/x/state.db"), {
        code: "state-open",
        message: /folder cannot be created/,
      });
    });
});
