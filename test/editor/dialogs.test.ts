import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { CONFIG_TYPES, type OurType, oneOfEach, TYPES } from "./support/our-nodes.ts";

/** As a person writes that a value comes from the environment. */
const variable = (name: string) => `\${${name}}`;

const RAW_KEY = new RegExp(`\\b(${TYPES.join("|")})\\.[a-zA-Z]`);

describe(`The dialogs in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
    await open.editor.importFlow(oneOfEach());
  });
  after(() => open?.close());
  afterEach(() => {
    // nothing is deployed here, so there is nothing to choose from; full-sync and home-assistant tests look at that
    const errors = open.editor.errors.splice(0).filter((error) => !/\/(options|entities)$/.test(error));
    assert.deepEqual(errors, []);
  });

  const openDialog = (type: OurType) =>
    CONFIG_TYPES.includes(type) ? open.editor.openConfigDialog(type, type) : open.editor.openDialog(type);

  for (const type of TYPES) {
    it(`opens ${type} with every text translated and every label at a field, and saves it as valid`, async () => {
      await openDialog(type);
      const found = await open.editor.page.$eval(".list-sync-dialog", (dialog) => ({
        text: dialog.textContent ?? "",
        attributes: [...dialog.querySelectorAll("*")].flatMap((element) =>
          ["placeholder", "title", "aria-label"].map((name) => element.getAttribute(name) ?? ""),
        ),
        emptyChoices: [...dialog.querySelectorAll("select option")].filter((option) => !option.textContent)
          .length,
        lost: [...dialog.querySelectorAll("label[for]")]
          .map((label) => label.getAttribute("for") ?? "")
          .filter((id) => !document.getElementById(id)),
        unnamed: [...dialog.querySelectorAll<HTMLInputElement>("input, select")].filter(
          (field) =>
            field.labels?.length === 0 && !field.getAttribute("aria-label") && field.offsetParent !== null,
        ).length,
        // the editor's own buttons beside config nodes and in lists are links
        mouseOnly: [
          ...dialog.querySelectorAll(
            ".red-ui-button:not([id*='-input-btn-'], .red-ui-editableList-item-remove)",
          ),
        ]
          .filter((button) => button.tagName !== "BUTTON")
          .map((button) => button.outerHTML),
      }));
      await open.editor.closeDialog("ok");
      assert.doesNotMatch([found.text, ...found.attributes].join("\n"), RAW_KEY);
      assert.deepEqual(found.lost, []);
      assert.deepEqual(found.mouseOnly, []);
      assert.deepEqual([found.emptyChoices, found.unnamed], [0, 0]);
      assert.deepEqual(await open.editor.validity(type), { valid: true, reasons: [] });
    });
  }

  /** Type, properties, and what the editor should say; nothing where it should be content. */
  const cases: [OurType, Record<string, unknown>, RegExp?][] = [
    ["overseerr-server", { url: "" }, /url|required/i],
    ["overseerr-server", { url: "192.168.1.20:5055" }, /must start with http/],
    // Node-RED replaces ${…} only where it is the whole value
    ["overseerr-server", { url: `http://${variable("HOST")}:5055` }, /must start with http/],
    ["overseerr-server", { url: variable("OVERSEERR_URL") }],
    ["overseerr-server", { url: "https://home.example.org/seerr/" }],
    ["overseerr-server", { keyType: "env", keyEnv: "" }, /environment variable/],
    ["overseerr-server", { keyType: "cred", keyEnv: "" }],
    ["overseerr-server", { keyType: "file", keyFile: "" }, /path of the file/],
    ["overseerr-server", { timeout: "0" }, /1 to 600/],
    ["overseerr-server", { timeout: variable("TIMEOUT") }],
    ["overseerr-server", { concurrency: "2.5" }, /1 to 50/],
    ["overseerr-server", { retries: "-1" }, /0 to 10/],
    ["overseerr-server", { headers: [{ name: "X Y", value: "1" }] }, /"X Y" is not a valid/],
    ["overseerr-server", { headers: [{ name: "CF-Access-Client-Id", value: variable("ID") }] }],
    ["sync-home-assistant", { url: "homeassistant.local" }, /must start with http/],
    ["sync-home-assistant", { url: "http://me:secret@homeassistant.local" }, /no password/],
    ["sync-home-assistant", { url: variable("HA_URL") }],
    ["sync-home-assistant", { mode: "addon", url: "" }],
    ["sync-home-assistant", { mode: "server", server: "" }, /Choose the server node/],
    ["sync-database", { historyDays: "-1" }, /whole number from 0/],
    ["sync-database", { idleTime: "soon" }, /1 to 3600/],
    ["sync-database", { lockedTime: "soon" }, /1 to 3600/],
    ["list-account", { keyType: "env", keyEnv: "MY KEY" }, /environment variable/],
    ["list-account", { keyType: "file", keyFile: variable("TRAKT_FILE") }],
    ["list-account", { origin: "trakt.example" }, /http/],
    ["list-source", { profile: " " }, /needs a name/],
    ["list-source", { concurrency: "0" }, /1 to 20/],
    ["list-source", { lists: [{ enabled: true, provider: "detect", list: "" }] }, /List 1 has no address/],
    ["list-source", { lists: [{ enabled: false, provider: "detect", list: "" }] }],
    ["list-source", { lists: [{ list: "top", limit: "-1" }] }, /List 1: the limit/],
    ["list-source", { lists: [{ list: "top", limit: "0" }] }],
    ["list-source", { lists: [{ list: "top" }, { list: "ls123456", yearFrom: "99" }] }, /List 2: a year/],
    ["list-source", { lists: [{ list: "top", yearFrom: "2000", yearTo: "1990" }] }, /is after "Year to"/],
    ["list-source", { lists: [{ list: "top", minRating: "11" }] }, /0 to 10/],
    ["list-source", { lists: [{ list: "top", requestAs: "Anna" }] }, /user id/],
    ["list-source", { lists: [{ list: "top", limit: 5, minRating: 7.5, requestAs: 2 }] }],
    ["list-account", { url: "192.168.1.20:8096" }, /must start with http/],
    ["list-account", { provider: "jellyfin", url: variable("JELLYFIN_URL") }],
    ["list-source", { timeout: "0" }, /1 to 600/],
    ["list-source", { pageDelay: "1.5", perMinute: "30", reuse: "0", timeout: "10" }],
    ["list-source", { perMinute: "none" }, /must be 1 or more/],
    ["overseerr-request", { operation: "cancel", database: "" }, /needs the sync database/],
    ["list-source", { browserEndpoint: "browserless" }, /ws:\/\//],
    ["list-source", { browserEndpoint: "http://browserless:3000" }, /ws:\/\//],
    ["list-source", { browserEndpoint: "ws://browserless:3000?token=1" }],
    ["overseerr-search", { server: "" }, /server/i],
    ["overseerr-search", { database: "" }],
    ["overseerr-search", { minScore: "2" }, /0 to 1/],
    ["overseerr-search", { language: "German" }, /code such as/],
    ["overseerr-request", { server: "" }, /server/i],
    ["overseerr-request", { seasons: "count", seasonCount: "0" }, /from 1 to 999/],
    ["overseerr-request", { seasons: "all", seasonCount: "" }],
    ["overseerr-request", { requesterType: "user", requester: "" }, /Choose a user/],
    ["overseerr-request", { requesterType: "user", requester: "0" }, /Choose a user/],
    ["overseerr-request", { requesterType: "msg", requester: "" }],
    ["overseerr-request", { requesterType: "msg", requester: "a b" }, /msg property/],
    ["overseerr-request", { requesterType: "msg", requester: "payload[0].user" }],
    ["overseerr-request", { requesterType: "msg", requester: 'user["id"]' }],
    ["overseerr-request", { maxRequests: "-1" }, /whole number/],
    ["overseerr-request", { maxRequests: undefined }],
    ["overseerr-request", { maxRequests: "" }],
    ["overseerr-request", { radarrTags: "kids" }, /separated by commas/],
    ["overseerr-request", { radarrTags: "1, 4", sonarrServer: "0" }],
    ["sync-trigger", { homeAssistant: "" }, /homeAssistant|Home Assistant/i],
    ["sync-trigger", { kind: "entity", entities: "" }, /Choose an entity/],
    ["sync-trigger", { kind: "entity", entities: "switch.sync, input_button.go" }],
    ["sync-trigger", { kind: "todo", todo: "watchlist" }, /Choose a to-do list/],
    ["sync-trigger", { kind: "todo", todo: "todo.watchlist" }],
    ["sync-trigger", { kind: "event", eventType: "list sync" }, /must not contain spaces/],
    ["sync-trigger", { debounce: "soon" }, /0 to 3600/],
    ["sync-watch", { folder: "lists" }, /whole path/],
    ["sync-watch", { interval: "4" }, /5 to 3,600/],
    ["sync-watch", { names: [{ pattern: "imdb*" }] }, /has no site/],
    ["sync-watch", { method: "system", interval: "4", names: [] }],
    ["sync-state", { database: "" }, /database/i],
    ["sync-state", { operation: "skip-known", skipHours: "-1" }, /0 to 1,000,000/],
    ["sync-state", { operation: "record", skipHours: "" }],
    ["sync-state", { operation: "skip-known", skipStatuses: [] }, /at least one/],
    ["sync-state", { operation: "query", since: "yesterday" }, /date such as/],
    ["sync-state", { operation: "query", since: "2026-11-21" }],
    ["sync-state", { operation: "runs", limit: "none" }, /whole number/],
    ["sync-entities", { database: "" }, /database/i],
    ["sync-entities", { profile: " " }, /Enter the profile/],
    ["sync-entities", { broker: "" }, /broker, the connection to Home Assistant, or both/],
    ["sync-entities", { transport: "mqtt", broker: "" }, /Choose an MQTT broker/],
    ["sync-entities", { transport: "companion" }, /Choose the connection/],
    ["sync-entities", { transport: "states" }, /Choose the connection/],
    ["sync-entities", { transport: "mqtt", lastWill: true }],
  ];
  for (const [type, properties, complaint] of cases) {
    it(`${complaint ? "refuses" : "accepts"} ${type} with ${JSON.stringify(properties)}`, async () => {
      const { page } = open.editor;
      const before = await page.evaluate(
        (id, values) => {
          const node = RED.nodes.node(id);
          if (!node) throw new Error(`No node "${id}".`);
          const old = Object.fromEntries(Object.keys(values).map((name) => [name, node[name]]));
          Object.assign(node, values);
          return old;
        },
        type,
        properties,
      );
      const { valid, reasons } = await open.editor.validity(type);
      await page.evaluate((id, values) => void Object.assign(RED.nodes.node(id) ?? {}, values), type, before);
      // a config node that counts as invalid would make its users so
      await open.editor.validity(type);
      assert.equal(valid, complaint === undefined, reasons.join("; "));
      if (complaint) assert.match(reasons.join("; "), complaint);
    });
  }

  it("reddens a field while it is wrong", async () => {
    const { editor } = open;
    await editor.openConfigDialog("overseerr-server", "overseerr-server");
    const isRed = () =>
      editor.page.$eval("#node-config-input-url", (field) => field.classList.contains("input-error"));
    await editor.fill("#node-config-input-url", "nonsense");
    assert.equal(await isRed(), true);
    await editor.fill("#node-config-input-url", "http://127.0.0.1:5055");
    assert.equal(await isRed(), false);
    await editor.closeDialog("cancel");
  });

  it("shows of sync-state only what its operation needs", async () => {
    const { editor } = open;
    const rows = () =>
      editor.page.$$eval(".list-sync-dialog .form-row", (all) =>
        all
          .filter((row) => (row as HTMLElement).offsetParent !== null)
          .map((row) => row.querySelector("label")?.textContent?.trim() ?? ""),
      );
    const always = ["Name", "Database", "Operation"];
    await editor.openDialog("sync-state");
    assert.deepEqual(await rows(), [...always, "Profile"]);
    await editor.fill("#node-input-operation", "skip-known");
    assert.deepEqual(await rows(), [...always, "Skip for", "Outcomes to skip"]);
    await editor.fill("#node-input-operation", "query");
    assert.deepEqual(await rows(), [...always, "Profile", "Outcome", "Title contains", "Since", "Limit"]);
    await editor.fill("#node-input-operation", "backup");
    assert.deepEqual(await rows(), [...always, "File"]);
    await editor.closeDialog("cancel");
  });

  it("keeps what was typed: lists with options, headers, ticked outcomes", async () => {
    const { editor } = open;
    await editor.openDialog("list-source");
    await editor.fill(".list-sync-list", " stevenlu ");
    await editor.fill(".list-sync-option-limit", "20");
    await editor.fill(".list-sync-option-mediaType", "movie");
    await editor.page.click("#list-sync-tab-lists .red-ui-editableList-addButton");
    await editor.closeDialog("ok");
    const property = (id: string, name: string) =>
      editor.page.evaluate((node, key) => RED.nodes.node(node)?.[key], id, name);
    assert.deepEqual(await property("list-source", "lists"), [
      { enabled: true, provider: "detect", list: "stevenlu", limit: "20", mediaType: "movie" },
    ]);

    await editor.openConfigDialog("overseerr-server", "overseerr-server");
    await editor.page.click("#list-sync-server-advanced summary");
    await editor.page.click("#list-sync-server-advanced .red-ui-editableList-addButton");
    await editor.fill(".list-sync-header-name", "X-Forwarded-User");
    await editor.fill(".list-sync-header-value", "node-red");
    await editor.closeDialog("ok");
    assert.deepEqual(await property("overseerr-server", "headers"), [
      { name: "X-Forwarded-User", value: "", slot: "header1" },
    ]);

    await editor.openDialog("sync-state");
    await editor.fill("#node-input-operation", "query");
    await editor.page.click('#list-sync-state-statuses input[value="failed"]');
    await editor.closeDialog("ok");
    assert.deepEqual(await property("sync-state", "statuses"), ["failed"]);
  });

  it("goes from row to row of a list by Enter, and puts the cursor into a new row", async () => {
    const { editor } = open;
    const { page } = editor;
    const focused = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".list-sync-list")].indexOf(document.activeElement as Element),
      );
    const isFocused = (row: number) =>
      page.waitForFunction(
        (place) => document.activeElement === document.querySelectorAll(".list-sync-list")[place],
        {},
        row,
      );
    await editor.openDialog("list-source");
    await page.click("#list-sync-tab-lists .red-ui-editableList-addButton");
    await isFocused((await page.$$(".list-sync-list")).length - 1);
    const last = await focused();
    await page.keyboard.type("stevenlu");
    await page.keyboard.press("Enter");
    await isFocused(last + 1);
    await page.keyboard.type("top");
    await page.focus("#list-sync-entries li:first-child .list-sync-list");
    await page.keyboard.press("Enter");
    await isFocused(1);
    await editor.closeDialog("cancel");
  });

  it("stores a node of 0.1 as one of today, with a number that goes on working", async () => {
    await open.editor.page.evaluate(() => {
      const node = RED.nodes.node("list-source");
      if (node) Object.assign(node, { concurrency: "2.5", lists: [{ list: "stevenlu", limit: "9000000" }] });
      if (node) delete node.version;
    });
    await open.editor.openDialog("list-source");
    await open.editor.closeDialog("ok");
    const stored = await open.editor.page.evaluate(() => {
      const node = RED.nodes.node("list-source");
      const [list] = (node?.lists ?? []) as { limit?: unknown }[];
      return { version: node?.version, concurrency: node?.concurrency, limit: list?.limit };
    });
    assert.deepEqual(stored, { version: 1, concurrency: "3", limit: "1000000" });
    assert.deepEqual(await open.editor.validity("list-source"), { valid: true, reasons: [] });
  });

  it("does not take the browser's time zone for that of Node-RED", async () => {
    await open.editor.openDialog("sync-schedule");
    const shown = await open.editor.page.$eval("#node-input-zone", (field) => [
      (field as HTMLInputElement).value,
      (field as HTMLInputElement).placeholder,
    ]);
    assert.deepEqual(shown, ["", "same as Node-RED's machine"]);
    await open.editor.closeDialog("cancel");
  });

  it("keeps what flows say that were not made in the dialog", async () => {
    const { editor } = open;
    const save = async (type: OurType, name: string, value: unknown) => {
      await editor.page.evaluate(
        (id, key, given) => void Object.assign(RED.nodes.node(id) ?? {}, { [key]: given }),
        type,
        name,
        value,
      );
      await openDialog(type);
      await editor.closeDialog("ok");
      return editor.page.evaluate((id, key) => RED.nodes.node(id)?.[key], type, name);
    };
    const lists = ["stevenlu", { list: "top", mediaType: "shows", limit: 5 }];
    assert.deepEqual(await save("list-source", "lists", lists), [
      { enabled: true, provider: "detect", list: "stevenlu" },
      { enabled: true, provider: "detect", list: "top", limit: "5", mediaType: "tv" },
    ]);
    // the package of that node may be away for a while
    await editor.page.evaluate(
      () => void Object.assign(RED.nodes.node("sync-home-assistant") ?? {}, { mode: "server" }),
    );
    assert.equal(await save("sync-home-assistant", "server", "a-server-node"), "a-server-node");
  });

  for (const [list, missing] of [
    ["todo.watchlist", /choose a Home Assistant, see Access/],
    ["overseerr:requests", /choose the server to read, see Access/],
  ] as const) {
    it(`says below ${list} which node has to be chosen`, async () => {
      const { editor } = open;
      await editor.openDialog("list-source");
      await editor.fill("#list-sync-entries li:first-child .list-sync-list", list);
      await editor.waitForText("#list-sync-entries li:first-child .list-sync-answer", missing);
      await editor.closeDialog("cancel");
    });
  }
});
