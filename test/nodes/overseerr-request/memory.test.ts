import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Item } from "../../../src/items/item.ts";
import { shareMemory } from "../../../src/runs/memory.ts";
import type { SqliteConstructor } from "../../../src/state/sqlite.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { poll } from "../../support/node-red.ts";
import { errorOf } from "../../support/overseerr-flow.ts";
import {
  breakingBad,
  dune,
  heat,
  matrix,
  outcomeOf,
  requestFlowPerTest,
  run,
  sinks,
} from "../../support/request-flow.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;

describe("overseerr-request", () => {
  const { remembering, startFlow, startServer } = requestFlowPerTest();

  it("knows a request as ours whose run the database has not heard of, and no sync-state records", async () => {
    const { flow } = await remembering();
    flow.send("request", { payload: matrix, sync: run("elsewhere") });
    const [first] = await flow.sink("requested").count(1);
    assert.equal(outcomeOf(first)?.status, "requested");
    flow.send("request", { payload: matrix, sync: run("later") });
    const [second] = await flow.sink("unneeded").count(1);
    assert.equal(outcomeOf(second)?.status, "already_requested");
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    const history = await (await memory.store()).history({ mediaType: "movie", tmdbId: 603 });
    assert.deepEqual(
      history.map(({ runId, outcome }) => [runId, outcome.status]),
      [["elsewhere", "requested"]],
    );
    await memory.close();
  });

  it("says once that a request was found whose answer a message of no run never saw", async () => {
    const { flow, overseerr } = await remembering();
    flow.send("request", { payload: matrix });
    await flow.sink("requested").count(1);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    const intent = { mediaType: "movie", tmdbId: 603, is4k: false, seasons: [] } as const;
    await (await memory.store()).intend(
      overseerr.url,
      { ...intent, seasons: [] },
      "2026-03-01T12:00:00.000Z",
    );
    flow.send("request", { payload: matrix });
    await flow.sink("requested").count(2);
    flow.send("request", { payload: matrix });
    const [third] = await flow.sink("unneeded").count(1);
    assert.equal(outcomeOf(third)?.status, "already_requested");
    await memory.close();
  });

  it("finds out at the end of a run what became of a request whose title is on no list any more", async () => {
    const { flow, overseerr } = await remembering();
    flow.send("request", { payload: matrix });
    await flow.sink("requested").count(1);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    const [runs, store] = [await memory.runs(), await memory.store()];
    const intent = { mediaType: "movie", tmdbId: 603, is4k: false } as const;
    await store.intend(overseerr.url, { ...intent, seasons: [] }, "2026-03-01T12:00:00.000Z");
    for (const dryRun of [true, false]) {
      const { id } = await runs.begin({ profile: "Main", trigger: "manual", dryRun });
      await runs.expect(id, 0);
      await runs.record(id, overseerr.url, {
        ...heat,
        mediaType: "movie",
        outcome: { status: "skipped", at: "2026-03-01" },
      });
      assert.equal((await store.run(id))?.state, "completed");
    }
    const isSettled = async () => ((await store.intent(overseerr.url, intent, false)) ? undefined : true);
    await poll(isSettled, "it to be settled");
    const history = await store.history({ mediaType: "movie", tmdbId: 603 });
    assert.deepEqual(
      history.map(({ outcome }) => outcome.status),
      ["requested"],
    );
    await memory.close();
  });

  it("ends the run with one error and requests nothing while another program keeps the database locked", async function () {
    this.timeout(60_000);
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        flowNodes.database({ lockedTime: "1" }),
        flowNodes.request({ database: "database" }),
        flowNodes.state(),
        flowNodes.sink("summaries"),
        ...flowNodes.errors(),
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    const [errors, summaries] = [flow.sink("errors"), flow.sink("summaries")];
    const memory = shareMemory({
      file: join(flow.userDir, "list-sync/state.db"),
      options: () => ({ lockedMs: 1000 }),
    });
    const runs = await memory.runs();
    const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
    await runs.lists(id, [], [matrix, heat, dune, breakingBad] as Item[]);
    const other = new Sqlite(memory.file);
    other.exec("BEGIN IMMEDIATE");
    for (const payload of [matrix, heat, dune, breakingBad]) flow.send("request", { payload, sync: run(id) });
    const [error] = await errors.count(1);
    assert.equal(errorOf(error).code, "state-locked");
    await poll(() => runs.current("Main") === undefined || undefined, "the end of the run");
    other.close();
    await summaries.count(1);
    assert.equal((await runs.summary(id))?.error?.code, "state-locked");
    assert.equal(errors.messages.length, 1);
    assert.equal(overseerr.calls["POST /request"] ?? 0, 0);
    // the next run goes on
    flow.send("request", { payload: matrix, sync: run("next") });
    await flow.sink("requested").count(1);
    await memory.close();
  });
});
