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
      assert.deepEqual(server.calls, { "GET /media": 1, "GET /request/count": 1 });
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
    assert.equal(
      (await (await memory.store()).items({ statuses: ["requested"] })).total,
      server.requests.length,
    );
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

  it("takes the next trigger as soon as nobody works on its titles, without a database too", async () => {
    const server = await startServer({ synthetic: 120 });
    const flow = await startFlow(
      [
        flowNodes.server({ url: server.url }),
        flowNodes.source({ lists: ["payload"], wires: [["search"]] }),
        flowNodes.search({ wires: [["request"], ["out"], ["out"]] }),
        flowNodes.request({ wires: [["out"], ["out"], ["out"]] }),
        flowNodes.sink("out"),
        ...flowNodes.errors(),
      ],
      { credentials: { server: { apiKey: server.apiKey } } },
    );
    for (const id of ["out", "errors"]) flow.sink(id);
    const films = [...titles.slice(0, 2), { title: "No Such Film of Mine", year: 2031, mediaType: "movie" }];
    for (const run of [1, 2, 3]) {
      flow.send("source", { payload: films });
      await flow.sink("out").count(films.length * run);
    }
    assert.equal(server.requests.length, 2);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  for (const redeployed of [false, true])
    it(`is cancelled as a whole without a database too${redeployed ? ", by the node that is deployed in the place of the one that began it" : ""}: what is sent already is requested no more`, async () => {
      const server = await startServer({ synthetic: 120 });
      const nodes = (name: string) => [
        flowNodes.server({ url: server.url }),
        flowNodes.source({ name, lists: ["payload"], wires: [["search"]] }),
        flowNodes.search({ wires: [["request"], [], []] }),
        flowNodes.request(),
        ...flowNodes.errors(),
        ...flowNodes.completed("source"),
      ];
      const flow = await startFlow(nodes("before"), { credentials: { server: { apiKey: server.apiKey } } });
      for (const id of ["errors", "completed"]) flow.sink(id);
      server.latency["*"] = 50;
      flow.send("source", { payload: titles });
      await flow.sink("completed").count(1);
      await poll(() => server.requests[0], "the first request");
      if (redeployed) await flow.deploy(nodes("after"), "nodes");
      flow.send("source", { payload: titles });
      await flow.shows("source", ({ text }) => text === "already running");
      flow.send("source", { cancel: true });
      await flow.shows("source", ({ text }) => text === "cancelled");
      await flow.shows("request", ({ text }) => !/waiting|working/.test(text ?? ""));
      assert.ok(server.requests.length < 60, `${server.requests.length} requests`);
      assert.deepEqual(flow.sink("errors").messages, []);
    });
});
