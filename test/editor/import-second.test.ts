import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";

const PACKAGE = "@list-sync/node-red-list-sync";
const LABELS = "#red-ui-clipboard-dialog .red-ui-treeList-label";

describe(`A second example in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
  });
  after(() => open?.close());

  /** Clicks the first of such elements with this text, as soon as there is one. */
  const click = (selector: string, text: string) =>
    open.editor.page.waitForFunction(
      (css, wanted) => {
        const element = [...document.querySelectorAll<HTMLElement>(css)].find(
          (each) => each.textContent?.trim() === wanted && each.getClientRects().length > 0,
        );
        element?.click();
        return element !== undefined;
      },
      {},
      selector,
      text,
    );

  async function importExample(name: string): Promise<void> {
    const { page } = open.editor;
    await page.evaluate(() => RED.actions.invoke("core:show-examples-import-dialog"));
    await click(LABELS, PACKAGE);
    await click(LABELS, name);
    await page.waitForSelector("#red-ui-clipboard-dialog-ok:not([disabled])");
    await page.click("#red-ui-clipboard-dialog-ok");
    await page.waitForSelector("#red-ui-clipboard-dialog", { hidden: true });
  }
  const servers = () =>
    open.editor.page.evaluate(() => {
      const found: unknown[] = [];
      RED.nodes.eachConfig(({ type, url }) => type === "overseerr-server" && found.push(url));
      return found;
    });
  const tabs = () => open.editor.page.$$eval(".red-ui-tab-label", (all) => all.map((tab) => tab.textContent));

  it("takes the server that was set up for the first one", async () => {
    const { page } = open.editor;
    await importExample("Full sync");
    await page.waitForFunction(() => Boolean(RED.nodes.node("list-sync-server")));
    await open.editor.openConfigDialog("overseerr-server", "list-sync-server");
    await open.editor.fill("#node-config-input-url", "http://seerr.lan:5055");
    await open.editor.closeDialog("ok");
    assert.deepEqual(await servers(), ["http://seerr.lan:5055"]);

    await importExample("Retry failed titles");
    await click("button", "Import copy");
    await page.waitForFunction(() => {
      let searches = 0;
      RED.nodes.eachNode(({ type, server }) => {
        if (type === "overseerr-search" && server === "list-sync-server") searches += 1;
      });
      return searches === 2;
    });
    assert.deepEqual(await servers(), ["http://seerr.lan:5055"]);
    assert.ok((await tabs()).some((label) => label?.includes("Retry failed titles")));
  });
});
