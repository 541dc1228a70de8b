import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeUserDir, nodeRedVersion } from "../support/node-red-process.ts";
import { fernetToken, writeInstallation } from "../support/python-listsync.ts";
import { storedNode } from "../support/stored-node.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";

const KEY = "a-server-key-0123456789";
const DISCORD = "https://discord.com/api/webhooks/1/a-discord-token";
const part = (name: string) => `#list-sync-takeover-${name}`;

describe(`Taking over the Python ListSync in the editor of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(180_000);
  let open: OpenNodeRed;
  let userDir: string;
  const answers: string[] = [];
  before(async () => {
    userDir = makeUserDir();
    writeInstallation(join(userDir, "listsync"), {
      version: "0.6.6",
      env: `DISCORD_WEBHOOK_URL=${DISCORD}\nTRAKT_SPECIAL_LISTS=trending:movies\nFRONTEND_DOMAIN=http://nas:3222`,
      data: {
        lists: [
          { list_type: "imdb", list_id: "top", user_id: "4" },
          { list_type: "collections", list_id: "<img src=x onerror=alert(1)>" },
        ],
        titles: [{ title: "Heat", media_type: "movie", overseerr_id: 949, status: "requested" }],
        interval: 12,
        users: [{ id: "4", display_name: "<b>Ana</b>" }],
        settings: [
          { key: "overseerr_url", value: "http://seerr:5055" },
          { key: "overseerr_api_key", value: fernetToken(KEY), is_encrypted: 1 },
        ],
      },
    });
    open = await openNodeRed({ userDir, flows: [storedNode("sync-database", { id: "memory" })] });
    open.editor.page.on("response", (answer) => {
      if (answer.url().includes("/list-sync/"))
        answer.text().then(
          (text) => answers.push(text),
          () => {},
        );
    });
  });
  after(async () => {
    await open?.close();
    if (userDir) rmSync(userDir, { recursive: true, force: true });
  });
  const isOff = (name: string) =>
    open.editor.page.$eval(part(name), (button) => (button as HTMLButtonElement).disabled);
  const press = (name: string) =>
    open.editor.page.$eval(part(name), (button) => (button as HTMLElement).click());

  it("goes from check to flow in three steps, each of which opens the next, and shows no key", async () => {
    const { editor } = open;
    await editor.page.waitForFunction(() => RED.nodes?.node("memory") != null);
    await editor.openConfigDialog("sync-database", "memory");
    await editor.page.click("#list-sync-takeover summary");
    await editor.fill(part("path"), "nowhere");
    await press("check");
    await editor.waitForText(part("answer"), /There is no installation/);
    assert.deepEqual([await isOff("take"), await isOff("import")], [true, true]);

    await editor.fill(part("path"), "listsync");
    await press("check");
    await editor.waitForText(part("answer"), /Nothing has been changed yet/);
    const report = await editor.text(part("report"));
    for (const said of [
      "IMDb Top 250 movies · requested as <b>Ana</b> (4)",
      "Trakt trending movies · 20 titles",
    ])
      assert.ok(report.includes(said), report);
    assert.match(report, /The API key of the server is encrypted/);
    assert.equal(await editor.page.$(`${part("report")} img`), null);
    assert.deepEqual([await isOff("take"), await isOff("import")], [false, true]);

    // another path must be looked at first, also one that is entered while the answer is on its way
    await editor.page.$eval(
      part("check"),
      (button, path) => {
        (button as HTMLElement).click();
        $(path).val("elsewhere").trigger("input");
      },
      part("path"),
    );
    await editor.waitForText(part("answer"), /Nothing has been changed yet/);
    assert.equal(await isOff("take"), true);
    await editor.fill(part("path"), "listsync/");
    assert.equal(await isOff("take"), true);
    await press("check");
    await editor.waitForText(part("answer"), /Nothing has been changed yet/);
    await press("take");
    await editor.waitForText(part("answer"), /Done\. Import the flow/);
    await press("import");
    await editor.waitForText(part("answer"), /The flow is in the new tab/);
    assert.equal(await isOff("import"), true);
    await editor.closeDialog("ok");

    const imported = await editor.page.evaluate(() => {
      const types: string[] = [];
      RED.nodes.eachNode(({ type }) => void types.push(type));
      return types.sort();
    });
    assert.ok(imported.includes("list-source") && imported.includes("sync-notify"), imported.join());
    const ids = await editor.page.evaluate(() => {
      const found: string[] = [];
      RED.nodes.eachNode(({ id }) => void found.push(id));
      return found;
    });
    for (const id of ids) {
      const { valid, reasons } = await editor.validity(id);
      assert.ok(valid, reasons.join());
    }
    await editor.deploy();
    const shown = [...answers, await editor.page.content()].join("\n");
    for (const secret of [KEY, DISCORD]) assert.ok(!shown.includes(secret));
    // nothing of a key, and nothing that says that one is missing but the one that is encrypted
    assert.doesNotMatch(open.nodeRed.log(), new RegExp(`${KEY}|a-discord-token|DISCORD_WEBHOOK_URL`));
    assert.deepEqual(editor.errors.splice(0), []);
  });
});
