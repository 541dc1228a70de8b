import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Item } from "../../../src/items/item.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { type CancelOptions, cancelItem } from "../../../src/requests/cancel-item.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import type { OverseerrServer } from "../../servers/overseerr/server.ts";
import { sampleRun } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const MATRIX = { title: "The Matrix", year: 1999, type: "movie", tmdb_id: 603 };
/** A user of the server whose requests wait for approval. */
const WAITING_USER = 2;
/** One whose requests are approved at once. */
const ADMINISTRATOR = 1;

describe("cancelItem", () => {
  const { start } = overseerrPerTest();
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  /** Each in a run of its own, as requesting and cancelling are. */
  const record = async (overseerr: Overseerr, item: Item) => {
    const id = randomUUID();
    await store.insertRun(sampleRun({ id }));
    await store.record(id, overseerr.key, item, new Date().toISOString());
  };
  /** What a run does: requests a title and records it. */
  async function request(overseerr: Overseerr, row: object = MATRIX, asUser = WAITING_USER) {
    const { item } = await requestItem(normaliseItem(row), { overseerr, store }, { asUser });
    await record(overseerr, item);
    return item.outcome;
  }
  async function cancel(overseerr: Overseerr, options: CancelOptions = {}, row: object = MATRIX) {
    const { item, error } = await cancelItem(normaliseItem(row), { overseerr, store }, options);
    await record(overseerr, item);
    return { status: item.outcome?.status, reason: item.outcome?.reason ?? "", error };
  }
  const deletions = ({ log }: OverseerrServer) => log.filter(({ method }) => method === "DELETE").length;

  it("cancels a request of ours that waits for approval, in two calls", async () => {
    const { server, overseerr } = await start();
    const asked = await request(overseerr);
    assert.match(asked?.reason ?? "", /waiting for approval/);
    server.resetCalls();
    const { status, reason } = await cancel(overseerr);
    assert.deepEqual([status, reason], ["cancelled", `Cancelled request ${asked?.requestId}.`]);
    assert.deepEqual(server.calls, { "GET /movie/{movieId}": 1, "DELETE /request/{requestId}": 1 });
  });

  it("leaves a request of somebody else alone, without a call", async () => {
    const { server, overseerr } = await start();
    await overseerr.createRequest(
      { mediaType: "movie", mediaId: 603, is4k: false },
      { asUser: WAITING_USER },
    );
    await overseerr.index.ensure(undefined);
    server.resetCalls();
    const { status, reason } = await cancel(overseerr);
    assert.equal(status, "skipped");
    assert.match(reason, /did not request this title/);
    assert.deepEqual(server.calls, {});
  });

  it("leaves an approved one alone unless it is asked to cancel those", async () => {
    const { server, overseerr } = await start();
    await request(overseerr, MATRIX, ADMINISTRATOR);
    const kept = await cancel(overseerr);
    assert.deepEqual([kept.status, deletions(server)], ["skipped", 0]);
    assert.match(kept.reason, /approved.*Cancel approved requests too/);
    assert.equal((await cancel(overseerr, { cancelApproved: true })).status, "cancelled");
    assert.equal(deletions(server), 1);
  });

  it("says so when the request is gone already", async () => {
    const { overseerr } = await start();
    const asked = await request(overseerr);
    await overseerr.deleteRequest(asked?.requestId ?? 0);
    assert.match((await cancel(overseerr)).reason, /no longer on the server/);
  });

  it("only says what it would do in a dry run", async () => {
    const { server, overseerr } = await start();
    const asked = await request(overseerr);
    const { status, reason } = await cancel(overseerr, { dryRun: true });
    assert.deepEqual([status, reason], ["skipped", `Would cancel request ${asked?.requestId}.`]);
    assert.equal(deletions(server), 0);
  });

  it("cancels the requests of the chosen quality only", async () => {
    const { overseerr } = await start();
    await request(overseerr);
    assert.equal((await cancel(overseerr, { is4k: "yes" })).status, "skipped");
    assert.equal((await cancel(overseerr, { is4k: "both" })).status, "cancelled");
  });

  it("does not keep a title from being requested when it comes back to a list", async () => {
    const { overseerr } = await start();
    await request(overseerr);
    await cancel(overseerr);
    await overseerr.index.refresh({ maxAgeMs: 0 });
    assert.equal((await request(overseerr))?.status, "requested");
  });

  it("does not keep a title from being requested after a first attempt that failed", async () => {
    const { server, overseerr } = await start({}, { retries: 0 });
    await request(overseerr);
    await cancel(overseerr);
    await overseerr.index.refresh({ maxAgeMs: 0 });
    server.fault("POST /request", { status: 503 });
    assert.equal((await request(overseerr))?.status, "failed");
    assert.equal((await request(overseerr))?.status, "requested");
  });

  it("of one quality says nothing of the other, whose request somebody deleted", async () => {
    const { server, overseerr } = await start();
    const standard = await request(overseerr);
    const { item } = await requestItem(
      normaliseItem(MATRIX),
      { overseerr, store },
      { asUser: ADMINISTRATOR, is4k: "yes" },
    );
    await record(overseerr, item);
    server.deleteRequest(standard?.requestId ?? 0);
    await cancel(overseerr, { is4k: "yes", cancelApproved: true });
    await overseerr.index.refresh({ maxAgeMs: 0 });
    assert.equal((await request(overseerr))?.status, "skipped");
  });

  it("needs the database, which alone knows whose a request is", async () => {
    const { overseerr } = await start();
    await assert.rejects(cancelItem(normaliseItem(MATRIX), { overseerr }), { code: "bad-config" });
  });

  it("fails as the server fails, and cancels nothing", async () => {
    const { server, overseerr } = await start();
    await request(overseerr);
    await server.close();
    const { status, error } = await cancel(overseerr);
    assert.equal(status, "failed");
    assert.match(error?.code ?? "", /^server-/);
  });
});
