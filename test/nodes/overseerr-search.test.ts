import assert from "node:assert/strict";
import type { OverseerrServerOptions } from "../servers/overseerr/server.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest } from "../support/node-red.ts";
import { errorOf, itemOf, itemsOf, serverPerTest } from "../support/overseerr-flow.ts";

const sinks = ["found", "missing", "unclear"].map(flowNodes.sink);
const matrix = {
  title: "The Matrix",
  year: 1999,
  mediaType: "movie",
  ids: { imdb: "tt0133093" },
  sources: [],
};
const unheard = { title: "A Title That Nobody Made", year: 1999, media_type: "movie" };

describe("overseerr-search", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  describe("without a usable configuration", () => {
    it("shows a red ring and answers each message when it has no server", async () => {
      const flow = await startFlow([flowNodes.search({ server: "" }), ...flowNodes.errors(), ...sinks]);
      assert.deepEqual(await flow.shows("search", ({ text }) => text === "no server"), {
        fill: "red",
        shape: "ring",
        text: "no server",
      });
      for (const payload of [matrix, matrix]) flow.send("search", { payload });
      const errors = await flow.sink("errors").count(2);
      assert.deepEqual(
        errors.map((msg) => errorOf(msg).code),
        ["no-config", "no-config"],
      );
      assert.match(errorOf(errors[0]).message, /no server. Choose one/);
    });

    it("says so when its server was deleted", async () => {
      const flow = await startFlow([flowNodes.search({ server: "gone" }), ...flowNodes.errors(), ...sinks]);
      flow.send("search", { payload: matrix });
      assert.match(errorOf((await flow.sink("errors").count(1))[0]).message, /gone or disabled/);
    });

    for (const [what, properties, words] of [
      ["no address", { url: "" }, /no URL/],
      ["an address whose variable is not set", { url: `http://\${LIST_SYNC_NOT_SET}` }, /LIST_SYNC_NOT_SET/],
      ["no key", { url: "http://127.0.0.1:9" }, /no API key/],
      [
        "a key file that is not there",
        { url: "http://127.0.0.1:9", keyType: "file", keyFile: "/no" },
        /\/no cannot/,
      ],
      [
        "a timeout that is no number",
        { url: "http://127.0.0.1:9", timeout: "soon" },
        /Timeout must be .*"soon"/,
      ],
    ] as const) {
      it(`names what is wrong with a server that has ${what}`, async () => {
        const credentials: Record<string, Record<string, string>> = what.includes("number")
          ? { server: { apiKey: "key" } }
          : {};
        const nodes = [flowNodes.server(properties), flowNodes.search(), ...flowNodes.errors(), ...sinks];
        const flow = await startFlow(nodes, { credentials });
        flow.send("search", { payload: matrix });
        const [error] = await flow.sink("errors").count(1);
        assert.equal(errorOf(error).code, "bad-config");
        assert.match(errorOf(error).message, words);
        await flow.shows("search", ({ fill, text }) => fill === "red" && text === "check settings");
      });
    }
  });

  const nodes = (url: string, properties: Record<string, unknown> = {}) => [
    flowNodes.server({ url }),
    flowNodes.search(properties),
    ...flowNodes.errors(),
    ...flowNodes.completed("search"),
    ...sinks,
  ];

  async function searching(options: OverseerrServerOptions = {}) {
    const overseerr = await startServer(options);
    const credentials = { server: { apiKey: overseerr.apiKey } };
    const flow = await startFlow(nodes(overseerr.url), { credentials });
    for (const id of ["found", "missing", "unclear", "errors", "completed"]) flow.sink(id);
    return { flow, overseerr };
  }

  it("sends what it found on, with every other property of the message", async () => {
    const { flow, overseerr } = await searching();
    overseerr.addMedia({ mediaType: "movie", tmdbId: 603, status: 5 });
    flow.send("search", { payload: matrix, topic: "kept", parts: { id: "1", index: 0 } });
    const [msg] = await flow.sink("found").count(1);
    assert.deepEqual([msg?.topic, msg?.parts], ["kept", { id: "1", index: 0 }]);
    const { tmdbId, status, matchedBy } = itemOf(msg).match ?? {};
    assert.deepEqual([tmdbId, status, matchedBy], [603, 5, "imdb"]);
    await flow.sink("completed").count(1);
    await flow.shows("search", ({ fill, text }) => fill === "green" && text === "1 found");
  });

  it("sends a title that is not there by its second output, and one with several candidates by its third", async () => {
    const { flow } = await searching();
    flow.send("search", { payload: unheard });
    flow.send("search", { payload: { title: "Dune", mediaType: "movie" } });
    const [missing] = await flow.sink("missing").count(1);
    const [unclear] = await flow.sink("unclear").count(1);
    assert.equal(itemOf(missing).outcome?.status, "not_found");
    assert.equal(itemOf(unclear).outcome?.status, "ambiguous");
    assert.ok((itemOf(unclear).outcome?.candidates?.length ?? 0) >= 2);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  it("answers an array with one array per output that has items", async () => {
    const { flow } = await searching();
    flow.send("search", {
      payload: [matrix, unheard, { tmdb_id: 949, type: "movie", title: "Heat" }],
      topic: "kept",
    });
    const [found] = await flow.sink("found").count(1);
    const [missing] = await flow.sink("missing").count(1);
    await flow.sink("completed").count(1);
    assert.deepEqual(
      itemsOf(found).map(({ match }) => match?.tmdbId),
      [603, 949],
    );
    assert.equal(itemsOf(missing).length, 1);
    assert.equal(missing?.topic, "kept");
    assert.deepEqual(flow.sink("unclear").messages, []);
  });

  it("names the row of an array that is no item, and handles the others", async () => {
    const { flow } = await searching();
    flow.send("search", { payload: [matrix, {}] });
    const [found] = await flow.sink("found").count(1);
    assert.equal(itemsOf(found).length, 1);
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "bad-input");
    assert.match(errorOf(error).message, /Row 2/);
  });

  it("refuses a message without an item", async () => {
    const { flow } = await searching();
    flow.send("search", {});
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "bad-input");
    await flow.shows("search", ({ text }) => text === "bad message");
  });

  it("sends a title on as failed when the server fails, and tells Catch nodes", async () => {
    const { flow, overseerr } = await searching();
    overseerr.fault("GET /search", { status: 503, times: Number.POSITIVE_INFINITY });
    flow.send("search", { payload: matrix });
    const [missing] = await flow.sink("missing").count(1);
    const [error] = await flow.sink("errors").count(1);
    assert.equal(itemOf(missing).outcome?.status, "failed");
    assert.equal(itemOf(missing).outcome?.code, "server-unavailable");
    assert.equal(errorOf(error).code, "server-unavailable");
    assert.deepEqual(flow.sink("completed").messages, []);
  });

  it("reports a refused key once per run, and asks no more in that run", async () => {
    const { flow, overseerr } = await searching();
    overseerr.settings.apiKey = "another";
    const sync = {
      runId: "run-1",
      profile: "Main",
      trigger: "manual",
      dryRun: false,
      startedAt: "2026-01-01",
    };
    for (let count = 0; count < 20; count++) flow.send("search", { payload: matrix, sync });
    const missing = await flow.sink("missing").count(20);
    await flow.sink("completed").count(19);
    assert.deepEqual(new Set(missing.map((msg) => itemOf(msg).outcome?.code)), new Set(["server-key"]));
    assert.deepEqual(
      flow.sink("errors").messages.map((msg) => errorOf(msg).code),
      ["server-key"],
    );
    const calls = overseerr.log.length;
    assert.ok(calls <= 4, `${calls} calls`);
    flow.send("search", { payload: matrix, sync: { ...sync, runId: "run-2" } });
    await flow.sink("errors").count(2);
  });

  it("marks the run with the server, and keeps the key out of everything it says", async () => {
    const { flow, overseerr } = await searching({ apiKey: "a-very-secret-key" });
    flow.send("search", { payload: matrix });
    const [found] = await flow.sink("found").count(1);
    assert.deepEqual(found?.sync, { server: overseerr.url });
    overseerr.settings.apiKey = "another";
    flow.send("search", { payload: unheard });
    await flow.sink("errors").count(1);
    const said = JSON.stringify([found, flow.sink("errors").messages, flow.statuses("search"), flow.log()]);
    assert.doesNotMatch(said, /a-very-secret-key/);
  });

  it("stops what is under way, answers what waits and works on when it is deployed anew", async () => {
    const { flow, overseerr } = await searching();
    overseerr.latency["*"] = 300;
    for (let count = 0; count < 10; count++)
      flow.send("search", { payload: { ...matrix, title: `${count}` } });
    await flow.shows("search", ({ text }) => text === "4 waiting");
    await flow.deploy(nodes(overseerr.url, { name: "changed" }), "nodes");
    const errors = await flow.sink("errors").count(10);
    assert.deepEqual(new Set(errors.map((msg) => errorOf(msg).code)), new Set(["cancelled"]));
    assert.equal(new Set(errors.map((msg) => msg._msgid)).size, 10, "each message once");
    overseerr.latency["*"] = 0;
    flow.send("search", { payload: matrix });
    await flow.sink("found").count(1);
  });
});
