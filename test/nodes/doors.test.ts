import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type helper from "node-red-node-test-helper";
import { flowNodes } from "../support/flow-nodes.ts";
import { listen } from "../support/listen.ts";
import { flowPerTest, type RunningFlow } from "../support/node-red.ts";

const EVIL = "http://evil.example";
const STORED = "a-stored-key-that-nobody-sees";
const SECRET = "a-secret-of-the-environment";

/** Every route of ours that Express knows, whoever made it. */
function ourRoutes(): { method: "get" | "post"; path: string }[] {
  const { _httpAdmin: app } = createRequire(import.meta.url)("node-red-node-test-helper") as typeof helper & {
    _httpAdmin: { _router?: Router; router?: Router };
  };
  const { stack } = app._router ?? app.router ?? assert.fail("There is no router.");
  return stack.flatMap(({ route }) =>
    route?.path.startsWith("/list-sync/")
      ? Object.keys(route.methods).map((method) => ({
          method: method as "get",
          path: route.path.replace(":id", "server"),
        }))
      : [],
  );
}

interface Router {
  stack: { route?: { path: string; methods: Record<string, boolean> } }[];
}

describe("the doors of the editor", () => {
  const startFlow = flowPerTest();
  const folder = mkdtempSync(join(tmpdir(), "list-sync-doors-"));
  const attackers: { close(): Promise<void>; seen: unknown[] }[] = [];
  beforeEach(() => {
    process.env.LIST_SYNC_DOOR = SECRET;
    writeFileSync(join(folder, "key"), `${SECRET}\n`);
  });
  afterEach(async () => {
    delete process.env.LIST_SYNC_DOOR;
    await Promise.all(attackers.splice(0).map((attacker) => attacker.close()));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = () =>
    startFlow(
      [
        flowNodes.server({ url: "http://127.0.0.1:9" }),
        flowNodes.account({ provider: "mdblist" }),
        flowNodes.homeAssistant({ url: "http://127.0.0.1:9" }),
        flowNodes.source({ lists: [] }),
      ],
      {
        credentials: {
          server: { apiKey: STORED },
          account: { key: STORED },
          home: { token: STORED },
        },
      },
    );

  /** A site that notes everything it is sent. */
  async function attacker() {
    const site = await listen((_request, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end("{}");
    });
    attackers.push(site);
    return { url: site.url, text: () => JSON.stringify(site.seen) };
  }

  it("are all behind the gate: what another web site can send is refused, whatever it says", async () => {
    const flow = await start();
    const routes = ourRoutes();
    assert.ok(routes.length >= 10, `${routes.length} routes`);
    assert.ok(routes.some(({ path }) => path === "/list-sync/sync-database/take-over"));
    const foreign: [string, Record<string, string>, string][] = [
      ["a form", { Origin: EVIL, "Content-Type": "application/x-www-form-urlencoded" }, "keyType=env"],
      ["text", { Origin: EVIL, "Content-Type": "text/plain" }, "{}"],
      ["JSON", { Origin: EVIL, "Content-Type": "application/json" }, "{}"],
      ["a sandboxed frame", { Origin: "null", "x-list-sync": "1", "Content-Type": "application/json" }, "{}"],
      ["a picture", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image" }, ""],
      ["a page over plain http", { "Content-Type": "application/json" }, "{}"],
      [
        "our header from elsewhere",
        { Origin: EVIL, "x-list-sync": "1", "Content-Type": "application/json" },
        "{}",
      ],
    ];
    for (const { method, path } of routes)
      for (const [what, headers, body] of foreign) {
        const asking = flow.foreign()[method](path).set(headers);
        const answer = await (method === "get" ? asking : asking.send(body));
        assert.equal(answer.status, 403, `${method} ${path}: ${what}`);
        assert.equal(answer.body.code, "forbidden");
        assert.equal(answer.headers["access-control-allow-origin"], undefined);
      }
  });

  it("take bodies as JSON only", async () => {
    const flow = await start();
    for (const { path } of ourRoutes().filter(({ method }) => method === "post")) {
      const answer = await flow.request().post(path).set("Content-Type", "text/plain").send("{}");
      assert.equal(answer.status, 415, path);
    }
  });

  const tests = [
    ["overseerr-server/test", (url: string) => ({ id: "server", url })],
    ["list-account/test", (origin: string) => ({ id: "account", provider: "mdblist", origin })],
    ["sync-home-assistant/test", (url: string) => ({ id: "home", url })],
  ] as const;
  const keys: Record<string, object> = {
    "the stored one": {},
    "one of the environment": { keyType: "env", keyEnv: "LIST_SYNC_DOOR" },
    "one of a file": { keyType: "file", keyFile: join(folder, "key") },
    "a variable as a typed one": {
      apiKey: `\${LIST_SYNC_DOOR}`,
      key: `\${LIST_SYNC_DOOR}`,
      token: `\${LIST_SYNC_DOOR}`,
    },
  };
  for (const [path, body] of tests)
    for (const [what, key] of Object.entries(keys))
      it(`send no secret to an address that is not deployed: ${path} with ${what}`, async () => {
        const flow = await start();
        const { url, text } = await attacker();
        for (const address of [url, `http://\${LIST_SYNC_DOOR}@${url.replace("http://", "")}`]) {
          const { body: answer } = await flow
            .request()
            .post(`/list-sync/${path}`)
            .send({ ...body(address), ...key });
          assert.equal(answer.ok, false, JSON.stringify(answer));
          assert.doesNotMatch(text() + JSON.stringify(answer), new RegExp(`${STORED}|${SECRET}`));
        }
      });

  // readers take a word in any case, with blanks, and nothing for the default: so must whoever guards a secret
  const spellings = (word: string) => [word, word.toUpperCase(), `${word} `, ` ${word}`, `\t${word}\n`];
  for (const mode of ["", null, ...spellings("token")])
    it(`keep the stored token of Home Assistant at home, however the way is spelt: ${JSON.stringify(mode)}`, async () => {
      const flow = await start();
      const { url, text } = await attacker();
      const { body: answer } = await flow
        .request()
        .post("/list-sync/sync-home-assistant/test")
        .send({ id: "home", url, mode });
      assert.equal(answer.ok, false);
      assert.match(answer.message, /deployed address/);
      assert.doesNotMatch(text(), new RegExp(STORED));
    });

  for (const [path, body] of tests.slice(0, 2))
    for (const id of ["of the deployed node", "of no node"])
      it(`read no file and no variable for an address that is not deployed, however the source is spelt: ${path} ${id}`, async () => {
        const flow = await start();
        const { url, text } = await attacker();
        const kinds = [...spellings("file"), ...spellings("env"), "", ...spellings("cred"), ["file"], "none"];
        for (const keyType of kinds) {
          const { body: answer } = await flow
            .request()
            .post(`/list-sync/${path}`)
            .send({
              ...body(url),
              ...(id === "of no node" && { id: "gone" }),
              keyType,
              keyEnv: "LIST_SYNC_DOOR",
              keyFile: join(folder, "key"),
            });
          assert.equal(answer.ok, false, `${keyType}: ${JSON.stringify(answer)}`);
          assert.doesNotMatch(text() + JSON.stringify(answer), new RegExp(`${STORED}|${SECRET}`));
        }
      });

  it("start no program and open no browser that is not deployed", async () => {
    const flow = await start();
    const mark = join(folder, "started");
    const program = join(folder, "program.sh");
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(program, 0o755);
    const { url, text } = await attacker();
    const ask = async (more: object) =>
      (
        await flow
          .request()
          .post("/list-sync/list-source/preview")
          .send({ entry: { list: "ls012345678", provider: "imdb" }, imdbAccess: "browser", ...more })
      ).body;
    await untilShown(flow, await ask({ browserPath: program }));
    await untilShown(flow, await ask({ browserEndpoint: url.replace("http", "ws") }));
    assert.equal(existsSync(mark), false, "the program was started");
    assert.equal(text(), "[]");
  });

  async function untilShown(flow: RunningFlow, answer: { pending?: string }): Promise<void> {
    for (let found = answer; found.pending; )
      found = (await flow.request().post("/list-sync/list-source/preview").send({ pending: found.pending }))
        .body;
  }

  it("answer within five seconds, whatever the other side does", async function () {
    this.timeout(60_000);
    const flow = await start();
    const silent = await listen(() => {});
    attackers.push(silent);
    const asked = [
      ["overseerr-server/test", { url: silent.url, apiKey: "typed" }],
      ["sync-home-assistant/test", { url: silent.url, token: "typed-token-of-somebody" }],
      ["list-account/test", { provider: "mdblist", origin: silent.url, key: "typed" }],
      ["list-source/preview", { entry: { provider: "own", list: silent.url } }],
    ] as const;
    const before = performance.now();
    await Promise.all(
      asked.map(async ([path, body]) => {
        const { body: answer } = await flow.request().post(`/list-sync/${path}`).send(body);
        assert.ok(answer.message || answer.pending, `${path}: ${JSON.stringify(answer)}`);
      }),
    );
    assert.ok(performance.now() - before < 5000, `${performance.now() - before} ms`);
  });
});
