import assert from "node:assert/strict";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { flowNodes } from "./flow-nodes.ts";
import { flowPerTest } from "./node-red.ts";
import { serverPerTest } from "./overseerr-flow.ts";

const CONCURRENCY = 4;
const megabytes = () => Math.round(process.memoryUsage().heapUsed / 2 ** 20);

/** Statuses that a node may show in a time: two a second, the first, the last and the one that clears it. */
const allowed = (milliseconds: number) => Math.ceil(milliseconds / 500) + 3;

/** Tests with so many messages at once: thousands in `npm test`, what takes minutes in `npm run test:long`. */
export function describeManyMessages(count: number): void {
  describe(`${count} messages at once`, function () {
    this.timeout(300_000);
    const titles = syntheticTitles(count);
    const startFlow = flowPerTest();
    const startServer = serverPerTest();

    async function run(node: "search" | "request") {
      const server = await startServer({ synthetic: count });
      const flow = await startFlow(
        [
          flowNodes.server({ url: server.url, concurrency: String(CONCURRENCY), timeout: "60" }),
          flowNodes.database(),
          flowNodes.search({ database: "database" }),
          flowNodes.request({ database: "database" }),
          ...["found", "missing", "unclear", "requested", "unneeded", "refused"].map(flowNodes.sink),
          ...flowNodes.errors(),
          ...flowNodes.completed(node),
        ],
        { credentials: { server: { apiKey: server.apiKey } } },
      );
      // without a pause an answer would be out before the next call is in
      server.latency["GET /search"] = 1;
      const completed = flow.sink("completed");
      const failed = flow.sink("errors");
      const sync = {
        runId: "r1",
        profile: "Main",
        trigger: "test",
        dryRun: false,
        startedAt: "2026-01-01T00:00:00Z",
      };
      const before = megabytes();
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, megabytes());
      }, 50);
      const started = performance.now();
      titles.forEach(({ title, year, mediaType, tmdbId, imdbId }, index) => {
        // a search by IMDb id and a request each cost a call
        const ids = node === "search" ? { imdb: imdbId } : { tmdb: tmdbId };
        flow.send(node, { payload: { title, year, mediaType, ids }, sync, index });
      });
      while (completed.messages.length + failed.messages.length < count) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const took = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, 600));
      clearInterval(watch);
      const statuses = flow.statuses(node).length;
      console.log(
        `      ${node}: ${count} messages in ${Math.round(took)} ms, at most ${server.maxParallel} calls at once, ` +
          `${statuses} statuses, heap ${before} MB before, ${most} MB at most`,
      );
      return { server, completed, failed, statuses, took };
    }

    for (const node of ["search", "request"] as const) {
      it(`are handled by overseerr-${node} one bounded bite after the other, each done once`, async () => {
        const { server, completed, failed, statuses, took } = await run(node);
        assert.ok(
          server.maxParallel > 1 && server.maxParallel <= CONCURRENCY,
          `${server.maxParallel} calls at once`,
        );
        assert.ok(statuses <= allowed(took), `${statuses} statuses in ${took} ms`);
        assert.equal(failed.messages.length, 0);
        assert.equal(new Set(completed.messages.map((msg) => msg.index)).size, count);
        assert.equal(completed.messages.length, count);
      });
    }

    it("are recorded by sync-state without holding up the rest of Node-RED, each done once", async () => {
      const flow = await startFlow([
        flowNodes.database(),
        flowNodes.state(),
        flowNodes.sink("summaries"),
        ...flowNodes.errors(),
        ...flowNodes.completed("state"),
      ]);
      const [completed, failed, summaries] = [
        flow.sink("completed"),
        flow.sink("errors"),
        flow.sink("summaries"),
      ];
      const sync = {
        runId: "r1",
        profile: "Main",
        trigger: "test",
        dryRun: false,
        startedAt: "2026-01-01T00:00:00Z",
      };
      let longest = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 10);
      const started = performance.now();
      const outcome = { status: "requested", at: new Date().toISOString() };
      for (let index = 0; index < count; index++) {
        const payload = {
          title: `Film ${index}`,
          mediaType: "movie",
          ids: { tmdb: 900_000 + index },
          outcome,
        };
        flow.send("state", { payload, sync: { ...sync, total: count }, index });
      }
      last = performance.now();
      while (completed.messages.length + failed.messages.length < count) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const took = performance.now() - started;
      clearInterval(watch);
      const statuses = flow.statuses("state").length;
      console.log(
        `      state: ${count} messages in ${Math.round(took)} ms, ${statuses} statuses, ` +
          `event loop held for ${Math.round(longest)} ms at most`,
      );
      assert.equal(new Set(completed.messages.map((msg) => msg.index)).size, count);
      assert.equal(completed.messages.length, count);
      assert.equal((await summaries.count(1)).length, 1);
      assert.ok(statuses <= allowed(took), `${statuses} statuses in ${took} ms`);
      assert.ok(longest < 1000, `held for ${longest} ms`);
    });
  });
}
