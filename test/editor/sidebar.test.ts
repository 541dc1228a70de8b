import assert from "node:assert/strict";
import type { Browser, Page } from "puppeteer-core";
import { seriousFindings } from "../page/support/open-page.ts";
import { type PageServer, startPage } from "../servers/page/start-page.ts";
import { type NodeRedProcess, nodeRedVersion, startNodeRed } from "../support/node-red-process.ts";
import { launchChromium } from "./support/chromium.ts";
import { openEditor } from "./support/editor.ts";

const TAB = ".list-sync-sidebar";

/** Lets the interface that is made up answer in place of Node-RED's own, which has no titles here. */
async function answerFrom(tab: Page, page: PageServer): Promise<void> {
  await tab.setRequestInterception(true);
  tab.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    const path = /\/list-sync\/api\/(.*)$/.exec(pathname)?.[1];
    if (path === undefined || path === "live") return void request.continue();
    const body = request.postData();
    const headers = { "x-list-sync": "1", "content-type": "application/json" };
    const init = { method: request.method(), headers, ...(body !== undefined && { body }) };
    void fetch(`${page.url}api/${path}${search}`, init)
      .then(async (answer) =>
        request.respond({
          status: answer.status,
          contentType: answer.headers.get("content-type") ?? "",
          body: Buffer.from(await answer.arrayBuffer()),
        }),
      )
      .catch(() => request.abort());
  });
}

describe(`The sidebar in Node-RED ${nodeRedVersion}`, function () {
  this.timeout(120_000);
  let nodeRed: NodeRedProcess;
  let browser: Browser;
  const ends: (() => Promise<void>)[] = [];
  before(async () => {
    nodeRed = await startNodeRed({ flows: [] });
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  after(async () => {
    await browser?.close();
    await nodeRed?.stop();
  });

  async function openSidebar(theme: "light" | "dark", evil?: string) {
    const page = await startPage({ titles: 100, ...(evil !== undefined && { evil }) });
    const editor = await openEditor(browser, nodeRed.url, { theme });
    ends.push(
      () => editor.close(),
      () => page.close(),
    );
    await answerFrom(editor.page, page);
    await editor.page.evaluate(() => RED.actions.invoke("list-sync:show"));
    await editor.page.waitForSelector(`${TAB} .profile`, { visible: true });
    return { editor, page };
  }

  it("shows what is going on and what failed, syncs, and leads to the page", async () => {
    const { editor, page: served } = await openSidebar("light");
    const words = await editor.text(TAB);
    for (const part of ["62 titles or lists need you", "Main", "1 list failed", "is private", "61 of 250"])
      assert.ok(words.includes(part), `"${part}" is not in: ${words}`);
    await editor.page.click(`${TAB} .profile .ls-button.main`);
    await editor.waitForText(`${TAB} .notice.good`, /The sync begins/);
    assert.deepEqual(
      served.acted.map(({ path, body }) => [path, body.profile]),
      [["profiles/sync", "Main"]],
    );
    const link = await editor.page.$eval(`${TAB} .waiting`, (element) => (element as HTMLAnchorElement).href);
    assert.match(link, /\/list-sync\/#\/needs-you$/);

    const opened = new Promise<string>((resolve) =>
      editor.page.browser().once("targetcreated", (target) => resolve(target.url())),
    );
    await editor.page.evaluate(() => RED.actions.invoke("list-sync:open"));
    assert.match(await opened, /list-sync\/$|about:blank|^$/);
  });

  for (const theme of nodeRedVersion === "5" ? (["light", "dark"] as const) : (["light"] as const))
    it(`has nothing that an accessibility checker finds serious, ${theme}`, async () => {
      const { editor } = await openSidebar(theme);
      assert.deepEqual(await seriousFindings(editor.page, TAB), []);
    });

  it("holds what lists and servers say as text", async () => {
    const { editor } = await openSidebar("light", `<img src=x onerror="document.title='hit'">`);
    assert.ok((await editor.text(TAB)).includes("<img src=x"));
    assert.equal(await editor.page.$(`${TAB} img[onerror]`), null);
    assert.notEqual(await editor.page.title(), "hit");
  });
});
