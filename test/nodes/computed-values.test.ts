import assert from "node:assert/strict";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest } from "../support/node-red.ts";
import { errorOf, itemOf, itemsOf, serverPerTest } from "../support/overseerr-flow.ts";

const heat = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 }, sources: [] };
const matrix = { title: "The Matrix", year: 1999, mediaType: "movie", ids: { tmdb: 603 }, sources: [] };

describe("Values that Node-RED computes for a message", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  async function requesting(properties: Record<string, unknown>) {
    const overseerr = await startServer();
    const sinks = ["requested", "unneeded", "refused"];
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        flowNodes.request(properties),
        ...flowNodes.errors(),
        ...sinks.map(flowNodes.sink),
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of [...sinks, "errors"]) flow.sink(id);
    return { flow, overseerr };
  }

  for (const [type, expression] of [
    ["msg", "asked.trial"],
    ["env", "LISTSYNC_TEST_TRIAL"],
    ["jsonata", "asked.trial = true"],
  ] as const)
    it(`let overseerr-request try only, by ${type}`, async () => {
      process.env.LISTSYNC_TEST_TRIAL = "yes";
      try {
        const { flow, overseerr } = await requesting({ dryRun: expression, dryRunType: type });
        flow.send("request", { payload: heat, asked: { trial: true } });
        const [msg] = await flow.sink("requested").count(1);
        assert.equal(itemOf(msg).outcome?.status, "would_request");
        assert.equal(overseerr.requests.length, 0);
      } finally {
        delete process.env.LISTSYNC_TEST_TRIAL;
      }
    });

  it("limit overseerr-request, and request nothing when the limit is missing", async () => {
    const { flow, overseerr } = await requesting({ maxRequests: "most", maxRequestsType: "msg" });
    flow.send("request", { payload: [heat, matrix], most: 1 });
    await flow.sink("requested").count(1);
    assert.equal(overseerr.requests.length, 1);
    flow.send("request", { payload: [matrix] });
    const [error] = await flow.sink("errors").count(1);
    assert.match(errorOf(error).message, /Maximum new requests comes from msg\.most, which is empty/);
    assert.equal(overseerr.requests.length, 1);
  });

  it("name the user to request as, and never fall back to the owner of the key", async () => {
    const { flow, overseerr } = await requesting({ requesterType: "jsonata", requester: "who.id" });
    flow.send("request", { payload: heat, who: { id: 2 } });
    await flow.sink("requested").count(1);
    assert.equal(overseerr.log.find(({ method }) => method === "POST")?.asUser, "2");
    flow.send("request", { payload: matrix });
    const [error] = await flow.sink("errors").count(1);
    assert.match(
      errorOf(error).message,
      /User to request as comes from a JSONata expression, which is empty/,
    );
    assert.equal(overseerr.requests.length, 1);
  });

  it("name the user to request as by any property of the message", async () => {
    const { flow, overseerr } = await requesting({ requesterType: "msg", requester: 'who[0]["id"]' });
    flow.send("request", { payload: heat, who: [{ id: 2 }] });
    await flow.sink("requested").count(1);
    assert.equal(overseerr.log.find(({ method }) => method === "POST")?.asUser, "2");
  });

  it("ask sync-state", async () => {
    const flow = await startFlow([
      flowNodes.database(),
      flowNodes.state({ limit: "ask.most", limitType: "msg", operation: "query", wires: [["found"], []] }),
      flowNodes.state({ id: "record", wires: [["recorded"], []] }),
      flowNodes.sink("found"),
      flowNodes.sink("recorded"),
      ...flowNodes.errors(),
    ]);
    for (const id of ["found", "recorded", "errors"]) flow.sink(id);
    const at = new Date().toISOString();
    for (const title of [heat, matrix])
      flow.send("record", { payload: { ...title, outcome: { status: "requested", at } } });
    await flow.sink("recorded").count(2);
    flow.send("state", { ask: { most: 1 } });
    const [msg] = await flow.sink("found").count(1);
    assert.equal(itemsOf(msg).length, 1);
    flow.send("state", { ask: { most: -1 } });
    const [error] = await flow.sink("errors").count(1);
    assert.match(errorOf(error).message, /Limit must be a whole number from 0 .* it is -1/);
  });

  it("limit a list of list-source", async () => {
    const movies = createCatalogue()
      .titles.filter(({ mediaType }) => mediaType === "movie")
      .slice(0, 6);
    const site = await startStevenlu({ movies });
    process.env.LISTSYNC_ORIGIN_STEVENLU = site.origin;
    try {
      const flow = await startFlow([
        flowNodes.source({
          output: "array",
          lists: [{ list: "stevenlu", limit: "payload * 2", limitType: "jsonata" }],
        }),
        flowNodes.sink("items"),
      ]);
      flow.sink("items");
      flow.send("source", { payload: 2 });
      const [msg] = await flow.sink("items").count(1);
      assert.equal(itemsOf(msg).length, 4);
    } finally {
      delete process.env.LISTSYNC_ORIGIN_STEVENLU;
      await site.close();
    }
  });
});
