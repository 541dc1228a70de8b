import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { type PageServer, startPage } from "../servers/page/start-page.ts";
import { launchChromium, openTab, seriousFindings, VIEWS, type View } from "./support/open-page.ts";

const ALL = Object.keys(VIEWS) as View[];

/** Contents that are wider than the screen, by what they are. */
const tooWide = () =>
  document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1
    ? []
    : [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120));

/** CSS pixels of the narrowest name in the table of titles. */
const narrowest = () =>
  Math.min(
    ...[...document.querySelectorAll(".titles-table .words a")].map(
      (name) => name.getBoundingClientRect().width,
    ),
  );

describe("the views of the page", function () {
  this.timeout(240_000);
  let browser: Browser;
  let page: PageServer | undefined;
  before(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });
  after(() => browser?.close());

  for (const [theme, width, look] of [
    ["light", 1280, "table"],
    ["dark", 390, "posters"],
    ["dark", 1280, "table"],
    ["light", 390, "table"],
  ] as const)
    it(`fit ${width} pixels in ${theme}, and an accessibility checker finds nothing serious`, async () => {
      page = await startPage({ titles: 1000 });
      const { tab, go, errors } = await openTab(browser, page.url, { theme, width, look });
      for (const name of ALL) {
        await go(name);
        assert.deepEqual(await tab.evaluate(tooWide), [], name);
        if (name === "titles" && look === "table") {
          await tab.waitForSelector(".titles-table .words a");
          assert.ok((await tab.evaluate(narrowest)) >= 100, "names of titles are cut off");
        }
        // half of the combinations are enough for what each view holds
        if ((theme === "light") === (width === 1280)) assert.deepEqual(await seriousFindings(tab), [], name);
      }
      assert.deepEqual(errors, []);
      await tab.close();
    });

  it("leads from a profile to its own database, also while none was chosen", async () => {
    page = await startPage({ titles: 60 });
    const { tab, go } = await openTab(browser, page.url, {});
    await go("overview");
    await tab.waitForSelector(".profile a");
    const links = await tab.$$eval(".profile a, .shelf a", (all) =>
      all.map((link) => link.getAttribute("href")),
    );
    assert.ok(links.length > 12, String(links.length));
    assert.deepEqual(
      links.filter((link) => !link?.includes("db=db")),
      [],
    );
  });

  it("fit the screen with names that are one long word, as addresses are", async () => {
    page = await startPage({ titles: 60, evil: "W".repeat(300) });
    const { tab, go } = await openTab(browser, page.url, { width: 390 });
    for (const name of ALL) {
      await go(name);
      assert.deepEqual(await tab.evaluate(tooWide), [], name);
    }
    await tab.close();
  });

  for (const titles of [0, 1])
    it(`say what there is with ${titles} titles`, async () => {
      page = await startPage({ titles });
      const { tab, go, errors } = await openTab(browser, page.url);
      for (const name of ALL) {
        await go(name);
        const words = await tab.$eval("main", (main) => (main as HTMLElement).innerText.trim());
        assert.ok(words.split("\n").length > 1, `${name} shows only "${words}"`);
      }
      assert.deepEqual(errors, []);
      await tab.close();
    });

  it("hold what lists and servers say as text, and lead nowhere but to the web", async () => {
    const evil = `<img src=x onerror="alert(1)">`;
    for (const text of [evil, "javascript:alert(1)"]) {
      page = await startPage({ titles: 30, evil: text });
      for (const look of ["table", "posters"] as const) {
        const { tab, go, errors, press, shows } = await openTab(browser, page.url, { look });
        for (const name of look === "table" ? ALL : (["titles"] as const)) {
          await go(name);
          if (name === "title") await press("Choose the right title");
          if (name === "list") await press("Preview");
          if (name !== "about") await shows(text);
          const found = await tab.evaluate(() => ({
            images: [...document.images].map((image) => image.src).filter((src) => !src.startsWith("blob:")),
            links: [...document.links].map((link) => link.protocol).filter((each) => !/^https?:$/.test(each)),
            opened: [...document.links]
              .filter((link) => link.target === "_blank" && !link.relList.contains("noopener"))
              .map((link) => link.href),
          }));
          assert.deepEqual([found.images, found.links, found.opened], [[], [], []], name);
        }
        assert.deepEqual(errors, []);
        await tab.close();
      }
      await page.close();
    }
  });

  it("ask no other host, and no picture when there are to be none", async () => {
    page = await startPage({ titles: 100 });
    const { tab, go } = await openTab(browser, page.url, {
      look: "posters",
      stored: { "list-sync-pictures": "off" },
    });
    const hosts = new Set<string>();
    tab.on("request", (request) => hosts.add(new URL(request.url()).host));
    for (const name of ALL) await go(name);
    assert.deepEqual([...hosts], [new URL(page.url).host]);
    assert.deepEqual(
      page.seen.filter((each) => each.includes("poster")),
      [],
    );
    await tab.close();
  });
});
