import assert from "node:assert/strict";
import { join } from "node:path";
import { shareMemory } from "../../src/runs/memory.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest, poll } from "../support/node-red.ts";
import { errorOf, serverPerTest, summaryOf } from "../support/overseerr-flow.ts";

const titles = syntheticTitles(120).map(({ title, year, mediaType, imdbId }) => ({
  title,
  year,
  mediaType,
  imdb_id: imdbId,
}));

describe("a run through all nodes", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  async function syncing(source: Record<string, unknown> = {}) {
    const server = await startServer({ synthetic: 120 });
    const nodes = (name = "") => [
      flowNodes.server({ url: server.url }),
      flowNodes.database(),
      flowNodes.source({ database: "database", lists: ["payload"], wires: [["search"]], ...source }),
      flowNodes.search({ name, database: "database", wires: [["request"], ["state"], ["state"]] }),
      flowNodes.request({ database: "database", wires: [["state"], ["state"], ["state"]] }),
      flowNodes.state(),
      flowNodes.sink("summaries"),
      ...flowNodes.errors(),
      ...flowNodes.completed("source"),
    ];
    const flow = await startFlow(nodes(), { credentials: { server: { apiKey: server.apiKey } } });
    for (const id of ["summaries", "errors", "completed"]) flow.sink(id);
    return { server, flow, nodes };
  }

  for (const output of ["sequence", "array"]) {
    it(`requests every title once, and the next run asks for the library, and what was refused (${output})`, async () => {
      const { server, flow } = await syncing({ output });
      flow.send("source", { payload: titles });
      const [first] = await flow.sink("summaries").count(1);
      assert.deepEqual(summaryOf(first).counts, { requested: 120 });
      assert.equal(server.requests.length, 120);
      assert.equal(server.calls["GET /search"], 120);
      server.resetCalls();
      flow.send("source", { payload: titles });
      const second = summaryOf((await flow.sink("summaries").count(2))[1]);
      assert.deepEqual([second.state, second.counts], ["completed", { already_requested: 120 }]);
      assert.deepEqual(server.calls, { "GET /media": 1, "GET /request/count": 1, "GET /request": 1 });
    });
  }

  it("requests nothing in a dry run, and everything in the run after it", async () => {
    const { server, flow } = await syncing();
    flow.send("source", { payload: titles, dryRun: true });
    const dry = summaryOf((await flow.sink("summaries").count(1))[0]);
    assert.deepEqual([dry.dryRun, dry.counts], [true, { would_request: 120 }]);
    assert.equal(server.requests.length, 0);
    flow.send("source", { payload: titles });
    await flow.sink("summaries").count(2);
    assert.equal(server.requests.length, 120);
  });

  it("stops when it is cancelled, without an error for every title that waits", async () => {
    const { server, flow } = await syncing();
    server.latency["GET /search"] = 20;
    flow.send("source", { payload: titles });
    await poll(() => server.requests[3], "the first requests");
    flow.send("source", { cancel: true });
    const summary = summaryOf((await flow.sink("summaries").count(1))[0]);
    assert.equal(summary.state, "cancelled");
    assert.ok(summary.missing > 0);
    await flow.shows("search", ({ text }) => !/waiting|working/.test(text ?? "waiting"));
    const asked = server.log.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(server.log.length, asked, "nothing more is asked");
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  for (const output of ["sequence", "array"])
    it(`remembers every request that was made before it was cancelled (${output})`, async () => {
      const { server, flow } = await syncing({ output });
      server.latency["POST /request"] = 20;
      flow.send("source", { payload: titles });
      await poll(() => server.requests[9], "the first requests");
      flow.send("source", { cancel: true });
      const summary = summaryOf((await flow.sink("summaries").count(1))[0]);
      assert.equal(summary.state, "cancelled");
      assert.equal(summary.counts.requested, server.requests.length);
      assert.equal(summary.requested.length, server.requests.length);
    });

  it("remembers every request that was made before everything was deployed anew", async () => {
    const { server, flow, nodes } = await syncing({ output: "array" });
    server.latency["POST /request"] = 30;
    flow.send("source", { payload: titles });
    await poll(() => server.requests[9], "the first requests");
    await flow.deploy(nodes("changed"), "full");
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    assert.equal(memory.store().items({ statuses: ["requested"] }).total, server.requests.length);
    await memory.close();
  });

  it("names each title that waits when a node in the middle is deployed anew", async () => {
    const { server, flow, nodes } = await syncing();
    server.latency["GET /search"] = 20;
    flow.send("source", { payload: titles });
    await poll(() => server.requests[3], "the first requests");
    await flow.deploy(nodes("changed"), "nodes");
    const errors = await poll(
      () =>
        flow.sink("errors").messages.length + server.requests.length >= 120
          ? flow.sink("errors").messages
          : undefined,
      "all titles to be requested or named",
    );
    assert.deepEqual(new Set(errors.map((msg) => errorOf(msg).code)), new Set(["cancelled"]));
    assert.equal(errors.length + server.requests.length, 120, "none is lost, none is both");
  });
});
