import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ListEntry } from "../../../src/lists/entries/list-entry.ts";
import { createMonitor, type Monitor } from "../../../src/monitor/monitor.ts";
import { createServerConnection } from "../../../src/overseerr/connection/server-connection.ts";
import { type Memory, shareMemory } from "../../../src/runs/memory.ts";
import type { ListResult } from "../../../src/runs/run.ts";
import { readMetrics, sampleValue } from "../../support/prometheus-text.ts";
import { brokenList, sampleList, temporaryFolder } from "../../support/state-samples.ts";
import { noUnheardRejections } from "../../support/unheard-rejections.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

describe("The metrics of a monitor", () => {
  noUnheardRejections();
  const { start } = overseerrPerTest();
  const path = temporaryFolder();
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function world(file: string) {
    const { server } = await start();
    const connection = createServerConnection(() => ({ url: server.url, apiKey: server.apiKey, retries: 0 }));
    const memory = shareMemory({ file: path(file) });
    const lists = new Map<string, ListEntry[]>([["Main", []]]);
    const reported: unknown[] = [];
    const watch = (watched: Memory = memory): Monitor => {
      const monitor = createMonitor({
        memory: watched,
        connection,
        lists: () => lists,
        staleHours: 48,
        counts: true,
        version: "1",
        onError: (error) => void reported.push(error),
      });
      ends.unshift(monitor.close);
      return monitor;
    };
    ends.push(connection.close, memory.close);
    const run = async (profile: string, results: ListResult[], dryRun = false) => {
      const runs = await memory.runs();
      const { id } = await runs.begin({ profile, trigger: "test", dryRun });
      if (results.length > 0) await runs.lists(id, results, []);
      else await runs.expect(id, 0);
    };
    const value = async (monitor: Monitor, name: string, labels?: Record<string, string>) =>
      sampleValue(readMetrics((await monitor.metrics()).body), `listsync_${name}`, labels);
    return { memory, lists, reported, watch, run, value };
  }

  it("take for syncs what reads lists, and count no failure of a dry run", async () => {
    const { watch, run, value } = await world("syncs.db");
    const monitor = watch();
    await run("Main", []);
    await run("Main", [brokenList("a")], true);
    const completed = { profile: "Main", state: "completed" };
    assert.equal(await value(monitor, "runs_total", completed), 0);
    assert.equal(await value(monitor, "sync_duration_seconds_count"), 0);
    assert.equal(await value(monitor, "last_sync_timestamp"), 0);
    assert.equal(await value(monitor, "dry_runs_total"), 1);
    assert.equal(await value(monitor, "list_failures_total"), undefined);
    await run("Main", [sampleList()]);
    assert.equal(await value(monitor, "runs_total", completed), 1);
    assert.ok(((await value(monitor, "last_sync_timestamp")) ?? 0) > 0);
  });

  it("tell when profiles that nodes have were synced, and of their lists from before the start", async () => {
    const { lists, watch, run, value } = await world("start.db");
    await run("Main", [brokenList("a"), sampleList()]);
    await run("Gone", [brokenList("b"), sampleList()]);
    // more than are looked at, and of which none says anything of the lists of Main
    for (let count = 0; count < 60; count += 1) await run(count % 2 ? "Main" : "Kids", []);
    const monitor = watch();
    assert.equal(await value(monitor, "failing_lists", { code: "private" }), 1);
    assert.ok(await value(monitor, "profile_last_sync_timestamp_seconds", { profile: "Main" }));
    assert.equal(await value(monitor, "profile_last_sync_timestamp_seconds", { profile: "Gone" }), undefined);
    lists.set("Gone", []);
    assert.equal(await value(monitor, "failing_lists", { code: "private" }), 2);
    assert.ok(await value(monitor, "profile_last_sync_timestamp_seconds", { profile: "Gone" }));
  });

  it("tell of a profile that was never synced beside one that was", async () => {
    const { lists, watch, run, value } = await world("never.db");
    await run("Main", [sampleList()]);
    lists.set("4K", []);
    const monitor = watch();
    assert.equal(await value(monitor, "profile_last_sync_timestamp_seconds", { profile: "4K" }), 0);
    assert.ok(await value(monitor, "profile_last_sync_timestamp_seconds", { profile: "Main" }));
  });

  it("say nothing of what is not known yet", async () => {
    const { memory, reported, watch, value } = await world("unknown.db");
    const monitor = watch({ ...memory, store: () => Promise.reject(new TypeError("x is not iterable")) });
    for (let again = 0; again < 2; again += 1) {
      assert.equal(await value(monitor, "database_up"), 0);
      assert.equal(await value(monitor, "last_sync_timestamp"), undefined);
      assert.equal(await value(monitor, "library_titles"), undefined);
    }
    assert.equal(reported.length, 1, "the log has it once");
  });

  it("come before Prometheus gives up, whichever questions to the database take their time", async () => {
    const { memory, watch, value } = await world("slow.db");
    const store = await memory.store();
    const never = new Promise<never>(() => {});
    const slow: Memory = {
      ...memory,
      store: () => new Promise((resolve) => setTimeout(resolve, 4500, { ...store, lastSyncs: () => never })),
    };
    const began = performance.now();
    assert.equal(await value(watch(slow), "database_up"), 0);
    const took = performance.now() - began;
    assert.ok(took < 9000, `${took} ms`);
  }).timeout(60_000);

  it("load what they are written with only where somebody asks for them", async () => {
    const program = `
      import { createRequire } from "node:module";
      const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => /prom-client/.test(file));
      await import(${JSON.stringify(import.meta.resolve("../../../src/monitor/monitor.ts"))});
      const before = isLoaded();
      (await import(${JSON.stringify(import.meta.resolve("../../../src/monitor/metrics.ts"))})).createMetrics("1");
      console.log(before, isLoaded());`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
    assert.equal(stdout.trim(), "false true");
  }).timeout(60_000);

  it("go on when the database fails just as it opens, which would end Node-RED", async () => {
    const { memory, run, watch, value } = await world("opens.db");
    await run("Main", [brokenList("a")]);
    const store = await memory.store();
    let fails = true;
    const read = store.runHeads;
    store.runHeads = (query) => (fails ? Promise.reject(new Error("gone")) : read(query));
    const monitor = watch();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await value(monitor, "database_up"), 0);
    fails = false;
    assert.equal(await value(monitor, "failing_lists", { code: "private" }), 1, "it is asked again");
    assert.equal(await value(monitor, "database_up"), 1);
  });
});
