import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError, type StateErrorCode } from "../../../src/state/state-error.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

const withCode = (code: StateErrorCode, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StateError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

/** Starts a process of its own that writes to a store; it says "ready" and then writes. */
function startWriter(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "store-writer.ts"), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

describe("the store", () => {
  const path = temporaryFolder();

  it("makes its file and folders, for their owner only", async () => {
    const file = path("new", "list-sync", "state.db");
    await (await openStore({ file })).close();
    if (process.platform === "win32") return;
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(path("new", "list-sync")).mode & 0o777, 0o700);
  });

  it("gives the files beside it the same rights while it is open", async () => {
    const file = path("rights.db");
    const store = await openStore({ file });
    await store.insertRun(sampleRun());
    if (process.platform !== "win32") assert.equal(statSync(`${file}-wal`).mode & 0o777, 0o600);
    await store.close();
  });

  it("remembers from one opening to the next", async () => {
    const file = path("kept.db");
    const first = await openStore({ file });
    await first.insertRun(sampleRun());
    await first.record("run-1", "srv", sampleItem({ outcome: sampleOutcome("requested") }), SAMPLE_TIME);
    await first.close();
    const second = await openStore({ file });
    assert.deepEqual((await second.run("run-1"))?.counts, { requested: 1 });
    await second.close();
  });

  it("can live in memory only", async () => {
    const store = await openStore({ file: ":memory:" });
    await store.insertRun(sampleRun());
    assert.equal((await store.run("run-1"))?.profile, "Main");
    await store.close();
    assert.equal(existsSync(":memory:"), false);
  });

  it("says so when it is used after close", async () => {
    const store = await openStore({ file: ":memory:" });
    await store.close();
    await store.close();
    await assert.rejects(() => store.run("run-1"), withCode("state-closed", /has been closed/));
    await assert.rejects(() => store.insertRun(sampleRun()), withCode("state-closed", /has been closed/));
  });

  it("refuses a file that is no database and leaves it alone", async () => {
    const file = path("notes.txt");
    writeFileSync(file, "These are my notes, and they are longer than the header of a database. ".repeat(20));
    const before = readFileSync(file);
    await assert.rejects(
      () => openStore({ file }),
      withCode("state-open", /notes\.txt .*it is not a database\. Move/),
    );
    assert.deepEqual(readFileSync(file), before);
  });

  it("refuses a damaged database", async () => {
    const file = path("damaged.db");
    await (await openStore({ file })).close();
    truncateSync(file, statSync(file).size - 3 * 4096);
    await assert.rejects(
      () => openStore({ file }),
      withCode("state-open", /the file is damaged\. Replace it with a backup/),
    );
  });

  it("refuses a folder in place of the file", async () => {
    mkdirSync(path("folder.db"));
    await assert.rejects(
      () => openStore({ file: path("folder.db") }),
      withCode("state-open", /it is a folder\. Name a file/),
    );
  });

  it("refuses a file in place of the folder", async () => {
    writeFileSync(path("plain"), "");
    await assert.rejects(
      () => openStore({ file: path("plain", "state.db") }),
      withCode("state-open", /part of its path is a file/),
    );
  });

  it("says that it may not write in a folder", async () => {
    const folder = path("read-only");
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    chmodSync(path(), 0o755);
    // the superuser may write anywhere
    const child = startWriter("open", join(folder, "state.db"));
    const [line] = await once(child.stdout ?? child, "data");
    await once(child, "exit");
    assert.match(String(line), /^state-open .*Node-RED may not write there/);
  });

  it("lets two processes write at the same time and loses nothing", async () => {
    const file = path("shared.db");
    const each = 300;
    // both also make the file at the same time
    const writers = ["a", "b", "c"].map((name) => startWriter("write", file, name, String(each)));
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, "exit"))[0]));
    assert.deepEqual(codes, [0, 0, 0]);
    const store = await openStore({ file });
    assert.deepEqual(
      await Promise.all(["a", "b", "c"].map(async (name) => (await store.run(name))?.counts)),
      Array(3).fill({ requested: each }),
    );
    await store.close();
  });

  it("has lost nothing that was recorded when the process is killed in the middle", async () => {
    const file = path("killed.db");
    const writer = startWriter("write", file, "cut-off", "1000000");
    let told = 0;
    let rest = "";
    writer.stdout?.on("data", (chunk) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      told = Number(lines.at(-1) ?? told);
      if (told >= 200) writer.kill("SIGKILL");
    });
    const [, signal] = await once(writer, "exit");
    assert.equal(signal, "SIGKILL");

    const store = await openStore({ file });
    const recorded = (await store.run("cut-off"))?.counts.requested ?? 0;
    assert.ok(told >= 200 && recorded >= told, `${recorded} of at least ${told}`);
    assert.equal((await store.recordedKeys("cut-off")).size, recorded);
    const { items, total } = await store.items({ runId: "cut-off", limit: -1 });
    assert.equal(total, recorded);
    assert.ok(items.every(({ outcome }) => outcome?.status === "requested"));

    assert.deepEqual(
      (await store.interruptRuns("2026-03-02T00:00:00.000Z")).map(({ id, state }) => [id, state]),
      [["cut-off", "interrupted"]],
    );
    assert.equal((await store.run("cut-off"))?.state, "interrupted");
    assert.equal((await store.run("cut-off"))?.finishedAt, "2026-03-02T00:00:00.000Z");
    await store.close();
  });

  it("records ten thousand titles and finds them again without being felt", async function () {
    this.timeout(60_000);
    const store = await openStore({ file: path("big.db") });
    await store.insertRun(sampleRun());
    const items = Array.from({ length: 10_000 }, (_, index) =>
      sampleItem({ title: `Amélie ${index}`, ids: { tmdb: index + 1 }, outcome: sampleOutcome("requested") }),
    );
    const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
      const start = performance.now();
      return [await work(), Math.round(performance.now() - start)];
    };
    const [, record] = await timed(async () => {
      for (const item of items) await store.record("run-1", "srv", item, SAMPLE_TIME);
    });
    const [found, search] = await timed(() => store.items({ text: "AMELIE 9999" }));
    const [, history] = await timed(() =>
      Promise.all(items.map((_, index) => store.lastOutcome(`movie:tmdb:${index + 1}`))),
    );
    const [run, counts] = await timed(() => store.run("run-1"));
    console.log(
      `      10,000 titles: recorded in ${record} ms, searched in ${search} ms, 10,000 last outcomes in ${history} ms, counted in ${counts} ms`,
    );
    assert.deepEqual(run?.counts, { requested: 10_000 });
    assert.equal(found.total, 1);
    await store.close();
  });
});
