import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import type { Editor } from "./support/editor.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

/** Gives a field a value of a type, as the menu beside it and the keyboard do. */
const give = (editor: Editor, field: string, type: string, value: string): Promise<void> =>
  editor.page.evaluate(
    (css, kind, text) => {
      const input = $(css) as unknown as { typedInput(method: string, value: string): void };
      input.typedInput("type", kind);
      input.typedInput("value", text);
    },
    field,
    type,
    value,
  );

describe(`Values that are computed, in the dialogs of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(60_000);
  let open: OpenNodeRed;
  let editor: Editor;
  before(async () => {
    open = await openNodeRed();
    editor = open.editor;
    await editor.importFlow(oneOfEach());
  });
  after(() => open?.close());

  const stored = (id: string, ...names: string[]) =>
    editor.page.evaluate((node, keys) => keys.map((key) => RED.nodes.node(node)?.[key]), id, names);
  const forget = (id: string, ...names: string[]) =>
    editor.page.evaluate(
      (node, keys) => {
        for (const key of keys) delete RED.nodes.node(node)?.[key];
      },
      id,
      names,
    );

  it("stay plain in flows that know no types, yes and no included", async () => {
    await forget("overseerr-request", "maxRequestsType", "dryRunType");
    await editor.openDialog("overseerr-request");
    await editor.closeDialog("ok");
    assert.deepEqual(
      await stored("overseerr-request", "maxRequests", "maxRequestsType", "dryRun", "dryRunType"),
      ["20", "num", false, "bool"],
    );
    await editor.page.evaluate(() => {
      const node = RED.nodes.node("list-source");
      if (node) node.dryRun = true;
    });
    await editor.openDialog("list-source");
    await editor.closeDialog("ok");
    assert.deepEqual(await stored("list-source", "dryRun", "dryRunType"), [true, "bool"]);
  });

  it("are chosen beside the value, and must not be empty", async () => {
    await editor.openDialog("overseerr-request");
    await give(editor, "#node-input-maxRequests", "flow", "most");
    await give(editor, "#node-input-dryRun", "msg", "trial");
    await editor.fill("#node-input-requesterType", "jsonata");
    await editor.page.waitForSelector("#list-sync-request-row-computed", { visible: true });
    await give(editor, "#list-sync-request-computed", "jsonata", "payload.user");

    await editor.closeDialog("ok");
    const names = ["maxRequests", "maxRequestsType", "dryRun", "dryRunType", "requester", "requesterType"];
    const chosen = ["most", "flow", "trial", "msg", "payload.user", "jsonata"];
    assert.deepEqual(await stored("overseerr-request", ...names), chosen);
    assert.deepEqual(await editor.validity("overseerr-request"), { valid: true, reasons: [] });

    // opened and closed again it is the same
    await editor.openDialog("overseerr-request");
    await editor.closeDialog("ok");
    assert.deepEqual(await stored("overseerr-request", ...names), chosen);
    await editor.page.evaluate(() => {
      const node = RED.nodes.node("overseerr-request");
      if (node) node.maxRequests = "";
    });
    assert.match(
      (await editor.validity("overseerr-request")).reasons.join(),
      /property, variable or expression/,
    );
  });

  it("limit a list", async () => {
    await editor.openDialog("list-source");
    await editor.fill(".list-sync-list", "stevenlu");
    await editor.page.click(".list-sync-more");
    await give(editor, ".list-sync-option-limit", "msg", "payload.most");
    await editor.closeDialog("ok");
    const [lists] = await stored("list-source", "lists");
    assert.deepEqual(lists, [
      { enabled: true, provider: "detect", list: "stevenlu", limit: "payload.most", limitType: "msg" },
    ]);
    assert.equal((await editor.validity("list-source")).valid, true);
  });

  it("ask sync-state", async () => {
    await editor.openDialog("sync-state");
    await editor.fill("#node-input-operation", "query");
    await give(editor, "#node-input-limit", "env", "MOST");
    await editor.closeDialog("ok");
    assert.deepEqual(await stored("sync-state", "limit", "limitType", "since", "sinceType"), [
      "MOST",
      "env",
      "",
      "str",
    ]);
    assert.equal((await editor.validity("sync-state")).valid, true);
  });
});
