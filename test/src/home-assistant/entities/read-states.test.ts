import assert from "node:assert/strict";
import { readEnded, readStates } from "../../../../src/home-assistant/entities/read-states.ts";
import { createRuns } from "../../../../src/runs/create-runs.ts";
import type { Runs } from "../../../../src/runs/runs.ts";
import type { Store } from "../../../../src/state/store.ts";
import {
  brokenList,
  SAMPLE_TIME,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const END = "2026-03-01T12:00:42.500Z";

describe("states of a profile", () => {
  let store: Store;
  let runs: Runs;
  beforeEach(async () => {
    store = await sampleStore();
    runs = await createRuns({ log: store });
  });
  afterEach(async () => {
    await runs.close();
    await store.close();
  });

  const states = async (profile = "Main") => {
    const source = { store, runs, profile };
    return readStates(source, await readEnded(source));
  };
  const values = async (profile?: string) =>
    Object.fromEntries(Object.entries(await states(profile)).map(([key, { state }]) => [key, state]));
  const title = (tmdb: number, status: Parameters<typeof sampleOutcome>[0], name = `Title ${tmdb}`) =>
    sampleItem({
      title: name,
      ids: { tmdb },
      outcome: sampleOutcome(status, status === "failed" ? { reason: "The server fails." } : {}),
    });

  it("are unknown before the first sync, apart from what is known", async () => {
    assert.deepEqual(await values(), {
      status: "idle",
      last_sync: null,
      next_sync: null,
      list_items: null,
      requested: null,
      requested_total: 0,
      available: null,
      failed: null,
      last_request: null,
      duration: null,
      problem: false,
      auto: true,
      limit: 0,
    });
  });

  it("say when the next sync is due, and by which schedule", async () => {
    const at = "2026-03-02T01:00:00.000Z";
    await store.saveSchedule("Main", {
      plan: "off-peak once",
      nextAt: at,
      nextName: "off-peak",
      standing: "next",
    });
    assert.deepEqual((await states()).next_sync, {
      state: at,
      attributes: { window: "off-peak", schedule: "off-peak once", status: "next" },
    });
    assert.equal((await states("4K")).next_sync.state, null);
  });

  it("are those of the last sync and of the last request", async () => {
    await store.insertRun(
      sampleRun({
        id: "a",
        state: "completed_with_errors",
        finishedAt: END,
        total: 5,
        lists: [sampleList()],
      }),
    );
    await store.record("a", "s", title(1, "requested", "Heat"), END);
    await store.record("a", "s", title(2, "already_available"), END);
    await store.record("a", "s", title(3, "partially_available"), END);
    await store.record("a", "s", title(4, "failed"), END);
    assert.deepEqual(await values(), {
      status: "idle",
      last_sync: END,
      next_sync: null,
      list_items: 5,
      requested: 1,
      requested_total: 1,
      available: 2,
      failed: 1,
      last_request: "Heat",
      duration: 42.5,
      problem: true,
      auto: true,
      limit: 0,
    });
    const { problem, last_request, last_sync } = await states();
    assert.deepEqual(problem.attributes, { error: "1 title failed. The server fails." });
    assert.deepEqual(last_request.attributes, {
      tmdb_id: 1,
      media_type: "movie",
      year: 1999,
      list: "top",
      requested_at: SAMPLE_TIME,
    });
    assert.deepEqual(last_sync.attributes, {
      result: "completed_with_errors",
      trigger: "manual",
      dry_run: false,
    });
    assert.equal((await values("4K")).requested_total, 0);
  });

  it("say what is wrong with a list, and that the run failed when it did", async () => {
    await store.insertRun(
      sampleRun({
        id: "a",
        state: "completed_with_errors",
        finishedAt: END,
        lists: [brokenList("x"), brokenList("y")],
      }),
    );
    assert.equal(
      (await states()).problem.attributes?.error,
      'Trakt list "x" is private. (And 1 more list failed.)',
    );
    assert.equal((await states()).status.state, "idle");
    const error = { code: "server-key", message: "The key is refused." };
    await store.insertRun(sampleRun({ id: "b", state: "failed", startedAt: END, finishedAt: END, error }));
    assert.deepEqual(
      [
        (await states()).status.state,
        (await states()).problem.state,
        (await states()).problem.attributes?.error,
      ],
      ["error", true, "The key is refused."],
    );
  });

  it("of a run that the end of the process cut off say so, and keep the numbers of the sync before", async () => {
    await runs.close();
    await store.insertRun(sampleRun({ id: "a", state: "completed", finishedAt: SAMPLE_TIME, total: 7 }));
    await store.insertRun(sampleRun({ id: "b", startedAt: END }));
    runs = await createRuns({ log: store });
    const { status, problem, list_items, last_sync } = await states();
    assert.deepEqual([status.state, list_items.state, last_sync.state], ["idle", 7, SAMPLE_TIME]);
    assert.match(String(problem.attributes?.error), /Node-RED stopped/);
  });

  it("count the items of the lists, also after single titles were tried again", async () => {
    await store.insertRun(
      sampleRun({ id: "a", state: "completed", finishedAt: SAMPLE_TIME, total: 250, lists: [sampleList()] }),
    );
    await store.insertRun(
      sampleRun({ id: "b", startedAt: END, state: "completed", finishedAt: END, total: 1 }),
    );
    assert.deepEqual([(await states()).list_items.state, (await states()).last_sync.state], [250, END]);
  });

  it("show how far a run is", async () => {
    const run = await runs.begin({ profile: "Main", trigger: "home-assistant", dryRun: true });
    assert.deepEqual((await states()).status, {
      state: "syncing",
      attributes: { done: 0, total: null, progress: null, trigger: "home-assistant", dry_run: true },
    });
    await runs.expect(run.id, 3);
    await runs.record(run.id, "s", title(1, "would_request"));
    const { done, total, progress } = (await states()).status.attributes ?? {};
    assert.deepEqual([done, total, progress], [1, 3, 33]);
    assert.equal((await states()).requested_total.state, 0);
    assert.equal((await values("4K")).status, "idle");
  });

  it("cut a title at 255 characters and keep what is odd in it", async () => {
    const run = await runs.begin({ profile: "Main", trigger: "manual" });
    await runs.record(run.id, "s", title(1, "requested", `"It's" 🎬 ${"x".repeat(400)}`));
    const shown = String((await states()).last_request.state);
    assert.equal(Array.from(shown).length, 255);
    assert.ok(shown.startsWith(`"It's" 🎬 xxx`));
  });
});
