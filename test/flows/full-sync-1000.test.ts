import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { makeUserDir, type NodeRedProcess } from "../support/node-red-process.ts";
import { startFullSync, syncNow } from "./full-sync.ts";
import { startThousand, type ThousandWorld } from "./thousand.ts";

const ROUTES = ["GET /media", "GET /search", "GET /tv/{tvId}", "GET /movie/{movieId}", "POST /request"];

describe("a full sync of 1,000 titles", function () {
  this.timeout(120_000);
  let world: ThousandWorld;
  let nodeRed: NodeRedProcess;
  const userDir = makeUserDir();
  const calls = (route: string) => world.server.calls[route] ?? 0;
  const total = () => Object.values(world.server.calls).reduce((sum, count) => sum + count, 0);
  /** Pages of 1,000 rows that the library fills. */
  const pages = () => Math.ceil(world.server.media.length / 1000);

  before(async () => {
    world = await startThousand(1000);
    nodeRed = await startFullSync({ env: world.env, userDir });
  });
  after(async () => {
    await nodeRed?.stop();
    await world?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  function print(name: string, seconds: string): void {
    const routes = ROUTES.map((route) => `${calls(route)} × ${route}`).join(", ");
    console.log(`      ${name}: ${total()} calls in ${seconds} s (${routes})`);
  }

  it("asks for each missing title once, and searches only what has no TMDB id", async () => {
    const started = Date.now();
    const run = await syncNow(nodeRed);
    print("first run ", ((Date.now() - started) / 1000).toFixed(1));
    console.log("      (programs measured elsewhere on such lists: 1,700 to 2,700 calls)");
    assert.equal(run.state, "completed");
    assert.equal(run.total, world.count);
    assert.equal(run.counts.requested, world.missing);
    assert.equal(calls("POST /request"), world.missing);
    assert.equal(world.server.requests.length, world.missing + world.count / 10);
    assert.ok(calls("GET /media") <= pages(), `${calls("GET /media")} pages`);
    assert.ok(calls("GET /search") <= world.withoutTmdb, `${calls("GET /search")} searches`);
    // a new show's seasons are sent by number, which takes one look at it; a movie takes none
    assert.ok(
      calls("GET /tv/{tvId}") <= world.missingShows + world.count / 40,
      "one look for each show at most",
    );
    assert.equal(calls("GET /movie/{movieId}"), 0);
    assert.ok(world.server.maxParallel <= 4, `${world.server.maxParallel} calls at once`);
  });

  it("asks what changed in the library the second time, and once for what was refused or declined since", async () => {
    world.server.resetCalls();
    const started = Date.now();
    const run = await syncNow(nodeRed);
    print("second run", ((Date.now() - started) / 1000).toFixed(1));
    console.log("      (programs measured elsewhere: 1,000 to 2,000 calls)");
    assert.equal(run.state, "completed");
    assert.deepEqual([run.counts.requested, run.total], [undefined, world.count]);
    assert.equal(calls("GET /media"), 1);
    assert.equal(calls("GET /request/count"), 1);
    assert.equal(total(), 2);
  });

  it("asks no more after a restart of Node-RED", async () => {
    await nodeRed.stop();
    nodeRed = await startFullSync({ env: world.env, userDir });
    world.server.resetCalls();
    await syncNow(nodeRed);
    print("restarted ", "–");
    assert.deepEqual(
      ROUTES.filter((route) => calls(route) > 0),
      ["GET /media"],
    );
  });
});
