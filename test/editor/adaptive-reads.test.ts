import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

const BOX = "#node-config-input-adaptiveReads";
const SERVER = "overseerr-server";

describe(`"More reads as the server bears" in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
    await open.editor.importFlow(oneOfEach());
  });
  after(() => open?.close());

  /** Opens the dialog of the server and clicks on the label, if that is wanted. @returns whether the box was ticked */
  async function visit(click: boolean): Promise<boolean> {
    const { editor } = open;
    await editor.openConfigDialog(SERVER, SERVER);
    const before = await editor.page.$eval(BOX, (box) => (box as HTMLInputElement).checked);
    // by its label, as people do who miss the box
    if (click)
      await editor.page.$eval(`label[for="${BOX.slice(1)}"]`, (label) => (label as HTMLElement).click());
    await editor.closeDialog("ok");
    return before;
  }
  const stored = () => open.editor.page.evaluate((id) => RED.nodes.node(id)?.adaptiveReads, SERVER);

  it("is off, and stays as somebody set it", async () => {
    assert.equal(await visit(true), false);
    assert.equal(await stored(), true);
    assert.equal(await visit(true), true);
    assert.equal(await stored(), false);
    assert.equal(await visit(false), false);
    assert.equal(await stored(), false);
    assert.deepEqual(await open.editor.validity(SERVER), { valid: true, reasons: [] });
  });
});
