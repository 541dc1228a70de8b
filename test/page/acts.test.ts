import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { keysOf } from "../editor/support/keys.ts";
import { type PageServer, startPage } from "../servers/page/start-page.ts";
import { poll } from "../support/poll.ts";
import { launchChromium, openTab } from "./support/open-page.ts";

describe("what is done on the page", function () {
  this.timeout(240_000);
  let browser: Browser;
  let page: PageServer;
  before(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    page = await startPage({ titles: 300 });
  });
  afterEach(() => page.close());
  after(() => browser?.close());

  const acted = (path: string) => page.acted.filter((each) => each.path === path);

  it("is done once, however often somebody clicks", async () => {
    const { tab, go, shows } = await openTab(browser, page.url);
    await go("title");
    await tab.evaluate(() => {
      const button = [...document.querySelectorAll("button")].find((each) => each.textContent === "Retry");
      for (let click = 0; click < 5; click += 1) button?.click();
    });
    await shows("Done.");
    assert.equal(acted("title/retry").length, 1);
    const [retry] = acted("title/retry");
    assert.match(String(retry?.body.requestId), /^[0-9a-f]{32}$/);
    assert.equal(retry?.body.revision, "1");
    await tab.close();
  });

  it("is refused to whoever comes second, with what the first one did", async () => {
    page.trouble.set("title/ignore", {
      status: 409,
      body: { error: { code: "changed", message: "anna ignored it 2 minutes ago." } },
    });
    const { tab, go, press, shows } = await openTab(browser, page.url);
    await go("title");
    const before = page.seen.filter((each) => each.startsWith("GET title?")).length;
    await press("Ignore from now on");
    await shows("anna ignored it 2 minutes ago.");
    const again = () => page.seen.filter((each) => each.startsWith("GET title?")).length > before;
    await poll(() => again() || undefined, "another look at the title");
    await tab.close();
  });

  it("says why nothing was done, and does not promise to try again", async () => {
    page.trouble.set("title/retry", {
      status: 503,
      body: { error: { code: "state-locked", message: "The database is locked by another program." } },
    });
    const { tab, go, press, shows } = await openTab(browser, page.url);
    await go("title");
    await press("Retry");
    await shows("The database is locked by another program.");
    assert.ok(!(await tab.evaluate(() => document.body.innerText)).includes("Trying again"));
    await tab.close();
  });

  it("chooses the right title, of those that are alike or of a search", async () => {
    const { tab, go, press, shows } = await openTab(browser, page.url);
    await go("title");
    await press("Choose the right title");
    await shows("Another one 2003");
    await tab.click("button[aria-label='Choose Another one 2003']");
    await shows("Done.");
    assert.deepEqual(
      acted("title/choose").map(({ body }) => [body.tmdbId, body.type]),
      [[604, "tv"]],
    );
    await tab.close();
  });

  it("offers first what helps most", async () => {
    const { tab, go } = await openTab(browser, page.url);
    await go("needsYou");
    const first = await tab.$$eval("main .title-acts .acts", (rows) =>
      rows.map((row) => {
        const outcome = row.closest("li, article")?.querySelector(".badge")?.textContent;
        const main = [...row.querySelectorAll(".main")].map((each) => each.textContent);
        return [outcome, row.querySelector("button")?.textContent, ...main];
      }),
    );
    const of = (outcome: string) => first.filter(([its]) => its === outcome).at(0);
    assert.deepEqual(of("failed"), ["failed", "Retry", "Retry"]);
    for (const outcome of ["ambiguous", "not found"])
      assert.deepEqual(of(outcome), [outcome, "Choose the right title", "Choose the right title"]);
    await tab.close();
  });

  it("needs no mouse: from the first key to a sync, and to a title that is found and ignored", async () => {
    const { tab } = await openTab(browser, page.url);
    await tab.waitForSelector(".profile");
    const keys = keysOf(tab);
    await keys.tabTo(".skip");
    await keys.press("Enter");
    await keys.tabTo(".profile .ls-button.main");
    await keys.press("Enter");
    await poll(() => acted("profiles/sync")[0], "a sync");
    await tab.keyboard.press("Home");
    await tab.evaluate(() => {
      location.hash = "#/titles";
    });
    await tab.waitForSelector(".titles-table a");
    await keys.tabTo("input[type=search]");
    await keys.type("psycho");
    await tab.waitForFunction(() => document.querySelectorAll(".titles-table .row").length < 5);
    await keys.tabTo(".titles-table a");
    await keys.press("Enter");
    await tab.waitForSelector(".title-page");
    // whoever follows a link begins at its heading
    await tab.waitForFunction(() => document.activeElement?.tagName === "H1");
    await keys.tabTo(".title-acts .ls-button:nth-of-type(3)");
    await keys.press("Space");
    await poll(() => acted("title/ignore")[0], "a title that is ignored");
    await tab.close();
  });

  it("saves the decisions of a run as a file", async () => {
    const { tab, go, press } = await openTab(browser, page.url);
    await go("run");
    await press("Export as CSV");
    await poll(
      () => page.seen.find((each) => each.startsWith("GET run/export?") && each.includes("format=csv")),
      "an export",
    );
    await tab.close();
  });

  it("filters and searches by an address that can be kept", async () => {
    const { tab, shows } = await openTab(browser, `${page.url}#/titles?outcome=ambiguous&text=a`);
    await poll(
      () =>
        page.seen.find(
          (each) =>
            each.startsWith("GET titles?") && each.includes("outcome=ambiguous") && each.includes("text=a"),
        ),
      "a question with both",
    );
    await shows("Show all");
    assert.equal(
      await tab.$eval(".filters select", (select) => (select as HTMLSelectElement).value),
      "ambiguous",
    );
    await tab.close();
  });
});
