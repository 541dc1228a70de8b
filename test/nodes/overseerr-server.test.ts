import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest, poll } from "../support/node-red.ts";
import { errorOf, itemOf, serverPerTest } from "../support/overseerr-flow.ts";

const matrix = {
  title: "The Matrix",
  year: 1999,
  mediaType: "movie",
  ids: { imdb: "tt0133093" },
  sources: [],
};

describe("overseerr-server", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();
  const folder = mkdtempSync(join(tmpdir(), "list-sync-key-"));
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    delete process.env.LIST_SYNC_TEST_URL;
    delete process.env.LIST_SYNC_TEST_KEY;
  });

  describe("tests what stands in the dialog", () => {
    async function testing(body: object, apiKey = "test-api-key", deployedUrl = "http://127.0.0.1:9") {
      const flow = await startFlow([flowNodes.server({ url: deployedUrl })], {
        credentials: { server: { apiKey } },
      });
      const { body: answer } = await flow
        .request()
        .post("/list-sync/overseerr-server/test")
        .send(body)
        .expect(200);
      return { answer, flow };
    }

    it("and says what is missing or wrong", async () => {
      const { url } = await startServer();
      const cases: [object, string, RegExp][] = [
        [{ url: "" }, "bad-config", /no URL/],
        [{ url, apiKey: "wrong-key" }, "server-key", /key/i],
        [{ url: `${url}/somewhere`, apiKey: "test-api-key" }, "server-path", /./],
        [{ url: "http://127.0.0.1:9", apiKey: "test-api-key" }, "server-unreachable", /./],
        [
          { url, keyType: "env", keyEnv: "LIST_SYNC_TEST_KEY" },
          "bad-input",
          /only to the address that is deployed/,
        ],
        [{ url: `\${LIST_SYNC_TEST_URL}`, apiKey: "k" }, "bad-input", /counts only when it is deployed/],
      ];
      const { flow } = await testing({ url });
      for (const [body, code, words] of cases) {
        const { body: answer } = await flow
          .request()
          .post("/list-sync/overseerr-server/test")
          .send(body)
          .expect(200);
        assert.deepEqual([answer.ok, answer.code], [false, code], JSON.stringify(answer));
        assert.match(answer.message, words);
        assert.doesNotMatch(JSON.stringify(answer), /wrong-key|test-api-key/);
      }
    });

    for (const product of ["Overseerr", "Jellyseerr", "Seerr"] as const) {
      it(`and recognises ${product}`, async () => {
        const { url, apiKey } = await startServer({ product });
        const { answer } = await testing({ url, apiKey });
        assert.deepEqual([answer.ok, answer.product], [true, product]);
        assert.match(answer.message, new RegExp(`^${product} \\S+, signed in as \\S+`));
      });
    }

    it("with the deployed key when none is typed", async () => {
      const { url } = await startServer({ apiKey: "the-deployed-key" });
      const body = { id: "server", url: `${url}/`, keyType: "cred", apiKey: "__PWRD__" };
      const { answer } = await testing(body, "the-deployed-key", url);
      assert.equal(answer.ok, true);
      assert.doesNotMatch(JSON.stringify(answer), /the-deployed-key/);
    });

    it("and refuses a request without a body", async () => {
      const { flow } = await testing({ url: "http://127.0.0.1:9" });
      await flow.request().post("/list-sync/overseerr-server/test").send([]).expect(400);
    });
  });

  describe("offers what can be chosen", () => {
    it("of a deployed server", async () => {
      const { url, apiKey } = await startServer({ services: true });
      const flow = await startFlow([flowNodes.server({ url })], { credentials: { server: { apiKey } } });
      const { body } = await flow.request().get("/list-sync/overseerr-server/server/options").expect(200);
      assert.ok(body.users.some(({ id, name }: { id: number; name: string }) => id === 1 && name));
      const [radarr] = body.radarr;
      assert.equal(typeof radarr.folders[0], "string");
      assert.equal(typeof radarr.profiles[0].name, "string");
      assert.ok(body.sonarr.length > 0);
    });

    it("and says what keeps a Radarr that fails from being asked, without ending the server", async () => {
      const server = await startServer({ services: true });
      server.services.down.add("radarr");
      const { url, apiKey } = server;
      const flow = await startFlow([flowNodes.server({ url })], { credentials: { server: { apiKey } } });
      const { body } = await flow.request().get("/list-sync/overseerr-server/server/options").expect(200);
      assert.match(body.radarr[0].error, /cannot ask Radarr stub for its choices/);
      assert.equal(body.sonarr[0].error, undefined);
    });

    it("but not of one that is not deployed, or does not answer", async () => {
      const flow = await startFlow([flowNodes.server({ url: "http://127.0.0.1:9" })], {
        credentials: { server: { apiKey: "key-of-nothing" } },
      });
      const missing = await flow.request().get("/list-sync/overseerr-server/new/options").expect(404);
      assert.equal(missing.body.code, "not-deployed");
      const silent = await flow.request().get("/list-sync/overseerr-server/server/options").expect(502);
      assert.equal(silent.body.code, "server-unreachable");
    });
  });

  for (const [where, properties, credentials] of [
    ["the environment", { url: `\${LIST_SYNC_TEST_URL}`, keyType: "env", keyEnv: "LIST_SYNC_TEST_KEY" }, {}],
    ["a variable in the credential", {}, { server: { apiKey: `\${LIST_SYNC_TEST_KEY}` } }],
    ["a file", { keyType: "file", keyFile: join(folder, "key") }, {}],
  ] as const) {
    it(`takes its key from ${where}`, async () => {
      const { url, apiKey } = await startServer({ apiKey: "key-from-elsewhere" });
      process.env.LIST_SYNC_TEST_URL = url;
      process.env.LIST_SYNC_TEST_KEY = apiKey;
      writeFileSync(join(folder, "key"), `${apiKey}\n`);
      const flow = await startFlow(
        [
          flowNodes.server({ url, ...properties }),
          flowNodes.search(),
          flowNodes.sink("found"),
          ...flowNodes.errors(),
        ],
        { credentials },
      );
      flow.send("search", { payload: matrix });
      assert.equal(itemOf((await flow.sink("found").count(1))[0]).match?.tmdbId, 603);
    });
  }

  it("shares one reading of the library between all its nodes and messages", async () => {
    const server = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: server.url }),
        flowNodes.search({ wires: [["request"], [], []] }),
        flowNodes.request(),
        flowNodes.sink("requested"),
      ],
      { credentials: { server: { apiKey: server.apiKey } } },
    );
    const sync = { runId: "r1", profile: "Main", trigger: "manual", dryRun: false, startedAt: "2026-01-01" };
    for (const tmdb of [603, 604, 949, 438631, 841]) {
      flow.send("search", { payload: { title: "", mediaType: "movie", ids: { tmdb } }, sync });
    }
    await flow.sink("requested").count(5);
    assert.equal(server.calls["GET /media"], 1);
  });

  it("answers messages that its nodes still handle when it is deployed anew", async () => {
    const server = await startServer();
    const nodes = (name: string) => [
      flowNodes.server({ url: server.url, name }),
      flowNodes.search(),
      flowNodes.sink("found"),
      ...flowNodes.errors(),
    ];
    const flow = await startFlow(nodes("old"), { credentials: { server: { apiKey: server.apiKey } } });
    server.latency["*"] = 200;
    flow.sink("errors");
    flow.send("search", { payload: matrix });
    await poll(() => server.log[0], "the first call");
    await flow.deploy(nodes("new"), "nodes");
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "cancelled");
    server.latency["*"] = 0;
    flow.send("search", { payload: matrix });
    await flow.sink("found").count(1);
  });
});
