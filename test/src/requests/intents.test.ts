import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { normaliseItem } from "../../../src/items/normalise.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { cancelItem } from "../../../src/requests/cancel-item.ts";
import { noteRequested } from "../../../src/requests/intents/note-requested.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { Runs } from "../../../src/runs/runs.ts";
import { Scope } from "../../../src/scope.ts";
import type { SqliteConstructor } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import type { OverseerrServer } from "../../servers/overseerr/server.ts";
import { sampleRun, temporaryFolder } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;
const MATRIX = { mediaType: "movie", tmdbId: 603 } as const;
const at = "2026-03-01T12:00:00.000Z";

describe("no intent, no request", () => {
  const path = temporaryFolder();
  const { start } = overseerrPerTest();
  let store: Store;
  let runs: Runs;
  let file: string;
  let count = 0;
  beforeEach(async () => {
    file = path(`intents-${++count}.db`);
    store = await openStore({ file, lockedMs: 300 });
    await store.insertRun(sampleRun());
    runs = await createRuns({ log: store });
  });
  afterEach(async () => {
    await runs.close();
    await store.close();
  });

  const ask = async (overseerr: Overseerr, options: RequestOptions = {}) => {
    const item = normaliseItem({ title: "The Matrix", type: "movie", tmdb_id: 603 });
    const done = await requestItem(item, { overseerr, store }, { scope: new Scope("run-1"), ...options });
    await noteRequested(runs, { runId: "run-1" }, overseerr.key, done.item);
    return done;
  };
  const posts = (server: OverseerrServer) => server.calls["POST /request"] ?? 0;
  const open = ({ key }: Overseerr) => store.intent(key, MATRIX, false);

  it("writes it down before the request, and settles it with the outcome", async () => {
    const { server, overseerr } = await start();
    server.latency["POST /request"] = 300;
    const asking = ask(overseerr);
    while (!(await open(overseerr))) await sleep(5);
    assert.equal(server.requests.length, 0);
    assert.equal((await asking).item.outcome?.status, "requested");
    assert.equal(await open(overseerr), undefined);
  });

  it("sends nothing while it cannot be written", async () => {
    const { server, overseerr } = await start();
    const other = new Sqlite(file);
    other.exec("BEGIN IMMEDIATE");
    const { item, error } = await ask(overseerr);
    other.close();
    assert.deepEqual([item.outcome?.status, error?.code, posts(server)], ["failed", "state-locked", 0]);
  });

  it("knows as ours what the server has, though nobody saw the answer", async () => {
    const { server, overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [] }, at);
    const { item } = await ask(overseerr);
    assert.equal(item.outcome?.status, "requested");
    assert.match(item.outcome?.reason ?? "", /found on the server/);
    assert.equal(posts(server), 1);
    assert.equal(await open(overseerr), undefined);
    assert.equal((await store.outcomesOf(overseerr.key, MATRIX))[0]?.requestId, item.outcome?.requestId);
  });

  it("asks for what never got there", async () => {
    const { server, overseerr } = await start();
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [] }, at);
    const { item } = await ask(overseerr);
    assert.equal(item.outcome?.status, "requested");
    assert.equal(posts(server), 1);
    assert.equal(server.requests.length, 1);
  });

  it("lets a request of which nobody saw the answer be cancelled, and leaves everybody else's", async () => {
    const { server, overseerr } = await start();
    const item = normaliseItem({ title: "The Matrix", type: "movie", tmdb_id: 603 });
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [], requester: 77 }, at);
    assert.equal((await cancelItem(item, { overseerr, store })).item.outcome?.status, "skipped");
    assert.equal(await open(overseerr), undefined);
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [] }, at);
    const dry = await cancelItem(item, { overseerr, store }, { dryRun: true, cancelApproved: true });
    assert.match(dry.item.outcome?.reason ?? "", /Would cancel/);
    assert.ok(await open(overseerr));
    const done = await cancelItem(item, { overseerr, store }, { cancelApproved: true });
    assert.equal(done.item.outcome?.status, "cancelled");
    assert.equal(server.requests.length, 0);
    assert.equal(await open(overseerr), undefined);
  });

  it("is not forgotten by a cancellation beside the request under way, which waits for its answer", async () => {
    const { server, overseerr } = await start();
    server.latency["POST /request"] = 300;
    const item = normaliseItem({ title: "The Matrix", type: "movie", tmdb_id: 603 });
    const asking = ask(overseerr);
    while (!(await open(overseerr))) await sleep(5);
    const cancelling = cancelItem(item, { overseerr, store }, { cancelApproved: true });
    assert.equal((await asking).item.outcome?.status, "requested");
    assert.equal((await cancelling).item.outcome?.status, "cancelled");
    assert.equal(server.requests.length, 0);
  });

  it("is forgotten with the history, when nobody asked for the title again", async () => {
    await store.intend("srv", { ...MATRIX, is4k: false, seasons: [] }, "2001-01-01T00:00:00.000Z");
    await store.prune(90);
    assert.equal(await store.intent("srv", MATRIX, false), undefined);
  });

  it("leaves the question open in a dry run", async () => {
    const { overseerr } = await start();
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [] }, at);
    await ask(overseerr, { dryRun: true });
    assert.ok(await open(overseerr));
  });

  it("does not take another user's request for ours", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [], requester: 77 }, at);
    const { item } = await ask(overseerr);
    assert.equal(item.outcome?.status, "already_requested");
    assert.equal(await open(overseerr), undefined);
  });
});
