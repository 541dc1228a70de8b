import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { type PageServer, startPage } from "../servers/page/start-page.ts";
import { poll } from "../support/poll.ts";
import { launchChromium, openTab } from "./support/open-page.ts";

const LOCKED = { error: { code: "state-locked", message: "The database is locked by another program." } };

describe("the page in trouble", function () {
  this.timeout(240_000);
  let browser: Browser;
  let page: PageServer;
  before(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    page = await startPage({ titles: 50 });
  });
  afterEach(() => page.close());
  after(() => browser?.close());

  it("sends who is not logged in to the editor, and goes on when that person comes back", async () => {
    page.token = "secret-token";
    const { tab, shows } = await openTab(browser, page.url);
    await shows("Log in");
    const link = await tab.$eval("a.ls-button.main", (element) => (element as HTMLAnchorElement).href);
    assert.equal(link, new URL("..", page.url).href);
    await tab.evaluate(() => {
      localStorage.setItem("auth-tokens", JSON.stringify({ access_token: "secret-token" }));
      dispatchEvent(new Event("focus"));
    });
    await shows("Request servers");
    assert.ok(!page.seen.some((each) => each.includes("secret-token")), "the token stands in an address");
    await tab.close();
  });

  it("uses the token of the editor's own path, below whatever stands before it", async () => {
    const prefix = "/api/hassio_ingress/TOKEN/red/";
    const behind = await startPage({ titles: 5, prefix });
    behind.token = "secret-token";
    const { tab, go, shows, errors } = await openTab(browser, behind.url, {
      stored: {
        "auth-tokens": JSON.stringify({ access_token: "another" }),
        "auth-tokens-api-hassio_ingress-TOKEN-red": JSON.stringify({ access_token: "secret-token" }),
      },
    });
    await shows("Request servers");
    await go("titles");
    await shows("5 titles");
    assert.deepEqual(errors, []);
    await tab.close();
    await behind.close();
  });

  it("says who may only look that nothing can be changed, and who may nothing why", async () => {
    page.who = { ...page.who, name: "reader", open: false, rights: { read: true, write: false } };
    const reader = await openTab(browser, page.url);
    await reader.shows("Read only");
    await reader.shows("the permission list-sync.write is missing");
    await reader.press("Sync now");
    page.who = { ...page.who, name: "nobody", rights: { read: false, write: false } };
    const nobody = await openTab(browser, page.url);
    await nobody.shows("the permission list-sync.read is missing");
    assert.deepEqual(page.acted, []);
    await Promise.all([reader.tab.close(), nobody.tab.close()]);
  });

  it("notices that a token no longer counts where strangers are let in", async () => {
    page.who = { ...page.who, name: "anna", open: false };
    const { tab, shows } = await openTab(browser, page.url);
    await shows("anna");
    page.who = { ...page.who, name: null, anonymous: true };
    page.send("logout", {});
    await shows("Log in");
    await tab.close();
  });

  it("says that a database is locked, keeps what it knew, and comes back by itself", async () => {
    const { tab, go, shows } = await openTab(browser, page.url);
    await go("lists");
    page.trouble.set("lists", { status: 503, body: LOCKED });
    page.send("changed", { database: "db", what: ["lists"] });
    await shows("The database is locked by another program.");
    await shows("Top 250");
    page.trouble.clear();
    await tab.waitForFunction(() => !document.body.innerText.includes("is locked"));
    await tab.close();
  });

  it("says that Node-RED is gone, and comes back with it", async () => {
    const { tab, shows } = await openTab(browser, page.url);
    await shows("Request servers");
    // while Node-RED starts, it answers in its own words
    page.trouble.set("*", { status: 404 });
    page.breakStreams();
    await shows("No connection, trying again");
    page.trouble.clear();
    await shows("Live");
    await tab.close();
  });

  it("asks again and again where only the stream is kept back", async () => {
    page.trouble.set("live", { status: 503 });
    const { tab, shows } = await openTab(browser, page.url);
    await shows("Updated every 10 seconds");
    page.trouble.clear();
    await shows("Live");
    await tab.close();
  });

  it("says what was unexpected, in words", async () => {
    page.trouble.set("statistics", {
      status: 500,
      body: { error: { code: "unexpected", message: "Unexpected error: no message." } },
    });
    const { tab, shows } = await openTab(browser, `${page.url}#/statistics`);
    await shows("Unexpected error: no message. Trying again.");
    await tab.close();
  });

  it("shows what the stream tells, and after a break what it missed", async () => {
    const { tab, shows } = await openTab(browser, page.url);
    await shows("61 of 250");
    const { running } = page;
    const tell = (done: number) =>
      page.send("profile", { ...running, running: running.running && { ...running.running, done } });
    tell(100);
    await shows("100 of 250");
    page.breakStreams();
    await poll(
      () => (page.seen.filter((each) => each.startsWith("GET live")).length > 1 ? true : undefined),
      "a new stream",
    );
    await poll(() => (page.resumed.includes("1") ? true : undefined), "the number of the last event");
    await shows("Live");
    tell(200);
    await shows("200 of 250");
    await tab.close();
  });
});
