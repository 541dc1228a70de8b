import assert from "node:assert/strict";
import {
  type HomeAssistantServer,
  startHomeAssistant,
} from "../servers/home-assistant/start-home-assistant.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

const TYPE = "sync-home-assistant";

describe(`sync-home-assistant in the editor of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(60_000);
  let server: HomeAssistantServer;
  let open: OpenNodeRed;
  before(async () => {
    server = await startHomeAssistant({ companion: "4.2.3" });
    open = await openNodeRed({
      flows: oneOfEach().map((node) => (node.id === TYPE ? { ...node, url: server.url } : node)),
      credentials: { [TYPE]: { token: server.token } },
    });
  });
  after(async () => {
    await open?.close();
    await server?.close();
  });
  beforeEach(() => open.editor.openConfigDialog(TYPE, TYPE));
  afterEach(async () => {
    await open.editor.closeDialog("cancel");
    assert.deepEqual(open.editor.errors.splice(0), []);
  });

  it("tests the connection with the stored token, which the browser never gets", async () => {
    const token = () =>
      open.editor.page.$eval("#node-config-input-token", (field) => (field as HTMLInputElement).value);
    assert.equal(await token(), "__PWRD__");
    await open.editor.page.click("#list-sync-ha-test");
    await open.editor.waitForText("#list-sync-ha-answer.list-sync-ok", /2026\.2\.0, signed in as Sean/);
    assert.doesNotMatch(await open.editor.page.content(), new RegExp(server.token));
  });

  it("tests what is typed before it is deployed, and says what does not work", async () => {
    await open.editor.fill("#node-config-input-token", server.userToken);
    await open.editor.page.click("#list-sync-ha-test");
    await open.editor.waitForText("#list-sync-ha-answer.list-sync-ok", /Guest is no administrator/);
    await open.editor.fill("#node-config-input-url", "http://127.0.0.1:9");
    await open.editor.page.click("#list-sync-ha-test");
    await open.editor.waitForText("#list-sync-ha-answer.list-sync-error", /cannot be reached/);
  });

  it("offers server nodes only where there are some, and asks for nothing as an add-on", async () => {
    const { page } = open.editor;
    const modes = await page.$$eval("#node-config-input-mode option", (options) =>
      options.map((option) => (option as HTMLOptionElement).value),
    );
    assert.deepEqual(modes, ["token", "addon"]);
    await page.select("#node-config-input-mode", "addon");
    assert.equal(await open.editor.text("[data-mode='token']"), "");
    await page.click("#list-sync-ha-test");
    await open.editor.waitForText("#list-sync-ha-answer.list-sync-error", /SUPERVISOR_TOKEN/);
  });
});
