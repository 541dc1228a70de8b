import assert from "node:assert/strict";
import chromium from "@sparticuz/chromium";
import { createBrowser } from "../../src/browser/page-reader.ts";
import { openOwnLink } from "../../src/home-assistant/transports/mqtt/own-link.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { type ForwardProxy, startForwardProxy } from "../servers/forward-proxy.ts";
import { homeAssistantPerTest } from "../support/home-assistant.ts";
import { listen } from "../support/listen.ts";
import { brokerPerTest } from "../support/mqtt.ts";
import { poll } from "../support/poll.ts";
import { SELF_SIGNED } from "../support/self-signed.ts";

type Server = Awaited<ReturnType<typeof listen>>;
const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
const VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

describe("behind a forward proxy with an allow-list", function () {
  this.timeout(60_000);
  const homeAssistant = homeAssistantPerTest();
  const startBroker = brokerPerTest();
  let site: Server;
  let secure: Server;
  let proxy: ForwardProxy;
  let before: Record<string, string | undefined>;

  beforeEach(async () => {
    site = await listen((_, response) => response.end("<p id=there>a list</p>"));
    secure = await listen((_, response) => response.end("{}"), SELF_SIGNED);
    proxy = await startForwardProxy({ "lists.example": portOf(site), "secure.example": portOf(secure) });
    before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
    for (const name of VARIABLES) delete process.env[name];
    Object.assign(process.env, {
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: "localhost,127.0.0.1",
    });
  });
  afterEach(async () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    await Promise.all([site, secure, proxy].map((each) => each.close()));
  });

  const http = () => createHttp({ retries: 0, timeoutMs: 10_000, insecureTls: true });

  it("requests go through it, https by a tunnel", async () => {
    const plain = await http().request({ url: "http://lists.example/films?page=2", as: "text" });
    assert.deepEqual([plain.status, plain.body], [200, "<p id=there>a list</p>"]);
    const tunnelled = await http().request({ url: "https://secure.example/api" });
    assert.equal(tunnelled.status, 200);
    assert.deepEqual(proxy.seen, ["GET http://lists.example/films?page=2", "CONNECT secure.example:443"]);
    assert.equal(secure.seen[0]?.url, "/api");
  });

  it("what NO_PROXY names is asked directly", async () => {
    assert.equal((await http().request({ url: `${site.url}/films`, as: "text" })).status, 200);
    assert.deepEqual(proxy.seen, []);
  });

  for (const scheme of ["http", "https"])
    it(`a site of ${scheme} that is not on the list fails, and the error says who refused it`, async () => {
      await assert.rejects(http().request({ url: `${scheme}://other.example/list` }), {
        code: "proxy",
        message: /^The proxy does not let Node-RED reach other\.example \(HTTP 403\)\./,
      });
    });

  it("pages of the browser go through it", async () => {
    const executablePath = await chromium.executablePath();
    const browser = createBrowser({ executablePath, env: {}, timeoutMs: 30_000 });
    try {
      const page = await browser.read("http://lists.example/films", { ready: "#there" });
      assert.match(page, /a list/);
      assert.ok(proxy.seen.includes("GET http://lists.example/films"));
    } finally {
      await browser.close();
    }
  });

  it("Home Assistant and the broker, which are at home, are reached directly", async () => {
    const server = await homeAssistant.start();
    const ha = homeAssistant.connect(server);
    // it connects with the first use
    await ha.user();
    await poll(() => ha.state === "running" || undefined, "the connection");
    const broker = await startBroker();
    let connected = false;
    const will = { topic: "listsync/a1b2/availability", payload: "offline" };
    const link = openOwnLink({ brokerurl: broker.url, options: {} }, "listsync", will, {
      onConnection: () => {
        connected = true;
      },
      onProblem: (problem) => assert.equal(problem, undefined),
    });
    await poll(() => connected || undefined, "the broker");
    await link.close(false);
    assert.deepEqual(proxy.seen, []);
  });
});
