import assert from "node:assert/strict";
import { flowNodes } from "../support/flow-nodes.ts";
import { listen } from "../support/listen.ts";
import { type FlowOptions, flowPerTest } from "../support/node-red.ts";
import { errorOf, syncOf } from "../support/overseerr-flow.ts";

const SECRET = "a-key-that-nobody-sees";

describe("list-account", () => {
  const startFlow = flowPerTest();
  const sites: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    delete process.env.LIST_SYNC_TEST_KEY;
    await Promise.all(sites.splice(0).map((site) => site.close()));
  });

  async function fetching(properties: Record<string, unknown>, credentials: FlowOptions["credentials"] = {}) {
    const site = await listen((_request, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: `Invalid key ${SECRET}` }));
    });
    sites.push(site);
    const flow = await startFlow(
      [
        flowNodes.account({ origin: site.url, ...properties }),
        flowNodes.source({
          mdblistAccount: "account",
          lists: [{ list: "somebody/films", provider: "mdblist" }],
        }),
        flowNodes.sink("items"),
        ...flowNodes.errors(),
      ],
      { credentials },
    );
    flow.send("source", {});
    const [error] = await flow.sink("errors").count(1);
    return { site, flow, error };
  }

  for (const keyType of ["file", "File "])
    it(`says which key file cannot be read, with the source "${keyType}"`, async () => {
      const { error, site } = await fetching({ keyType, keyFile: "/nowhere/key" });
      assert.equal(errorOf(error).code, "bad-config");
      assert.match(errorOf(error).message, /\/nowhere\/key/);
      assert.equal(site.seen.length, 0);
    });

  it("is an account without a key when its variable is not set", async () => {
    const { error, site } = await fetching({ keyType: "env", keyEnv: "LIST_SYNC_TEST_KEY" });
    assert.equal(errorOf(error).code, "all-lists-failed");
    assert.doesNotMatch(JSON.stringify(site.seen), /LIST_SYNC_TEST_KEY/);
  });

  for (const [where, properties, credentials] of [
    ["its credential", {}, { account: { key: SECRET } }],
    ["the environment", { keyType: "env", keyEnv: "LIST_SYNC_TEST_KEY" }, {}],
  ] as const) {
    it(`gives the provider the key from ${where} at the origin it names, and shows it to nobody`, async () => {
      process.env.LIST_SYNC_TEST_KEY = SECRET;
      const { error, site, flow } = await fetching(properties, credentials);
      assert.match(JSON.stringify(site.seen), new RegExp(SECRET));
      assert.ok(syncOf(error).lists?.[0]?.error);
      const said = JSON.stringify([error, flow.statuses("source"), flow.log()]);
      assert.doesNotMatch(said, new RegExp(SECRET));
    });
  }

  it("that was deleted is named to the list-source that uses it", async () => {
    const flow = await startFlow([
      flowNodes.source({ mdblistAccount: "gone", lists: ["somebody/films"] }),
      ...flowNodes.errors(),
    ]);
    flow.send("source", {});
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "no-config");
    assert.match(errorOf(error).message, /list account/);
  });
});
