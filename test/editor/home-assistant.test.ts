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
      flows: [
        { id: "tab", type: "tab", label: "Test" },
        { ...oneOfEach().find(({ id }) => id === TYPE), id: "home", url: server.url },
      ],
      credentials: { home: { token: server.token } },
    });
  });
  after(async () => {
    await open?.close();
    await server?.close();
  });
  beforeEach(() => open.editor.openConfigDialog(TYPE, "home"));
  afterEach(async () => {
    await open.editor.closeDialog("cancel");
    assert.deepEqual(open.editor.errors.splice(0), []);
  });

  it("tests the connection with the stored token, which the browser never gets", async () => {
    await open.editor.page.waitForFunction(
      () => document.querySelector<HTMLInputElement>("#node-config-input-token")?.value === "__PWRD__",
    );
    await open.editor.page.click("#list-sync-test");
    await open.editor.waitForText("#list-sync-test-answer.list-sync-ok", /2026\.2\.0, signed in as Sean/);
    assert.doesNotMatch(await open.editor.page.content(), new RegExp(server.token));
  });

  it("tests what is typed before it is deployed, and says what does not work", async () => {
    await open.editor.fill("#node-config-input-token", server.userToken);
    await open.editor.page.click("#list-sync-test");
    await open.editor.waitForText("#list-sync-test-answer.list-sync-ok", /Guest is not an administrator/);
    await open.editor.fill("#node-config-input-url", "http://127.0.0.1:9");
    await open.editor.page.click("#list-sync-test");
    await open.editor.waitForText("#list-sync-test-answer.list-sync-error", /cannot be reached/);
  });

  it("offers server nodes only where there are some, and asks for nothing as an add-on", async () => {
    const { page } = open.editor;
    const modes = await page.$$eval("#node-config-input-mode option", (options) =>
      options.map((option) => (option as HTMLOptionElement).value),
    );
    assert.deepEqual(modes, ["token", "addon"]);
    await page.select("#node-config-input-mode", "addon");
    assert.equal(await open.editor.text("[data-for-mode='token']"), "");
    await page.click("#list-sync-test");
    await open.editor.waitForText("#list-sync-test-answer.list-sync-error", /SUPERVISOR_TOKEN/);
  });
});

describe(`What Home Assistant offers in the editor of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(60_000);
  let server: HomeAssistantServer;
  let open: OpenNodeRed;
  before(async () => {
    server = await startHomeAssistant();
    server.todo("todo.watchlist", { name: "Films & shows" }).add({ summary: "Dune (2021)" });
    server.setState("input_button.sync_now", "unknown", { friendly_name: "Sync now" });
    // ids of their own: Node-RED starts no configuration node whose id is also a value of a property, such as its type
    const own: Record<string, object> = {
      [TYPE]: { id: "home", url: server.url },
      "list-source": { id: "lists", database: "", traktAccount: "", homeAssistant: "home" },
      "sync-trigger": { id: "button", homeAssistant: "home", kind: "entity" },
    };
    open = await openNodeRed({
      flows: oneOfEach().flatMap((node) => {
        const changed = { ...node, ...own[String(node.id)] };
        return node.type === "tab" || changed.id !== node.id ? [changed] : [];
      }),
      credentials: { home: { token: server.token } },
    });
  });
  after(async () => {
    await open?.close();
    await server?.close();
  });
  afterEach(async () => {
    await open.editor.closeDialog("cancel");
    assert.deepEqual(open.editor.errors.splice(0), []);
  });
  const options = (datalist: string) =>
    open.editor.page.$$eval(`${datalist} option`, (all) =>
      all.map((option) => `${(option as HTMLOptionElement).value} ${option.textContent}`),
    );

  it("is listed for sync-trigger: all entities, and the to-do lists alone", async () => {
    await open.editor.openDialog("button");
    await open.editor.waitForText("#list-sync-trigger-loaded", /2 entities/);
    assert.deepEqual(await options("#list-sync-trigger-entities"), [
      "todo.watchlist Films & shows",
      "input_button.sync_now Sync now",
    ]);
    assert.deepEqual(await options("#list-sync-trigger-todos"), ["todo.watchlist Films & shows"]);
    await open.editor.page.type("#node-input-entities", "switch.a, in");
    assert.equal(
      (await options("#list-sync-trigger-entities"))[1],
      "switch.a, input_button.sync_now Sync now",
    );
  });

  it("is listed and previewed for list-source", async () => {
    await open.editor.openDialog("lists");
    const { page } = open.editor;
    await page.waitForFunction(() => document.querySelectorAll("#list-sync-todos option").length > 0);
    assert.deepEqual(await options("#list-sync-todos"), ["todo.watchlist Films & shows"]);
    await page.type("#list-sync-entries .list-sync-list", "todo.watchlist");
    await open.editor.waitForText(
      "#list-sync-entries .list-sync-answer.list-sync-ok",
      /^To-do list todo\.watchlist$/,
    );
    await page.click("#list-sync-entries .list-sync-preview-button");
    await open.editor.waitForText(
      "#list-sync-entries .list-sync-preview",
      /Films & shows[\s\S]*Dune \(2021\)/,
    );
  });
});
