import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { poll } from "../../support/poll.ts";
import { item, outcome, stateFlowPerTest } from "../../support/state-flow.ts";

describe("sync-state with backups", () => {
  const { remembering, ask, record } = stateFlowPerTest();

  it("backs up, verifies, and restores what was there before", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    const { file } = (await ask(flow, "archive")).payload as { file: string };
    assert.equal(join(file, ".."), join(flow.userDir, "list-sync", "backups"));
    const found = (await ask(flow, "verify")).payload as { file: string; files: string[] };
    assert.deepEqual([found.file, found.files], [file, ["state.db"]]);
    await record(flow, "r2", item(604, "Heat", outcome("requested")));
    const restored = (await ask(flow, "restore", { query: { backupFile: file } })).payload;
    const { before } = restored as { before: string };
    const runs = async () => ((await ask(flow, "runs")).payload as { id: string }[]).map(({ id }) => id);
    assert.deepEqual(await runs(), ["r1"]);
    await ask(flow, "restore", { query: { backupFile: before } });
    assert.deepEqual(await runs(), ["r2", "r1"]);
    await record(flow, "r3", item(605, "Ran", outcome("requested")));
  });

  it("restores an export from a path below the user directory", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    await ask(flow, "export", { query: { backupFile: "out/all.ndjson" } });
    assert.ok(existsSync(join(flow.userDir, "out", "all.ndjson")));
    await record(flow, "r2", item(604, "Heat", outcome("requested")));
    await ask(flow, "restore", { query: { backupFile: "out/all.ndjson" } });
    assert.equal(((await ask(flow, "runs")).payload as unknown[]).length, 1);
  });

  it("writes no copy of the database over a login", async () => {
    const flow = await remembering();
    flow.send("backup", { query: { backupFile: "list-sync/logins/a.login" } });
    const [failure] = await flow.sink("errors").count(1);
    assert.match(String((failure?.error as { message?: string })?.message), /ListSync itself uses that path/);
    assert.equal(existsSync(join(flow.userDir, "list-sync", "logins", "a.login")), false);
  });

  it("says which file it does not find", async () => {
    const flow = await remembering();
    flow.send("restore", { query: { backupFile: "gone.tar.gz" } });
    const [failure] = await flow.sink("errors").count(1);
    const { code, message = "" } = (failure?.error ?? {}) as { code?: string; message?: string };
    assert.equal(code, "backup-not-found");
    assert.ok(message.startsWith(`Backup file not found: ${join(flow.userDir, "gone.tar.gz")}.`), message);
  });
});

describe("sync-database that is to be backed up", () => {
  const { remembering, record } = stateFlowPerTest();

  it("is after a run, in the folder of its dialog, and not again while that is young", async () => {
    const flow = await remembering([], { backupHours: "24", backupFolder: "kept" });
    const folder = join(flow.userDir, "kept");
    const kept = () =>
      existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".tar.gz")) : [];
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    await poll(() => kept()[0], "the backup", 30_000);
    await record(flow, "r2", item(604, "Heat", outcome("requested")));
    assert.equal(kept().length, 1);
  });

  it("is not while nobody asked for it, as in flows of before", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    assert.equal(existsSync(join(flow.userDir, "list-sync", "backups")), false);
  });
});
