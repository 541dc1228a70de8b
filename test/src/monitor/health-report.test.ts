import assert from "node:assert/strict";
import { createMonitor } from "../../../src/monitor/monitor.ts";
import type { ServerConnection } from "../../../src/overseerr/connection/server-connection.ts";
import { createServerConnection } from "../../../src/overseerr/connection/server-connection.ts";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { Memory } from "../../../src/runs/memory.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import type { Store } from "../../../src/state/store.ts";
import { sampleList } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const HOUR = 3_600_000;

describe("The health that a monitor reports", () => {
  const { start } = overseerrPerTest();
  const stores: Store[] = [];
  const unforeseen: unknown[] = [];
  beforeEach(() => void unforeseen.splice(0));
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

  async function world({ apiKey = "" } = {}) {
    const { server } = await start();
    const clock = { now: Date.parse("2026-11-20T06:00:00.000Z") };
    const now = () => new Date(clock.now);
    const store = await openStore({ file: ":memory:", now });
    stores.push(store);
    const connection = createServerConnection(() => ({
      url: server.url,
      apiKey: apiKey || server.apiKey,
      retries: 0,
    }));
    const runs = await createRuns({ log: store, now });
    const finish = async (dryRun = false, profile = "Main", lists = [sampleList()]) => {
      const { id } = await runs.begin({ profile, trigger: "test", dryRun });
      await runs.lists(id, lists, []);
    };
    const memory = {
      file: ":memory:",
      store: async () => store,
      whenOpen: () => () => {},
    } as unknown as Memory;
    return { server, clock, now, store, connection, memory, finish };
  }
  const monitored = (
    { memory, connection, now }: { memory: Memory; connection: ServerConnection; now: () => Date },
    staleHours = 48,
    profiles = ["Main"],
  ) =>
    createMonitor({
      memory,
      connection,
      lists: () => new Map(profiles.map((profile) => [profile, []])),
      staleHours,
      counts: false,
      version: "1",
      now,
      onError: (error) => void unforeseen.push(error),
    });

  it("is degraded as soon as the last sync is too long ago, which neither dry runs nor runs without lists change", async () => {
    const given = await world();
    const monitor = monitored(given);
    await given.finish();
    given.clock.now += 48 * HOUR;
    assert.equal((await monitor.health()).status, 200);
    given.clock.now += 1.5 * HOUR;
    await given.finish(true);
    await given.finish(false, "Main", []);
    const { status, body } = await monitor.health();
    const report = JSON.parse(body);
    assert.deepEqual(
      [status, report.status, report.timestamp],
      [503, "degraded", "2026-11-22T07:30:00.000Z"],
    );
    assert.deepEqual(report.checks, {
      database: "healthy",
      overseerr_api: "healthy",
      last_sync: "stale: the last sync completed at 2026-11-20T06:00:00.000Z, 49 hours ago",
    });
    assert.equal((await monitored(given, 50).health()).status, 200, "by its own setting");
    assert.equal((await monitor.live()).status, 200);
    await given.finish();
    assert.equal((await monitor.health()).status, 200);
    given.connection.close();
  });

  it("asks the server again after half a minute, and says what it found before until then", async () => {
    const given = await world();
    const { server, clock, connection } = given;
    const monitor = monitored(given);
    server.fault("GET /auth/me", { status: 503, times: 1 });
    const first = await monitor.health();
    assert.equal(first.status, 503);
    assert.match(JSON.parse(first.body).checks.overseerr_api, /^unhealthy: .+\.$/);
    clock.now += 29_000;
    assert.equal((await monitor.health()).status, 503);
    assert.equal(server.calls["GET /auth/me"], 1);
    clock.now += 2000;
    assert.equal((await monitor.health()).status, 200);
    assert.equal(server.calls["GET /auth/me"], 2);
    connection.close();
  });

  it("is unhealthy when the server does not take the key, which it is asked once", async () => {
    const given = await world({ apiKey: "revoked" });
    const { status, body } = await monitored(given).health();
    assert.equal(status, 503);
    assert.match(JSON.parse(body).checks.overseerr_api, /^unhealthy: .*API key/);
    assert.equal(given.server.calls["GET /auth/me"], 1);
    given.connection.close();
  });

  it("is healthy while the server is slow to say which version it is, as it is where it cannot reach GitHub", async () => {
    const given = await world();
    given.server.fault("GET /status", { hang: true });
    assert.equal((await monitored(given).health()).status, 200);
    given.connection.close();
  });

  it("goes by the profile that was synced longest ago, of those that nodes still have", async () => {
    const given = await world();
    await given.finish(false, "Gone");
    given.clock.now += 10 * HOUR;
    await given.finish(false, "Kids");
    given.clock.now += 40 * HOUR;
    await given.finish();
    given.clock.now += 9 * HOUR;
    const said = async (...profiles: string[]) =>
      JSON.parse((await monitored(given, 48, profiles).health()).body).checks.last_sync;
    assert.equal(
      await said("Main", "Kids"),
      "stale: the last sync of the profile Kids completed at 2026-11-20T16:00:00.000Z, 49 hours ago",
    );
    assert.equal(await said("Main"), "healthy");
    assert.equal(await said("Main", "New"), "healthy");
    assert.equal(await said("New"), "no_syncs_found");
    given.clock.now += 40 * HOUR;
    assert.match(
      await said(),
      /^stale: the last sync completed at 2026-11-22T08/,
      "no node reads lists any more",
    );
    given.connection.close();
  });

  it("lives on while a restore replaces the database", async () => {
    const given = await world();
    const restored = { store: () => new Promise<never>(() => {}), isReplaced: true };
    const monitor = monitored({ ...given, memory: { ...given.memory, ...restored } });
    const { status, body } = await monitor.live();
    assert.deepEqual([status, JSON.parse(body).checks], [200, { database: "healthy" }]);
    given.connection.close();
  });

  it("tells the log of what nobody foresaw, once, and says that it did", async () => {
    const given = await world();
    const memory = { ...given.memory, store: () => Promise.reject(new TypeError("x is not iterable")) };
    const monitor = monitored({ ...given, memory });
    for (let again = 0; again < 3; again += 1) {
      const { checks } = JSON.parse((await monitor.health()).body);
      assert.equal(checks.database, "unhealthy: An unexpected error occurred; Node-RED's log has it.");
    }
    assert.deepEqual(
      unforeseen.map((error) => (error as Error).message),
      ["x is not iterable"],
    );
    given.connection.close();
  });

  it("says why the database does not respond, and gives no statistics then", async () => {
    const given = await world();
    const gone = new StateError("state-failed", "The database is damaged.");
    const memory = { ...given.memory, store: () => Promise.reject(gone) };
    const monitor = monitored({ ...given, memory });
    const { status, body } = await monitor.health();
    const report = JSON.parse(body);
    assert.deepEqual([status, report.status], [503, "unhealthy"]);
    assert.equal(report.checks.database, "unhealthy: The database is damaged.");
    assert.equal(report.checks.last_sync, "error: The database is damaged.");
    assert.equal((await monitor.live()).status, 503);
    assert.deepEqual(await monitor.stats(), {
      status: 500,
      type: "application/json; charset=utf-8",
      body: '{"error":"The database is damaged."}\n',
    });
    given.connection.close();
  });
});
