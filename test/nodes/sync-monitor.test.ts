import assert from "node:assert/strict";
import { ALL, monitoredPerTest } from "../support/monitored-flow.ts";
import { errorOf } from "../support/overseerr-flow.ts";
import { poll } from "../support/poll.ts";
import { sampleValue } from "../support/prometheus-text.ts";

const TOKEN = "a token of the test";

/** Heat, The Matrix, Fight Club, by TMDB ids that the test server knows. */
const FILMS = [
  { title: "The Matrix", tmdb_id: 603, media_type: "movie" },
  { title: "Heat", tmdb_id: 949, media_type: "movie" },
  { title: "Fight Club", tmdb_id: 550, media_type: "movie" },
];

describe("sync-monitor", () => {
  const start = monitoredPerTest();

  it("counts what a sync does, by outcome, and says when it was", async () => {
    const { sync, samples, ask, server } = await start();
    const before = await samples();
    assert.equal(sampleValue(before, "listsync_items_processed_total", { status: "requested" }), 0);
    assert.equal(sampleValue(before, "listsync_last_sync_timestamp"), 0);
    assert.equal(sampleValue(before, "listsync_runs_total", { profile: "Main", state: "failed" }), 0);
    assert.equal(sampleValue(before, "listsync_library_age_seconds"), undefined);
    const began = Date.now() / 1000;
    await sync(FILMS, 1);
    const after = await poll(async () => {
      const found = await samples();
      return sampleValue(found, "listsync_sync_duration_seconds_count") === 1 ? found : undefined;
    }, "the sync in the metrics");
    const value = (name: string, labels?: Record<string, string>) => sampleValue(after, name, labels);
    const processed = (status: string) => value("listsync_items_processed_total", { status });
    assert.deepEqual([processed("requested"), processed("quota_exceeded"), processed("failed")], [2, 1, 0]);
    const last = value("listsync_last_sync_timestamp") ?? 0;
    assert.ok(last >= Math.floor(began) && last <= Date.now() / 1000 + 1, `${last} is in seconds`);
    assert.equal(value("listsync_active_lists", { provider: "own" }), 2);
    assert.equal(value("listsync_active_lists", { provider: "imdb" }), undefined, "it is switched off");
    assert.equal(value("listsync_runs_total", { profile: "Main", state: "completed_with_errors" }), 1);
    assert.equal(value("listsync_profile_last_sync_timestamp_seconds", { profile: "Main" }), last);
    assert.equal(value("listsync_failing_lists"), 1);
    assert.equal(value("listsync_list_failures_total"), 1);
    assert.equal(value("listsync_quota_remaining", { media_type: "movie" }), 0);
    assert.equal(value("listsync_server_calls_total", { kind: "post" }), server.requests.length);
    assert.equal(value("listsync_server_call_duration_seconds_count", { kind: "post" }), 2);
    assert.ok((value("listsync_server_calls_total", { kind: "library" }) ?? 0) > 0);
    assert.ok((value("listsync_database_size_bytes") ?? 0) > 0);
    assert.ok((value("listsync_library_age_seconds") ?? -1) >= 0);
    assert.deepEqual(
      ["listsync_server_up", "listsync_database_up", "listsync_queue_depth", "listsync_runs_running"].map(
        (name) => value(name),
      ),
      [1, 1, 0, 0],
    );
    const { text, headers } = await ask("/metrics");
    assert.equal(headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert.doesNotMatch(text, /Matrix|Heat|gone\.json|ls012345678|quota@|127\.0\.0\.1/);
  });

  it("counts neither a dry run as a sync, nor its titles", async () => {
    const { sync, samples } = await start();
    await sync(FILMS, 1, { dryRun: true });
    const after = await poll(async () => {
      const found = await samples();
      return sampleValue(found, "listsync_dry_runs_total") === 1 ? found : undefined;
    }, "the dry run in the metrics");
    assert.equal(sampleValue(after, "listsync_last_sync_timestamp"), 0);
    assert.equal(sampleValue(after, "listsync_sync_duration_seconds_count"), 0);
    const titles = after.filter(({ name }) => name === "listsync_items_processed_total");
    assert.ok(titles.length > 5 && titles.every(({ value }) => value === 0));
  });

  it("tells apart twenty profiles at most, whatever messages name", async () => {
    const { sync, samples } = await start();
    for (let number = 1; number <= 23; number += 1) await sync([], number, { profile: `P${number}` });
    const profiles = new Set((await samples()).flatMap(({ labels }) => labels.profile ?? []));
    assert.ok(profiles.size <= 21 && profiles.has("other"), [...profiles].join());
  });

  it("says healthy while database, server and last sync are, and asks the server every half minute at most", async () => {
    const { ask, sync, server } = await start();
    server.resetCalls();
    const first = await ask("/health");
    assert.equal(first.status, 200);
    const { status, timestamp, checks } = JSON.parse(first.text);
    assert.equal(status, "healthy");
    assert.ok(Math.abs(Date.parse(timestamp) - Date.now()) < 60_000);
    assert.deepEqual(checks, { database: "healthy", overseerr_api: "healthy", last_sync: "no_syncs_found" });
    await sync(FILMS.slice(0, 1), 1);
    const after = await poll(async () => {
      const { text } = await ask("/health");
      return JSON.parse(text).checks.last_sync === "healthy" || undefined;
    }, "the last sync");
    assert.ok(after);
    await Promise.all(Array.from({ length: 10 }, () => Promise.all([ask("/health"), ask("/metrics")])));
    assert.equal(server.calls["GET /auth/me"], 1);
  });

  it("says unhealthy with 503, and lives on while only the server is down", async () => {
    const { ask, sync, server, flow, nodes } = await start();
    await sync(FILMS.slice(0, 1), 1);
    await server.stop();
    await flow.deploy(nodes({ ...ALL, path: "/watch" }));
    const told = await ask("/watch/health");
    const { status, checks } = JSON.parse(told.text);
    assert.deepEqual([told.status, status, checks.database], [503, "unhealthy", "healthy"]);
    assert.match(checks.overseerr_api, /^unhealthy: /);
    const live = await ask("/watch/health/live");
    assert.deepEqual([live.status, JSON.parse(live.text).checks], [200, { database: "healthy" }]);
    assert.match((await ask("/watch/metrics")).text, /^listsync_server_up 0$/m);
  });

  it("gives the statistics of a day, as a whole and by profile", async () => {
    const { ask, sync } = await start();
    await sync(FILMS, 1);
    await sync([{ title: "Fargo", tmdb_id: 275, media_type: "movie" }], 2, { profile: "Kids", dryRun: true });
    const { status, text } = await ask("/stats");
    assert.equal(status, 200);
    const { profiles, ...whole } = JSON.parse(text);
    const counts = { items_synced_24h: 3, status_breakdown: { quota_exceeded: 1, requested: 2 } };
    assert.deepEqual(whole, { total_lists: 3, ...counts });
    assert.deepEqual(profiles, { Main: { total_lists: 3, ...counts } });
  });

  it("answers only what is switched on, and nothing any more when that was taken away", async () => {
    const { ask, flow, nodes } = await start({ health: true });
    const statuses = async (base = "") =>
      Promise.all(
        ["/metrics", "/health", "/health/live", "/stats"].map(
          async (path) => (await ask(base + path)).status,
        ),
      );
    assert.deepEqual(await statuses(), [404, 200, 404, 404]);
    await flow.deploy(nodes({ metrics: true, live: true, path: "watch/" }));
    assert.deepEqual(await statuses(), [404, 404, 404, 404]);
    assert.deepEqual(await statuses("/watch"), [200, 404, 200, 404]);
    for (let again = 0; again < 3; again += 1) await flow.deploy(nodes(ALL));
    assert.deepEqual(await statuses(), [200, 200, 200, 200]);
    await flow.deploy(nodes({}));
    assert.deepEqual(await statuses(), [404, 404, 404, 404]);
    assert.deepEqual(flow.statuses("monitor").at(-1)?.text, "nothing turned on");
  });

  it("asks for its token, as a bearer token or a password, and says nothing to others", async () => {
    const { ask } = await start(ALL, { token: TOKEN });
    const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}`;
    for (const path of ["/metrics", "/health", "/health/live", "/stats"]) {
      const without = await ask(path);
      assert.deepEqual(
        [without.status, without.headers.get("www-authenticate")],
        [401, 'Bearer realm="listsync"'],
      );
      for (const wrong of [`Bearer ${TOKEN}x`, "Bearer ", basic("no"), "Bearer undefined"]) {
        const { status, text } = await ask(path, { authorization: wrong });
        assert.equal(status, 401, wrong);
        assert.doesNotMatch(text, /listsync_|healthy|a token of/);
      }
      for (const right of [`Bearer ${TOKEN}`, basic(TOKEN)])
        assert.equal((await ask(path, { authorization: right })).status, 200, right);
    }
  });

  it("stays shut when its token comes from a variable that is not set", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it is written in the dialog
    const { ask, flow } = await start(ALL, { token: "${LISTSYNC_NO_SUCH_TOKEN}" });
    const [error] = await flow.sink("errors").count(1);
    assert.match(errorOf(error).message, /LISTSYNC_NO_SUCH_TOKEN/);
    assert.equal((await ask("/metrics")).status, 404);
  });

  it("says so when another node already answers at its address", async () => {
    const { flow, nodes } = await start();
    await flow.deploy([...nodes(), { ...nodes()[2], id: "second" } as never]);
    const [error] = await flow.sink("errors").count(1);
    assert.match(errorOf(error).message, /already answers at \/metrics/);
  });

  it("says so when nodes have no addresses at all", async () => {
    const { flow } = await start(ALL, { settings: { httpNodeRoot: false } });
    const [error] = await flow.sink("errors").count(1);
    assert.match(errorOf(error).message, /httpNodeRoot is false/);
  });

  it("warns of a token that httpNodeAuth would take", async () => {
    const auth = { user: "ana", pass: "a hash" };
    const { flow } = await start(ALL, { token: TOKEN, settings: { httpNodeAuth: auth } });
    assert.match(flow.log(), /its token can never arrive/);
    assert.doesNotMatch(flow.log(), new RegExp(TOKEN));
  });

  it("says which of server and database it lacks", async () => {
    const { flow, nodes } = await start();
    await flow.deploy(nodes({ ...ALL, server: "" }));
    assert.equal(flow.statuses("monitor").at(-1)?.text, "no server");
    await flow.deploy(nodes({ ...ALL, database: "" }));
    assert.equal(flow.statuses("monitor").at(-1)?.text, "no database");
  });
});
