import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import register from "../../../../plugins/list-sync.ts";
import { frameOrigins, pageHeaders } from "../../../../src/node-red/page/page-headers.ts";
import { openShell, type ShellApp } from "../../../../src/node-red/page/shell.ts";
import { type PageServer, startPage } from "../../../servers/page/start-page.ts";

const built = resolve(import.meta.dirname, "../../../../dist/page");

describe("the shell of the page", () => {
  let page: PageServer;
  before(async () => {
    page = await startPage({ titles: 0 });
  });
  after(() => page.close());

  /** As it comes over the network: `fetch` would unpack it. */
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((done, fail) => {
      request(new URL(path, page.url), { headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      })
        .on("error", fail)
        .end();
    });
  const script = readdirSync(built).find((name) => /^page-.*\.js$/.test(name)) ?? "";

  it("leads to the address with a slash, below whatever stands before it", async () => {
    const { status, headers } = await get("../list-sync");
    assert.equal(status, 301);
    assert.equal(headers.location, "list-sync/");
  });

  it("is asked for again each time, and its files never", async () => {
    assert.equal((await get("")).headers["cache-control"], "no-cache");
    assert.match(String((await get(`assets/${script}`)).headers["cache-control"]), /immutable/);
  });

  it("carries the licenses of what is bundled, which may change under their name", async () => {
    const { status, headers, body } = await get("assets/licenses.txt");
    assert.equal(status, 200);
    assert.equal(headers["cache-control"], "no-cache");
    for (const part of ["@preact/signals", "preact\n", "MIT License"]) assert.ok(body.includes(part), part);
  });

  it("is not sent again to who has it", async () => {
    const { headers } = await get("");
    const again = await get("", { "if-none-match": `W/${headers.etag}` });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
  });

  it("is packed as the browser wishes", async () => {
    const [plain, gzip, both, refused] = await Promise.all(
      [
        {},
        { "accept-encoding": "gzip" },
        { "accept-encoding": "gzip, deflate, br, zstd" },
        { "accept-encoding": "br;q=0, gzip;q=0" },
      ].map((headers) => get(`assets/${script}`, headers as Record<string, string>)),
    );
    const text = readFileSync(join(built, script));
    assert.deepEqual(plain?.body, text);
    assert.deepEqual(gunzipSync(gzip?.body ?? ""), text);
    assert.equal(both?.headers["content-encoding"], "br");
    assert.equal(refused?.headers["content-encoding"], undefined);
    assert.equal(gzip?.headers.vary, "Accept-Encoding");
    assert.notEqual(gzip?.headers.etag, both?.headers.etag);
  });

  it("lets nothing of others run, load or frame it", async () => {
    const { headers } = await get("");
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /default-src 'self';/);
    assert.match(policy, /frame-ancestors 'self'$/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
  });

  for (const path of [
    "assets/nothing.js",
    "assets/..%2Findex.html",
    "assets/index.html",
    `assets/${script}.gz`,
  ])
    it(`does not have ${path.replace(script, "a packed file")}`, async () => {
      assert.equal((await get(path)).status, 404);
    });
});

describe("the plugin of the page", () => {
  it("answers nothing once its package is removed", () => {
    let isOpen = true;
    const handlers: Parameters<ShellApp["get"]>[1][] = [];
    openShell(
      { get: (_path, handler) => handlers.push(handler) },
      { assets: new Map(), frames: [] },
      () => isOpen,
    );
    isOpen = false;
    let passed = 0;
    const untouched = new Proxy({} as Parameters<(typeof handlers)[number]>[1], {
      get: (_response, name) => assert.fail(`${String(name)} of the response is used`),
    });
    for (const handler of handlers)
      handler({ originalUrl: "/list-sync/", params: {}, headers: {} }, untouched, () => {
        passed += 1;
      });
    assert.equal(handlers.length, 2);
    assert.equal(passed, 2);
  });

  it("says so and throws nothing when the page was not built: Node-RED would tell nobody", () => {
    const errors: string[] = [];
    const plugins: string[] = [];
    // beside the sources there is no built page
    register({
      httpAdmin: { get() {}, post() {} },
      auth: { needsPermission: () => () => {} },
      settings: { listSync: { page: { frames: ["nonsense"] } } },
      log: { warn: (text: string) => errors.push(text), error: (text: string) => errors.push(text) },
      plugins: { registerPlugin: (id: string) => plugins.push(id) },
    } as never);
    assert.deepEqual(plugins, ["list-sync"]);
    assert.match(errors[0] ?? "", /"nonsense" in listSync\.page\.frames .* is not an origin/);
    assert.match(errors[1] ?? "", /The page of ListSync cannot be opened \(ENOENT/);
  });
});

describe("the origins that may frame the page", () => {
  it("are those of settings.js, written as origins", () => {
    const given = [
      "https://home.example:8123",
      "http://ha.local/",
      "https://a.example/path",
      "'self'; script-src *",
      5,
    ];
    const { frames, wrong } = frameOrigins(given);
    assert.deepEqual(frames, ["https://home.example:8123", "http://ha.local"]);
    assert.deepEqual(wrong, ["https://a.example/path", "'self'; script-src *", "5"]);
    assert.match(
      pageHeaders(frames)["Content-Security-Policy"] ?? "",
      /frame-ancestors 'self' https:\/\/home\.example:8123 http:\/\/ha\.local$/,
    );
  });
});

describe("the first load of the page", () => {
  it("has 120 kB at most as it is sent", () => {
    const sent = readdirSync(built)
      .filter((name) => name.endsWith(".gz") && !name.startsWith("licenses"))
      .map((name) => readFileSync(join(built, name)).length);
    assert.ok(sent.length >= 3, "nothing was packed");
    const bytes = sent.reduce((sum, one) => sum + one, 0);
    assert.ok(bytes <= 120_000, `${bytes} bytes`);
  });
});
