import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { watchFile } from "../../../src/state/file-watch.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { sampleRun, temporaryFolder } from "../../support/state-samples.ts";

describe("an open database whose file cannot be looked at", () => {
  const path = temporaryFolder();

  /** Makes the path lead nowhere, as a drive that does not answer does. @returns puts it back */
  function block(file: string): () => void {
    const folder = dirname(file);
    renameSync(folder, `${folder}-away`);
    symlinkSync(folder, folder);
    return () => {
      rmSync(folder);
      renameSync(`${folder}-away`, folder);
    };
  }
  const failure = { name: "StateError", code: "state-open", message: /cannot be opened/ };

  it("does not end Node-RED, and is not taken for lost", async () => {
    mkdirSync(path("watched"));
    const file = path("watched", "state.db");
    writeFileSync(file, "");
    const watch = watchFile(file, 5);
    const unblock = block(file);
    try {
      await sleep(100);
      assert.throws(() => watch.look(), failure);
      assert.equal(watch.lost, undefined);
    } finally {
      unblock();
    }
    watch.look();
    watch.stop();
    const again = block(file);
    assert.throws(() => watchFile(file), failure);
    again();
  });

  it("says so to whoever begins a run, and is used again once it can be looked at", async () => {
    mkdirSync(path("used"));
    const file = path("used", "state.db");
    const store = await openStore({ file });
    const unblock = block(file);
    try {
      await assert.rejects(store.insertRun(sampleRun()), failure);
    } finally {
      unblock();
    }
    await store.insertRun(sampleRun());
    await store.close();
  });

  it("does not end Node-RED when it is looked after", async () => {
    mkdirSync(path("kept"));
    const file = path("kept", "state.db");
    const store = await openStore({ file });
    const unblock = block(file);
    try {
      await assert.rejects(store.maintain(), { name: "StateError" });
    } finally {
      unblock();
    }
    await store.close();
  });
});
