import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { settleLeftOver } from "../../../src/requests/intents/settle-left-over.ts";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { Run } from "../../../src/runs/run.ts";
import type { Runs } from "../../../src/runs/runs.ts";
import { Scope } from "../../../src/scope.ts";
import type { Intent } from "../../../src/state/port/intents.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { sampleItem, sampleOutcome, sampleRun } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const BEFORE = "2026-03-01T12:00:00.000Z";
const NOW = "2026-03-02T12:00:00.000Z";
const MATRIX = { mediaType: "movie", tmdbId: 603 } as const;
const HEAT = { mediaType: "movie", tmdbId: 949 } as const;
const source = { provider: "imdb", list: "top" };
const item: Item = sampleItem({ title: "The Matrix", ids: { imdb: "tt0133093" }, sources: [source] });

describe("a request of which nobody saw the answer, and whose title is on no list any more", () => {
  const { start } = overseerrPerTest();
  let store: Store;
  let runs: Runs;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
    await store.insertRun(sampleRun({ id: "killed", startedAt: BEFORE }));
    runs = await createRuns({ log: store, now: () => new Date(NOW) });
  });
  afterEach(async () => {
    await runs.close();
    await store.close();
  });

  const intend = (overseerr: Overseerr, intent: Partial<Intent> & Pick<Intent, "mediaType" | "tmdbId">) =>
    store.intend(overseerr.key, { is4k: false, seasons: [], runId: "killed", item, ...intent }, BEFORE);
  const later = sampleRun({ id: "later", startedAt: NOW, state: "completed" });
  const settle = (overseerr: Overseerr, run: Run = later) =>
    settleLeftOver(
      run,
      { overseerr, store, runs },
      { scope: new Scope(run.id), signal: new AbortController().signal },
    );
  const open = ({ key }: Overseerr) => store.openIntents(key, NOW);

  it("counts as requested by its run when it is found on the server, with one call", async () => {
    const { server, overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await intend(overseerr, MATRIX);
    server.resetCalls();
    await settle(overseerr);
    assert.deepEqual(server.calls, { "GET /movie/{movieId}": 1 });
    assert.deepEqual(await open(overseerr), []);
    const [entry, ...others] = await store.history(MATRIX);
    assert.equal(others.length, 0);
    assert.deepEqual([entry?.runId, entry?.outcome.status], ["killed", "requested"]);
    assert.match(entry?.outcome.reason ?? "", /found on the server/);
    const [stored] = (await store.items({ runId: "killed" })).items;
    assert.deepEqual(stored?.item.sources, [source]);
    assert.deepEqual((await store.run("killed"))?.counts, { requested: 1 });
    assert.equal(await store.requestedTotal("Main"), 1);
    await settle(overseerr);
    assert.deepEqual(server.calls, { "GET /movie/{movieId}": 1 });
  });

  it("counts as nothing when the server never got it, or has somebody else's", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 949, is4k: false });
    await intend(overseerr, MATRIX);
    await intend(overseerr, { ...HEAT, requester: 77 });
    await settle(overseerr);
    assert.deepEqual(await open(overseerr), []);
    assert.deepEqual([...(await store.history(MATRIX)), ...(await store.history(HEAT))], []);
  });

  it("is looked for once, though it was asked for in both qualities", async () => {
    const { server, overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: true });
    for (const is4k of [false, true]) await intend(overseerr, { ...MATRIX, is4k });
    server.resetCalls();
    await settle(overseerr);
    assert.deepEqual(server.calls, { "GET /movie/{movieId}": 1 });
    const outcomes = await store.outcomesOf(overseerr.key, MATRIX);
    assert.deepEqual(
      outcomes.map(({ status, is4k }) => [status, is4k]),
      [
        ["requested", true],
        ["requested", false],
      ],
    );
  });

  it("leaves what its run has recorded of the title as it is", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await runs.record("killed", overseerr.key, { ...item, outcome: sampleOutcome("failed") });
    await intend(overseerr, MATRIX);
    await settle(overseerr);
    assert.deepEqual((await store.run("killed"))?.counts, { failed: 1 });
    const [newest] = await store.runs();
    assert.deepEqual(
      [newest?.trigger, newest?.state, newest?.counts],
      ["retry", "completed", { requested: 1 }],
    );
  });

  it("stays open while the server does not answer, and the others are settled", async () => {
    const { server, overseerr } = await start({}, { retries: 0 });
    await intend(overseerr, MATRIX);
    await intend(overseerr, { ...HEAT, item: { ...item, ids: { tmdb: 949 } } });
    server.fault("GET /movie/{movieId}", { status: 503, times: 1 });
    await settle(overseerr);
    assert.equal((await open(overseerr)).length, 1);
    await settle(overseerr);
    assert.deepEqual(await open(overseerr), []);
  });

  it("is left alone while a run goes on that may be at it", async () => {
    const { server, overseerr } = await start();
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [], runId: "other", item }, NOW);
    const other = await runs.begin({ profile: "4K", trigger: "manual" });
    await settle(overseerr, sampleRun({ id: "later", startedAt: "2026-03-03T12:00:00.000Z" }));
    assert.equal(server.calls["GET /movie/{movieId}"] ?? 0, 0);
    runs.cancel(other.id);
    await settle(overseerr, sampleRun({ id: "later", startedAt: "2026-03-03T12:00:00.000Z" }));
    assert.equal(server.calls["GET /movie/{movieId}"], 1);
  });

  it("is known by its TMDB number alone where a database of before remembered no more", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    await store.intend(overseerr.key, { ...MATRIX, is4k: false, seasons: [] }, BEFORE);
    await settle(overseerr);
    const [entry] = await store.history(MATRIX);
    assert.deepEqual(
      [entry?.key, entry?.title, entry?.outcome.status],
      ["movie:tmdb:603", "The Matrix", "requested"],
    );
  });
});
