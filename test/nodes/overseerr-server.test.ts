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

/** As a person writes that a value comes from the environment. */
const variable = (name: string) => `\${${name}}`;

describe("overseerr-server", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();
  const folder = mkdtempSync(join(tmpdir(), "list-sync-key-"));
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    delete process.env.LIST_SYNC_TEST_URL;
    delete process.env.LIST_SYNC_TEST_KEY;
  });

  for (const [mistake, health] of [
    ["a misspelt name", { pacienceMs: 1000 }],
    ["no number", { patienceMs: "long" }],
  ] as const)
    it(`says what is wrong with listSync.health, ${mistake}, while all that needs no server works`, async () => {
      const server = await startServer();
      const flow = await startFlow(
        [
          flowNodes.server({ url: server.url }),
          flowNodes.source({ lists: [{ list: "payload", provider: "own" }] }),
          flowNodes.sink("items"),
          flowNodes.search(),
          ...flowNodes.errors(),
        ],
        { credentials: { server: { apiKey: "test-api-key" } }, settings: { listSync: { health } } },
      );
      flow.send("source", { payload: ["The Matrix (1999)"] });
      const [item] = await flow.sink("items").count(1);
      assert.equal(itemOf(item).title, "The Matrix");
      flow.send("search", { payload: matrix });
      const [error] = await flow.sink("errors").count(1);
      assert.equal(errorOf(error).code, "bad-config");
      assert.match(errorOf(error).message, /listSync\.health\.(pacienceMs|patienceMs) in settings\.js/);
      const tested = await flow
        .request()
        .post("/list-sync/overseerr-server/test")
        .send({ url: server.url, apiKey: "test-api-key" });
      assert.equal(tested.body.ok, true, tested.body.message);
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
        [{ url, keyType: "env", keyEnv: "LIST_SYNC_TEST_KEY" }, "bad-input", /only to the deployed address/],
        [{ url: `\${LIST_SYNC_TEST_URL}`, apiKey: "k" }, "bad-input", /takes effect when deployed/],
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

    it("with deployed values of headers at the deployed address only, and typed ones anywhere", async () => {
      const [server, other] = [await startServer(), await startServer()];
      const seen = [server, other].map((each) => () => each.log.at(-1)?.headers?.["x-proxy"]);
      const [atServer, atOther] = seen as [() => unknown, () => unknown];
      process.env.LIST_SYNC_TEST_KEY = "from-the-environment";
      process.env.LIST_SYNC_TEST_URL = server.url;
      const references = [variable("LIST_SYNC_TEST_KEY"), `Bearer ${variable("LIST_SYNC_TEST_KEY")}`];
      const headers = [
        { name: "x-proxy", value: "", slot: "header2" },
        ...references.map((value) => ({ name: "x-proxy", value })),
      ];
      const flow = await startFlow([flowNodes.server({ url: variable("LIST_SYNC_TEST_URL"), headers })], {
        credentials: { server: { apiKey: server.apiKey, header2: "stored-header-value" } },
      });
      const test = async (body: object) => {
        const { body: answer } = await flow
          .request()
          .post("/list-sync/overseerr-server/test")
          .send({ id: "server", ...body });
        assert.doesNotMatch(JSON.stringify(answer), /stored-header-value|from-the-environment|typed-value/);
        return answer;
      };
      const expected = ["stored-header-value", "from-the-environment", "Bearer from-the-environment"];
      for (const [index, row] of headers.entries()) {
        for (const url of [server.url, variable("LIST_SYNC_TEST_URL")]) {
          const answer = await test({ url, headers: [row] });
          assert.equal(answer.ok, true, JSON.stringify(answer));
          assert.equal(atServer(), expected[index]);
        }
        const refused = await test({ url: other.url, apiKey: other.apiKey, headers: [row] });
        assert.match(refused.message, /stored header value is sent only to the deployed address/);
      }
      const undeployed = await test({
        url: server.url,
        headers: [{ name: "x-proxy", value: variable("PATH") }],
      });
      assert.match(undeployed.message, /header x-proxy takes effect when deployed/);
      assert.equal(atOther(), undefined);
      const typed = [{ name: "x-proxy", value: "typed-value" }];
      await test({ url: other.url, apiKey: other.apiKey, headers: typed });
      await test({ url: server.url, headers: typed });
      assert.deepEqual([atOther(), atServer()], ["typed-value", "typed-value"]);
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
      assert.match(body.radarr[0].error, /cannot reach Radarr stub to read its choices/);
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

  it("sends readable headers of a flow of 0.1, and says once that they should become credentials", async () => {
    const server = await startServer();
    const nodes = (name: string) => [
      flowNodes.server({ url: server.url, name, headers: [{ name: "X-Proxy", value: "readable-value" }] }),
      flowNodes.search(),
      flowNodes.sink("found"),
    ];
    const flow = await startFlow(nodes("one"), { credentials: { server: { apiKey: server.apiKey } } });
    await flow.deploy(nodes("two"));
    const found = flow.sink("found");
    flow.send("search", { payload: matrix });
    await found.count(1);
    assert.equal(server.log.at(-1)?.headers?.["x-proxy"], "readable-value");
    assert.equal(flow.log().match(/values of extra headers readable \(X-Proxy\)/g)?.length, 1);
    assert.doesNotMatch(flow.log(), /readable-value/);
  });

  it("takes values of headers from credentials, variables and files, and names what is not there", async () => {
    const server = await startServer();
    process.env.LIST_SYNC_TEST_KEY = "of-the-environment";
    writeFileSync(join(folder, "header"), "of-the-file\n");
    const start = (headers: object[], header1 = "of-the-credentials") =>
      startFlow(
        [
          flowNodes.server({ url: server.url, headers }),
          flowNodes.search(),
          flowNodes.sink("found"),
          ...flowNodes.errors(),
        ],
        { credentials: { server: { apiKey: server.apiKey, header1 } } },
      );
    const flow = await start([
      { name: "X-One", value: "", slot: "header1" },
      { name: "X-Two", value: variable("LIST_SYNC_TEST_KEY") },
      { name: "X-Three", value: `file:${join(folder, "header")}` },
    ]);
    flow.send("search", { payload: matrix });
    await flow.sink("found").count(1);
    const { "x-one": one, "x-two": two, "x-three": three } = server.log.at(-1)?.headers ?? {};
    assert.deepEqual([one, two, three], ["of-the-credentials", "of-the-environment", "of-the-file"]);
    assert.doesNotMatch(flow.log(), /values of extra headers readable/);
  });

  for (const [row, words] of [
    [{ name: "X-One", value: "", slot: "header7" }, /header X-One has no value: exported flows hold none/],
    [{ name: "X-One", value: "file:/nowhere/header" }, /The header file \/nowhere\/header cannot be read/],
    [{ name: "X-One", value: "Bearer $" + "{LIST_SYNC_ABSENT}" }, /header X-One needs .*LIST_SYNC_ABSENT/],
  ] as const)
    it(`says what is wrong with the header ${JSON.stringify(row)}`, async () => {
      const { url, apiKey } = await startServer();
      const flow = await startFlow(
        [flowNodes.server({ url, headers: [row] }), flowNodes.search(), ...flowNodes.errors()],
        { credentials: { server: { apiKey } } },
      );
      const errors = flow.sink("errors");
      flow.send("search", { payload: matrix });
      const error = errorOf((await errors.count(1))[0]);
      assert.equal(error.code, "bad-config");
      assert.match(error.message, words);
    });

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
