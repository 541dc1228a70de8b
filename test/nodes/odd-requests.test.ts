import assert from "node:assert/strict";
import { flowNodes } from "../support/flow-nodes.ts";
import { listen } from "../support/listen.ts";
import { flowPerTest, type RunningFlow } from "../support/node-red.ts";

const STORED = "a-stored-secret-of-somebody";

/** Values that are no text, no id and no number, and ids that every object has. */
const ODD: readonly unknown[] = [
  null,
  true,
  7,
  -1e308,
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "tab",
  "server",
  "account",
  "home",
  "source",
  [],
  ["server"],
  [["account"]],
  {},
  { toString: 1, valueOf: 1 },
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  [{ name: { toString: 1 }, value: [1], slot: ["header1"] }],
  [null, 1, [], { ids: { toString: 1 }, title: {} }],
  { list: { toString: 1 }, provider: ["own"], limit: {}, name: [] },
  "x".repeat(100_000),
  `${"https://".repeat(2000)}`,
];

/** What each endpoint reads of a body. */
const BODIES: Record<string, readonly string[]> = {
  "overseerr-server/test": [
    "id",
    "url",
    "apiKey",
    "keyType",
    "keyEnv",
    "keyFile",
    "timeout",
    "insecureTls",
    "headers",
  ],
  "list-account/test": [
    "id",
    "provider",
    "url",
    "origin",
    "user",
    "key",
    "secret",
    "vaultKey",
    "keyType",
    "keyFile",
  ],
  "list-account/login": ["id", "provider", "url", "origin", "user", "key", "secret", "vaultKey"],
  "list-account/login/poll": ["session"],
  "list-account/login/forget": ["id"],
  "sync-home-assistant/test": ["id", "mode", "url", "token", "server", "insecureTls"],
  "list-source/detect": ["id", "list", "provider", "server", "homeAssistant", "traktAccount", "otherAccount"],
  "list-source/preview": [
    "id",
    "entry",
    "pending",
    "server",
    "homeAssistant",
    "traktAccount",
    "siteSettings",
    "timeout",
    "browserPath",
  ],
  "list-source/preview-outcomes": ["server", "items"],
};

describe("a request that no dialog sends", () => {
  const startFlow = flowPerTest();
  let site: Awaited<ReturnType<typeof listen>>;
  before(async () => {
    site = await listen((_request, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end("{}");
    });
  });
  after(() => site?.close());

  const start = () =>
    startFlow(
      [
        flowNodes.server({ url: site.url }),
        flowNodes.account({ provider: "trakt", origin: site.url }),
        flowNodes.homeAssistant({ url: site.url }),
        flowNodes.source({ lists: [] }),
      ],
      {
        credentials: {
          server: { apiKey: STORED },
          account: { key: STORED, secret: STORED },
          home: { token: STORED },
        },
      },
    );
  const post = (flow: RunningFlow, path: string, body: unknown) =>
    flow
      .request()
      .post(`/list-sync/${path}`)
      .set("Content-Type", "application/json")
      .send(JSON.stringify(body));

  /** What every body needs to get to what is odd in it. */
  const usual = (path: string): object => {
    if (path.startsWith("overseerr-server")) return { id: "server", url: site.url };
    if (path.startsWith("sync-home-assistant")) return { id: "home", url: site.url };
    if (path.startsWith("list-account")) return { id: "account", provider: "trakt", origin: site.url };
    if (path.endsWith("outcomes")) return { items: [] };
    return { id: "source", list: "plex:watchlist", entry: { provider: "own", list: "/no/such/file.txt" } };
  };

  for (const [path, names] of Object.entries(BODIES))
    it(`is answered in a sentence by ${path}`, async function () {
      this.timeout(240_000);
      const flow = await start();
      for (const name of names)
        for (const odd of ODD) {
          const { status, body } = await post(flow, path, { ...usual(path), [name]: odd });
          const about = `${name}: ${JSON.stringify(odd).slice(0, 80)} → ${status} ${JSON.stringify(body)}`;
          assert.ok(status === 200 || status === 400 || status === 404, about.slice(0, 500));
          assert.notEqual(body.code, "unexpected", about.slice(0, 500));
          assert.doesNotMatch(about, new RegExp(`is not a function|Cannot |${STORED}`), about.slice(0, 500));
        }
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
    });

  it("names a node of another type, or what every object has, and finds none", async () => {
    const flow = await start();
    const ids = ["constructor", "__proto__", "toString", "source", "server", "home", "tab"];
    for (const traktAccount of ids) {
      const asked = { list: "https://trakt.tv/users/me/watchlist", traktAccount };
      const { body } = await post(flow, "list-source/detect", asked);
      assert.deepEqual(body.doubts, [{ kind: "not-deployed" }], traktAccount);
    }
    for (const id of ["constructor", "__proto__", "source", "account", "home"])
      assert.equal((await flow.request().get(`/list-sync/overseerr-server/${id}/options`)).status, 404, id);
    for (const id of ["constructor", "__proto__", "source", "account", "server"])
      assert.equal(
        (await flow.request().get(`/list-sync/sync-home-assistant/${id}/entities`)).status,
        404,
        id,
      );
  });

  it("is refused when it names text that nobody types", async () => {
    const flow = await start();
    const answer = await post(flow, "list-source/detect", { list: "https://".repeat(500_000) });
    assert.deepEqual(answer.body, {
      ok: false,
      code: "bad-input",
      message: "The list in this request is longer than 10000 characters. Enter a shorter one.",
    });
  });
});
