import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create, Header } from "tar";
import { exportedLines } from "../../../src/backup/export-lines.ts";
import { importRows } from "../../../src/backup/import-rows.ts";
import type { Manifest } from "../../../src/backup/manifest.ts";
import { backupsIn, fill } from "../../support/backups.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

/** A block of a tar archive, as nobody's program would write it. */
function entry(path: string, content: string | Buffer, more: object = {}): Buffer {
  const body = Buffer.from(content);
  const header = new Header({
    path,
    mode: 0o644,
    size: body.length,
    type: "File",
    mtime: new Date(0),
    ...more,
  });
  const block = Buffer.alloc(512);
  header.encode(block);
  return Buffer.concat([block, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

describe("a backup that is refused", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const sha256 = (content: Buffer | string) => createHash("sha256").update(content).digest("hex");
  let good = "";
  let database: Buffer;
  let manifest: Manifest;
  let memory: ReturnType<typeof backupsIn>["memory"];
  let backups: ReturnType<typeof backupsIn>["backups"];

  before(async () => {
    ({ memory, backups } = backupsIn(path("home")));
    await fill(await memory.store(), "old");
    good = (await backups.make("")).file;
    const folder = path("unpacked");
    mkdirSync(folder);
    const { readArchive } = await import("../../../src/backup/read-archive.ts");
    manifest = await readArchive(good, folder);
    database = readFileSync(join(folder, "state.db"));
  });
  after(() => memory.close());

  const withManifest = (patch: object, ...more: Buffer[]) =>
    gzipSync(
      Buffer.concat([
        entry("manifest.json", JSON.stringify({ ...manifest, ...patch })),
        ...more,
        Buffer.alloc(1024),
      ]),
    );
  const named = (name: string, content = "x") => ({
    files: [...manifest.files, { path: name, bytes: content.length, sha256: sha256(content) }],
  });
  const db = () => entry("state.db", database);

  const FORMAT = [
    "backup-format",
    /^Invalid backup file format: .+\. Choose a file that ListSync made\.$/,
  ] as const;
  const DAMAGED = ["backup-damaged", /is damaged: .+\. Choose an older backup\.$/] as const;
  const NEWER = ["backup-newer", /newer version of ListSync \(99\.0\.0\)\. Update ListSync/] as const;

  const cases: [string, () => string | Buffer, readonly [string, RegExp]][] = [
    ["is a text", () => "Dear diary", FORMAT],
    ["is empty", () => "", FORMAT],
    ["is JSON of another program", () => '{"flows":[]}\n', FORMAT],
    [
      "is another archive",
      () => gzipSync(Buffer.concat([entry("readme.txt", "hi"), Buffer.alloc(1024)])),
      FORMAT,
    ],
    ["is packed but no archive", () => gzipSync("only text"), FORMAT],
    ["has the manifest of another program", () => withManifest({ kind: "other" }, db()), FORMAT],
    ["has a manifest without its files", () => withManifest({ files: "all" }, db()), FORMAT],
    ["has no database", () => withManifest({ files: [] }), FORMAT],
    ["leads out of its folder", () => withManifest(named("../evil"), db(), entry("../evil", "x")), FORMAT],
    [
      "leads out of its folder without saying so",
      () => withManifest({}, db(), entry("logins/../../evil.login", "x")),
      FORMAT,
    ],
    ["names a path from the root", () => withManifest({}, db(), entry("/etc/evil", "x")), FORMAT],
    [
      "holds a link",
      () =>
        withManifest(
          named("logins/a.login", ""),
          db(),
          entry("logins/a.login", "", { type: "SymbolicLink", linkpath: "/etc/passwd" }),
        ),
      FORMAT,
    ],
    [
      "holds a hard link",
      () =>
        withManifest(
          named("logins/a.login", ""),
          db(),
          entry("logins/a.login", "", { type: "Link", linkpath: "state.db" }),
        ),
      FORMAT,
    ],
    [
      "holds a device",
      () => withManifest({}, db(), entry("logins/a.login", "", { type: "CharacterDevice" })),
      FORMAT,
    ],
    ["holds the database twice", () => withManifest({}, db(), db()), FORMAT],
    [
      "holds what its manifest does not name",
      () => withManifest({}, db(), entry("logins/a.login", "x")),
      FORMAT,
    ],
    [
      "holds another database",
      () => {
        const other = Buffer.alloc(4096, 1);
        return withManifest(
          { files: [{ path: "state.db", bytes: 4096, sha256: sha256(other) }] },
          entry("state.db", other),
        );
      },
      FORMAT,
    ],
    ["lacks a file", () => withManifest(named("logins/a.login"), db()), DAMAGED],
    [
      "has a changed byte",
      () => {
        const other = Buffer.from(database);
        other[5000] = (other[5000] ?? 0) ^ 1;
        return withManifest({}, entry("state.db", other));
      },
      DAMAGED,
    ],
    [
      "is larger than it says",
      () => withManifest({}, entry("state.db", Buffer.concat([database, Buffer.alloc(9)]))),
      DAMAGED,
    ],
    [
      "has a database with an error that its hash agrees with",
      () => {
        const other = Buffer.from(database);
        other.fill(0xff, 4096, 8192);
        return withManifest(
          { files: [{ path: "state.db", bytes: other.length, sha256: sha256(other) }] },
          entry("state.db", other),
        );
      },
      DAMAGED,
    ],
    [
      "has a login that is none",
      () => withManifest(named("logins/a.login", "x".repeat(1024 * 1024 + 1)), db()),
      FORMAT,
    ],
    [
      "would not fit on the disk",
      () => withManifest({ files: [{ path: "state.db", bytes: 2 ** 52, sha256: sha256("") }] }, db()),
      ["backup-failed", /no room for it: [\d]+ MB are needed .+, \d+ MB are free\. Free some space there\.$/],
    ],
    ["is of a newer kind", () => withManifest({ format: 2, version: "99.0.0" }, db()), NEWER],
    ["has a newer database", () => withManifest({ schema: 999, version: "99.0.0" }, db()), NEWER],
  ];
  for (const [what, content, [code, message]] of cases)
    it(`because it ${what}`, async () => {
      const file = path("cases", `${what.replaceAll(" ", "-")}.tar.gz`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content());
      await assert.rejects(backups.restore(file), { name: "BackupError", code, message });
      assert.equal((await (await memory.store()).run("run-old"))?.state, "completed", "nothing has changed");
    });

  it("because it is not there, is a folder or is not named", async () => {
    await assert.rejects(backups.restore(path("none.tar.gz")), {
      code: "backup-not-found",
      message: /^Backup file not found: .+none\.tar\.gz/,
    });
    await assert.rejects(backups.restore(path("home")), { code: FORMAT[0], message: FORMAT[1] });
    await assert.rejects(backups.restore(""), { code: "backup-not-found" });
  });

  it("because there is no room to unpack it, with what to do", async () => {
    writeFileSync(path("a-file"), "");
    const elsewhere = backupsIn(path("a-file"));
    try {
      await assert.rejects(elsewhere.backups.verify(good), {
        code: "backup-failed",
        message: /was not verified: .+ Check its permissions, and the free space/,
      });
    } finally {
      await elsewhere.memory.close();
    }
  });

  it("wherever it was cut off", async () => {
    const file = path("cut.tar.gz");
    const whole = readFileSync(good).length;
    const open = () => (existsSync("/proc/self/fd") ? readdirSync("/proc/self/fd").length : 0);
    const before = open();
    for (const part of [0.1, 0.4, 0.5, 0.6, 0.9, 0.999]) {
      cpSync(good, file);
      truncateSync(file, Math.floor(whole * part));
      await assert.rejects(
        backups.verify(file),
        ({ code }) => /^backup-(damaged|format)$/.test(code),
        `${part}`,
      );
    }
    assert.ok(open() < before + 3, "files are left open");
  });

  it("although a real archive was made of a link", async () => {
    const folder = path("linked");
    mkdirSync(folder);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    symlinkSync("/etc/hostname", join(folder, "state.db"));
    const file = path("linked.tar.gz");
    await create({ cwd: folder, file, gzip: true }, ["manifest.json", "state.db"]);
    await assert.rejects(backups.verify(file), { code: FORMAT[0], message: FORMAT[1] });
  });

  describe("as an export", () => {
    let lines: string[] = [];
    before(async () => {
      const { file } = await backups.export(path("export.ndjson"));
      lines = readFileSync(file, "utf8").trim().split("\n");
    });
    const changed: [string, () => string[], readonly [string, RegExp]][] = [
      ["ends too early", () => lines.slice(0, -3), DAMAGED],
      ["lacks a row", () => [...lines.slice(0, 5), ...lines.slice(6)], DAMAGED],
      ["has an unreadable line", () => [...lines.slice(0, 3), "{", ...lines.slice(3)], FORMAT],
      ["has a row without columns", () => [lines[0] ?? "", '{"table":"lists","row":{}}'], FORMAT],
      ["has a row of an unknown table", () => [lines[0] ?? "", '{"table":"lease","row":{"one":1}}'], FORMAT],
      ["has an unknown column", () => [lines[0] ?? "", '{"table":"lists","row":{"x\\" --":1}}'], FORMAT],
      [
        "has a row without what it needs",
        () => [lines[0] ?? "", '{"table":"lists","row":{"list":null}}'],
        FORMAT,
      ],
      [
        "is newer",
        () => [
          (lines[0] ?? "")
            .replace(/"schema":\d+/, '"schema":999')
            .replace(/"version":"[^"]*"/, '"version":"99.0.0"'),
        ],
        NEWER,
      ],
    ];
    for (const [what, content, [code, message]] of changed)
      it(`because it ${what}`, async () => {
        const file = path(`${what.replaceAll(" ", "-")}.ndjson`);
        writeFileSync(file, content().join("\n"));
        const { refused } = await importRows(file, `${file}.db`);
        assert.equal(refused?.code, code);
        assert.match(refused?.message ?? "", message);
      });

    it("because a line is longer than any that an export has", async () => {
      const file = path("long.ndjson");
      writeFileSync(file, `${lines[0]}\n${"x".repeat(200_000)}`);
      const read: string[] = [];
      await assert.rejects(
        async () => {
          for await (const line of exportedLines(file, 100_000)) read.push(line);
        },
        { code: FORMAT[0], message: /has more than 64 MB in line 2/ },
      );
      assert.deepEqual(read, [lines[0]]);
    });

    it("changes nothing", async () => {
      const file = path("foreign.ndjson");
      writeFileSync(file, lines.slice(0, -3).join("\n"));
      await assert.rejects(backups.restore(file), {
        name: "BackupError",
        code: DAMAGED[0],
        message: DAMAGED[1],
      });
      assert.equal((await (await memory.store()).run("run-old"))?.state, "completed");
    });

    it("is not refused for separators of lines within a title, escaped or as they are", async () => {
      const text = `${lines.join("\r\n")}\r\n`;
      assert.doesNotMatch(text, /[\u2028\u2029]/);
      const file = path("separators.ndjson");
      writeFileSync(file, text.replaceAll("\\u2028", "\u2028").replaceAll("\\u2029", "\u2029"));
      assert.match(readFileSync(file, "utf8"), /\u2028 \u2029/);
      assert.equal((await importRows(file, `${file}.db`)).rows, lines.length - 2);
    });

    it("is readable by other programs: JSON in a column is JSON in its line", () => {
      const rows = lines.map((line) => JSON.parse(line));
      const title = rows.find(({ table }) => table === "items");
      assert.equal(title.row.item.ids.imdb, "tt0211915");
    });
  });
});
