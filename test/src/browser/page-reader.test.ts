import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { connect, launch } from "puppeteer-core";
import {
  type BrowserOptions,
  type ClosablePageReader,
  createBrowser,
} from "../../../src/browser/page-reader.ts";
import { CancelledError } from "../../../src/errors.ts";
import { inventedRecords } from "../../servers/imdb/imdb-data.ts";
import { type ImdbOptions, type ImdbServer, startImdb } from "../../servers/imdb/start-imdb.ts";
import { contextFor, fetchList } from "../lists/imdb/context.ts";

const READY = "script#__NEXT_DATA__";
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Crashes the browser that keeps its data in this folder. */
async function crash(folder: string): Promise<void> {
  const [port, path] = (await readFile(join(folder, "DevToolsActivePort"), "utf8")).split("\n");
  const other = await connect({ browserWSEndpoint: `ws://127.0.0.1:${port}${path}` });
  const session = await other.target().createCDPSession();
  await session.send("Browser.crash").catch(() => undefined);
}

describe("reading pages with a real browser", () => {
  let executablePath: string;
  let server: ImdbServer;
  let browser: ClosablePageReader;

  before(async () => {
    executablePath = await chromium.executablePath();
  });

  async function start(site: ImdbOptions, options: BrowserOptions = {}): Promise<void> {
    server = await startImdb({ lists: { ls006123300: { entries: inventedRecords(600) } }, ...site });
    browser = createBrowser({ executablePath, env: {}, timeoutMs: 10_000, ...options });
  }

  afterEach(async () => {
    await browser.close();
    await server.close();
  });

  it("reads a list behind a check for scripts that loads the page again", async () => {
    await start({ challenge: true });
    const list = await fetchList(
      "ls006123300",
      contextFor(server.origin, { browser, settings: { access: "browser" } }),
    );
    assert.deepEqual([list.items.length, list.total, list.complete, list.via], [600, 600, true, "browser"]);
    const paths = server.requests.map(({ path }) => path);
    assert.deepEqual(paths, [
      "/list/ls006123300/",
      "/list/ls006123300/",
      "/list/ls006123300/?page=2",
      "/list/ls006123300/?page=3",
    ]);
  });

  it("helps where the GraphQL endpoint refuses, and says so", async () => {
    await start({ challenge: true });
    server.fail({ kind: "refused" });
    const list = await fetchList("ls006123300", contextFor(server.origin, { browser, limit: 20 }));
    assert.deepEqual([list.items.length, list.complete, list.via], [20, true, "browser"]);
    assert.match(list.warnings.join(), /HTTP 403.*read with the browser instead/);
  });

  it("does not start before the first page, and ends when nobody needs it", async () => {
    await start({}, { idleMs: 50 });
    assert.equal(browser.running, false);
    await browser.read(`${server.origin}/chart/none/`, { ready: READY });
    assert.equal(browser.running, true);
    for (let tries = 0; browser.running && tries < 40; tries++) await wait(50);
    assert.equal(browser.running, false);
    const html = await browser.read(`${server.origin}/list/ls006123300/`, { ready: READY });
    assert.match(html, /Invented 1/);
  });

  it("opens no more pages at once than the pool has", async () => {
    await start({ pageDelay: 100 }, { pool: 2 });
    const url = `${server.origin}/list/ls006123300/`;
    const pages = await Promise.all(
      Array.from({ length: 6 }, (_, index) => browser.read(`${url}?page=${index + 1}`, { ready: READY })),
    );
    assert.equal(pages.length, 6);
    assert.equal(server.mostPagesAtOnce, 2);
  });

  it("starts once more when the browser broke down under a page", async () => {
    const folder = await mkdtemp(join(tmpdir(), "list-sync-browser-"));
    try {
      await start(
        { pageDelay: (page) => (page === 1 ? 30_000 : 0) },
        { args: [`--user-data-dir=${folder}`] },
      );
      const reading = browser.read(`${server.origin}/list/ls006123300/`, { ready: READY });
      while (server.requests.length === 0) await wait(20);
      await crash(folder);
      assert.match(await reading, /Invented 1/);
      assert.equal(server.requests.length, 2);
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it("stops a reader at once when it is cancelled", async () => {
    await start({ pageDelay: 5000 });
    const controller = new AbortController();
    const reading = browser.read(`${server.origin}/list/ls006123300/`, {
      ready: READY,
      signal: controller.signal,
    });
    while (server.requests.length === 0) await wait(20);
    const began = performance.now();
    controller.abort();
    await assert.rejects(reading, CancelledError);
    assert.ok(performance.now() - began < 1000);
  });

  it("stops everybody when it is closed, and reads nothing afterwards", async () => {
    await start({ pageDelay: 5000 }, { pool: 1 });
    const url = `${server.origin}/list/ls006123300/`;
    const readers = [1, 2].map(() => browser.read(url, { ready: READY }));
    const outcomes = Promise.allSettled(readers);
    while (server.requests.length === 0) await wait(20);
    await browser.close();
    for (const outcome of await outcomes)
      assert.ok(outcome.status === "rejected" && outcome.reason instanceof CancelledError);
    assert.equal(browser.running, false);
    await assert.rejects(browser.read(url, { ready: READY }), CancelledError);
  });

  it("says that a page was not ready", async () => {
    await start({}, { timeoutMs: 300 });
    await assert.rejects(browser.read(`${server.origin}/list/ls006123300/`, { ready: "#never" }), {
      code: "browser-failed",
      message: /was not ready/,
    });
  });

  it("says that a site cannot be reached", async () => {
    await start({});
    await server.close();
    await assert.rejects(browser.read(`${server.origin}/list/ls006123300/`, { ready: READY }), {
      code: "browser-failed",
      message: /ERR_CONNECTION_REFUSED/,
    });
  });

  it("says that a browser does not start", async () => {
    await start({}, { executablePath: process.execPath });
    await assert.rejects(browser.read(server.origin, { ready: READY }), { code: "browser-failed" });
  });

  it("uses a running browser and leaves it running", async () => {
    const running = await launch({ executablePath, headless: true, args: ["--no-sandbox"] });
    try {
      await start({}, { executablePath: undefined, endpoint: running.wsEndpoint() });
      const before = (await running.pages()).length;
      assert.match(await browser.read(`${server.origin}/list/ls006123300/`, { ready: READY }), /Invented 1/);
      await browser.close();
      assert.equal(running.connected, true);
      assert.equal((await running.pages()).length, before);
    } finally {
      await running.close();
    }
  });

  it("shows the token of a running browser to nobody", async () => {
    await start({}, { executablePath: undefined, endpoint: "ws://127.0.0.1:1/?token=secret" });
    await assert.rejects(
      browser.read(server.origin, { ready: READY }),
      (error) =>
        error instanceof Error &&
        "code" in error &&
        error.code === "browser-failed" &&
        !error.message.includes("secret") &&
        error.cause === undefined,
    );
  });

  it("makes a blocked list of a missing browser, with the three ways to get one", async () => {
    await start({}, { executablePath: "/nowhere/chrome" });
    const context = contextFor(server.origin, { browser, settings: { access: "browser" } });
    await assert.rejects(fetchList("ls006123300", context), {
      name: "ListError",
      code: "blocked",
      message: /no browser at "\/nowhere\/chrome".*WebSocket/,
    });
  });
});
