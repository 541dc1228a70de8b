import assert from "node:assert/strict";
import { readExample } from "../flows/examples.ts";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type Keys, keysOf } from "./support/keys.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";

/** The first sync, from the import to the outcome, without a mouse. */
describe(`The first sync by keyboard only in Node-RED ${nodeRedVersion}`, () => {
  let server: OverseerrServer;
  let stevenlu: ListSite;
  let open: OpenNodeRed;
  let keys: Keys;
  const films = createCatalogue()
    .titles.filter(({ mediaType }) => mediaType === "movie")
    .slice(0, 12);

  before(async () => {
    server = await startOverseerr({ product: "Jellyseerr" });
    stevenlu = await startStevenlu({ movies: films });
    open = await openNodeRed({ env: { LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin } });
    keys = keysOf(open.editor.page);
  });
  after(async () => {
    await open?.close();
    await Promise.all([server?.close(), stevenlu?.close()]);
  });

  const dialog = async () => {
    await open.editor.page.waitForSelector(".red-ui-tray-body-wrapper .list-sync-dialog", { visible: true });
    // it slides in, and takes the focus when it is there
    await open.editor.page.waitForFunction(
      () => document.activeElement?.closest("#red-ui-editor-stack") !== null,
    );
  };
  const closed = async () => {
    await open.editor.page.waitForSelector(".red-ui-tray", { hidden: true });
    // and gives the focus back to the canvas
    await open.editor.page.waitForFunction(() => document.activeElement?.id === "red-ui-workspace-chart");
  };

  it("imports the example", async () => {
    const { page } = open.editor;
    await keys.press("Control", "KeyI");
    await page.waitForFunction(() => document.activeElement?.id === "red-ui-clipboard-dialog-import-text");
    await keys.type(JSON.stringify(readExample("Full sync")));
    await page.waitForFunction(
      () => !document.querySelector<HTMLButtonElement>("#red-ui-clipboard-dialog-ok")?.disabled,
    );
    await keys.tabTo("#red-ui-clipboard-dialog-ok");
    await keys.press("Enter");
    await page.waitForFunction(() => Boolean(RED.nodes.node("full-sync-now")));
    await keys.press("Control", "BracketRight");
    await page.waitForFunction(() => RED.workspaces.active() === "full-sync-tab");
  });

  it("names the server and tests it, from the pencil beside the choice", async () => {
    const { editor } = open;
    await keys.select("full-sync-search");
    await keys.press("Enter");
    await dialog();
    await keys.tabTo("#node-input-btn-server-edit");
    await keys.press("Enter");
    await editor.page.waitForFunction(() =>
      document.activeElement?.closest(".red-ui-tray")?.querySelector("#node-config-input-url"),
    );
    await keys.tabTo("#node-config-input-url");
    await keys.replace(server.url);
    await keys.tabTo("#node-config-input-keyType");
    await keys.press("Home");
    await keys.tabTo("#node-config-input-apiKey");
    await keys.replace(server.apiKey);
    await keys.tabTo("#list-sync-test");
    await keys.press("Enter");
    await editor.waitForText("#list-sync-test-answer.list-sync-ok", /Jellyseerr/);
    // the button was off meanwhile, and is still where the keyboard is
    assert.equal(await editor.page.evaluate(() => document.activeElement?.id), "list-sync-test");
    await keys.press("Control", "Enter");
    await editor.page.waitForSelector("#node-config-input-url", { hidden: true });
    await dialog();
    await keys.press("Control", "Enter");
    await closed();
  });

  it("adds a list, and turns a page of its preview", async () => {
    const { editor } = open;
    await keys.select("full-sync-lists");
    await keys.press("Enter");
    await dialog();
    await keys.tabTo(".list-sync-list");
    await keys.replace("stevenlu");
    await editor.waitForText(".list-sync-answer.list-sync-ok", /Steven Lu/i);
    await keys.tabTo(".list-sync-preview-button");
    await keys.press("Enter");
    await editor.waitForText(".list-sync-preview", /12 titles/);
    assert.ok(await editor.page.evaluate(() => document.activeElement?.matches(".list-sync-preview-button")));
    await keys.tabTo(".list-sync-next");
    await keys.press("Enter");
    await editor.waitForText(".list-sync-preview", /11\. /);
    await keys.press("Control", "Enter");
    await closed();
  });

  it("deploys, starts the sync, and reads what came of it", async () => {
    const { editor } = open;
    await keys.press("Control", "KeyD");
    await editor.page.waitForFunction(() => !RED.nodes.dirty());
    await keys.select("full-sync-now");
    await keys.act("trigger selected");
    await keys.press("Control", "KeyG");
    await keys.press("KeyD");
    await editor.waitForText(".red-ui-debug-content", /12 titles requested/);
    assert.equal(server.requests.length, 12);
  });

  afterEach(() =>
    assert.deepEqual(
      open.editor.errors.splice(0).filter((error) => !/^404 /.test(error)),
      [],
    ),
  );
});
