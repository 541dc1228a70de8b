import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import type { Editor } from "./support/editor.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";

const example = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../examples/Full sync.json"), "utf8"),
) as Record<string, unknown>[];

/** What somebody does who has just imported "Full sync", up to the summary of the first run. */
describe(`Setting up "Full sync" by hand in Node-RED ${nodeRedVersion}`, () => {
  let server: OverseerrServer;
  let stevenlu: ListSite;
  let open: OpenNodeRed;
  let editor: Editor;
  const films = createCatalogue()
    .titles.filter(({ mediaType }) => mediaType === "movie")
    .slice(0, 12);

  before(async () => {
    server = await startOverseerr({ product: "Jellyseerr", services: true });
    stevenlu = await startStevenlu({ movies: films });
    open = await openNodeRed({ env: { LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin } });
    editor = open.editor;
    await editor.importFlow(example);
  });
  after(async () => {
    await open?.close();
    await Promise.all([server?.close(), stevenlu?.close()]);
  });

  const property = (id: string, name: string) =>
    editor.page.evaluate((node, key) => RED.nodes.node(node)?.[key], id, name);

  it("tests the connection before anything is deployed, and says what is wrong", async () => {
    await editor.openConfigDialog("overseerr-server", "list-sync-server");
    await editor.fill("#node-config-input-url", server.url);
    await editor.fill("#node-config-input-keyType", "cred");
    await editor.fill("#node-config-input-apiKey", "a wrong key");
    await editor.page.click("#list-sync-test");
    const refusal = await editor.waitForText("#list-sync-test-answer.list-sync-error", /key/i);
    assert.doesNotMatch(refusal, /a wrong key/);

    await editor.fill("#node-config-input-apiKey", server.apiKey);
    await editor.page.click("#list-sync-test");
    await editor.waitForText("#list-sync-test-answer.list-sync-ok", /Jellyseerr 2\.7\.3.*admin/i);
    await editor.closeDialog("ok");
    assert.equal(await property("list-sync-server", "url"), server.url);
  });

  it("says at once which list was pasted, or why it is none", async () => {
    await editor.openDialog("full-sync-lists");
    const answer = "#list-sync-entries .list-sync-answer";
    await editor.fill(".list-sync-list", "https://www.imdb.com/user/ur12345678/watchlist/?ref_=nv");
    await editor.waitForText(`${answer}.list-sync-ok`, /IMDb watchlist of ur12345678/);
    await editor.fill(".list-sync-list", "https://www.imdb.com/user/ur12345678/ratings");
    await editor.waitForText(`${answer}.list-sync-error`, /ratings/i);
    await editor.fill(".list-sync-list", "https://trakt.tv/users/sean/lists/horror");
    await editor.waitForText(`${answer}.list-sync-warning`, /Trakt.*deploy to use the choices/);
    await editor.fill(".list-sync-list", "");
    await editor.page.waitForFunction((css) => document.querySelector(css)?.textContent === "", {}, answer);
  });

  it("previews the first titles and the total", async () => {
    await editor.fill(".list-sync-list", "stevenlu");
    await editor.waitForText("#list-sync-entries .list-sync-answer.list-sync-ok", /Steven Lu/i);
    await editor.page.click(".list-sync-preview-button");
    const preview = await editor.waitForText(".list-sync-preview", /12 titles/);
    assert.ok(preview.includes(films[0]?.title ?? "?"), preview);

    stevenlu.fault({ kind: "answer", status: 404 });
    await editor.page.click(".list-sync-preview-button");
    await editor.waitForText(".list-sync-preview .list-sync-error", /Steven Lu/i);
    stevenlu.fault(undefined);
    await editor.closeDialog("ok");
    assert.deepEqual(await property("full-sync-lists", "lists"), [
      { enabled: true, provider: "detect", list: "stevenlu" },
    ]);
    editor.errors.length = 0;
  });

  it("deploys what was entered, the key as a credential only", async () => {
    await editor.deploy();
    const flows = readFileSync(join(open.nodeRed.userDir, "flows.json"), "utf8");
    assert.ok(flows.includes(server.url));
    assert.ok(!flows.includes(server.apiKey));
  });

  it("runs by the inject button, shows statuses, sends the summary and requests what is missing", async () => {
    await editor.page.click('[id="full-sync-now"] .red-ui-flow-node-button-button');
    await editor.page.waitForFunction(
      () => /titles? requested/.test(document.querySelector(".red-ui-debug-msg-payload")?.textContent ?? ""),
      { timeout: 50_000 },
    );
    // the summary may be shown before the statuses are
    await editor.page.waitForFunction(
      () =>
        [...document.querySelectorAll("[id^='full-sync-'] .red-ui-flow-node-status-label")].filter(
          (label) => label.textContent,
        ).length >= 4,
      { timeout: 50_000 },
    );
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      films.map(() => 2),
    );
  });

  it("tests a stored key without sending it to the browser", async () => {
    await editor.openConfigDialog("overseerr-server", "list-sync-server");
    const shown = await editor.page.$eval(
      "#node-config-input-apiKey",
      (field) => (field as HTMLInputElement).value,
    );
    assert.notEqual(shown, server.apiKey);
    await editor.page.click("#list-sync-test");
    await editor.waitForText("#list-sync-test-answer.list-sync-ok", /Jellyseerr/);
    await editor.closeDialog("cancel");
  });

  it("offers the server's users, profiles, folders and tags", async () => {
    await editor.openDialog("full-sync-request");
    await editor.page.waitForSelector("#node-input-radarrServer-choice");
    const choices = (name: string) =>
      editor.page.$$eval(`#node-input-${name}-choice option`, (options) =>
        options.map((option) => option.textContent),
      );
    assert.deepEqual((await choices("radarrProfile")).slice(1), ["Any", "HD-1080p", "Ultra-HD"]);
    assert.equal((await choices("sonarrFolder")).length, 3);
    await editor.fill("#node-input-requesterType", "user");
    assert.ok((await choices("requester")).includes("friend"));
    await editor.page.select("#node-input-requester-choice", "2");
    await editor.page.click("#list-sync-tabs li:last-child a");
    await editor.page.select("#node-input-radarrProfile-choice", "4");
    await editor.page.click("#node-input-radarrTags-choice input");
    await editor.closeDialog("ok");
    assert.deepEqual(
      [
        await property("full-sync-request", "requester"),
        await property("full-sync-request", "radarrProfile"),
        await property("full-sync-request", "radarrTags"),
      ],
      ["2", "4", "1"],
    );
  });

  it("says of previewed titles what would happen to them, page by page", async () => {
    const row = "#list-sync-entries li:first-child";
    await editor.openDialog("full-sync-lists");
    await editor.page.click(`${row} .list-sync-preview-button`);
    await editor.waitForText(
      `${row} .list-sync-preview ol`,
      /in the library|would be requested|already requested/,
    );
    await editor.closeDialog("cancel");
  });

  it("offers the server's users for one list, though the list names no server", async () => {
    const { page } = editor;
    await editor.openDialog("full-sync-lists");
    await page.click("#list-sync-entries li:first-child .list-sync-more");
    const picker = "#list-sync-entries li:first-child select.list-sync-picker";
    await page.waitForSelector(picker, { visible: true });
    const names = await page.$$eval(`${picker} option`, (options) =>
      options.map((option) => option.textContent),
    );
    assert.ok(names.includes("friend"), names.join());
    await page.select(picker, "2");
    assert.equal(
      await page.$eval(
        "#list-sync-entries li:first-child input.list-sync-option-requestAs",
        (field) => (field as HTMLInputElement).value,
      ),
      "2",
    );
    await editor.closeDialog("cancel");
  });

  it("says beside its choices that a Radarr cannot be asked, and shows what is stored", async () => {
    server.services.down.add("radarr");
    await editor.openDialog("full-sync-request");
    await editor.page.click("#list-sync-tabs li:last-child a");
    await editor.waitForText("#list-sync-request-radarr-error", /cannot reach Radarr stub.*can type ids/);
    const isShown = (selector: string) =>
      editor.page.$eval(selector, (element) => (element as HTMLElement).offsetParent !== null);
    assert.deepEqual(
      [
        await isShown("#node-input-radarrProfile"),
        await isShown("#list-sync-request-sonarr-error"),
        await isShown("#node-input-sonarrProfile-choice"),
      ],
      [true, false, true],
    );
    await editor.closeDialog("ok");
    server.services.down.clear();
    assert.equal(await property("full-sync-request", "radarrProfile"), "4");
    assert.equal((await editor.validity("full-sync-request")).valid, true);
  });

  it("keeps what is stored when the server cannot be asked", async () => {
    server.fault("GET /user", { status: 403, times: Number.POSITIVE_INFINITY });
    await editor.openDialog("full-sync-request");
    await editor.waitForText("#list-sync-request-choices", /No choices/);
    await editor.closeDialog("ok");
    server.clearFaults();
    assert.equal(await property("full-sync-request", "requester"), "2");
    assert.equal((await editor.validity("full-sync-request")).valid, true);
    editor.errors.length = 0;
  });

  afterEach(() => assert.deepEqual(editor.errors.splice(0), []));
});
