import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startOverseerr } from "../servers/overseerr/server.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

/** As a person writes that a value comes from the environment. */
const variable = (name: string) => `\${${name}}`;

const OLD = "readable-value-of-0.1";
const TYPED = "typed-header-value";

describe(`Extra headers in the editor of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(120_000);
  let open: OpenNodeRed;
  let server: Awaited<ReturnType<typeof startOverseerr>>;
  before(async () => {
    server = await startOverseerr();
    const flows = oneOfEach()
      .filter(({ type }) => type === "tab" || type === "overseerr-server")
      .map((node) =>
        node.type === "tab"
          ? node
          : {
              ...node,
              id: "server",
              url: server.url,
              keyType: "cred",
              headers: [{ name: "X-Old", value: OLD }],
            },
      );
    open = await openNodeRed({ flows, credentials: { server: { apiKey: server.apiKey } } });
  });
  after(async () => {
    await open?.close();
    await server?.close();
  });
  afterEach(() => assert.deepEqual(open.editor.errors.splice(0), []));

  const openHeaders = async () => {
    await open.editor.page.waitForFunction(() => RED.nodes?.node("server") != null);
    await open.editor.openConfigDialog("overseerr-server", "server");
    if (
      !(await open.editor.page.$eval("#list-sync-server-advanced", (section) => section.hasAttribute("open")))
    )
      await open.editor.page.click("#list-sync-server-advanced summary");
  };
  const addHeader = async (name: string, value: string) => {
    const { page } = open.editor;
    const rows = (await page.$$(".list-sync-header-value")).length;
    // the row slides in and moves the button: a press by its place could miss
    await page.$eval("#list-sync-server-advanced .red-ui-editableList-addButton", (button) =>
      (button as HTMLElement).click(),
    );
    await page.waitForFunction(
      (count) => document.querySelectorAll(".list-sync-header-value").length > count,
      {},
      rows,
    );
    await page.evaluate(
      (...typed) => {
        for (const [index, property] of ["name", "value"].entries()) {
          const field = [...document.querySelectorAll<HTMLInputElement>(`.list-sync-header-${property}`)].at(
            -1,
          );
          if (field) field.value = typed[index] ?? "";
        }
      },
      name,
      value,
    );
  };
  const shown = () =>
    open.editor.page.$$eval(".list-sync-header-value", (fields) =>
      fields.map((field) => [(field as HTMLInputElement).value, (field as HTMLInputElement).placeholder]),
    );
  const files = (name: string) => readFileSync(join(open.nodeRed.userDir, name), "utf8");
  const sent = (name: string) => server.log.at(-1)?.headers[name];
  const test = async () => {
    await open.editor.page.click("#list-sync-test");
    return open.editor.waitForText("#list-sync-test-answer", /signed in|\. |only when/);
  };

  it("move to the credentials with Done, the values of 0.1 as well as typed ones", async () => {
    await openHeaders();
    assert.deepEqual(
      (await shown()).map(([value]) => value),
      [OLD],
    );
    await addHeader("X-Typed", TYPED);
    await addHeader("X-Variable", variable("PATH"));
    await open.editor.closeDialog("ok");
    const exported = await open.editor.page.evaluate(() =>
      JSON.stringify(RED.nodes.createExportableNodeSet([RED.nodes.node("server")])),
    );
    assert.match(exported, /X-Typed/);
    await open.editor.deploy();
    for (const text of [exported, files("flows.json")]) {
      assert.ok(!text.includes(OLD) && !text.includes(TYPED), text);
      assert.ok(text.includes(variable("PATH")), "the name of a variable may be read");
    }
    assert.match(files("flows_cred.json"), new RegExp(TYPED));
    assert.equal((await open.editor.validity("server")).valid, true);
  });

  it("are never given back, shown as stored, and tried at the deployed address", async () => {
    const page = await (await fetch(`${open.nodeRed.url}/credentials/overseerr-server/server`)).text();
    assert.match(page, /"has_header1":true/);
    assert.ok(!page.includes(OLD) && !page.includes(TYPED), page);
    await open.editor.page.reload({ waitUntil: "domcontentloaded" });
    await openHeaders();
    assert.deepEqual(await shown(), [
      ["", "stored; type to replace it"],
      ["", "stored; type to replace it"],
      [variable("PATH"), "Value"],
    ]);
    assert.match(await test(), /signed in/);
    assert.deepEqual([sent("x-old"), sent("x-typed"), sent("x-variable")], [OLD, TYPED, process.env.PATH]);
    await open.editor.closeDialog("cancel");
  });

  it("stay when Done is pressed without a change, are replaced by what is typed and go with their row", async () => {
    await openHeaders();
    await open.editor.closeDialog("ok");
    assert.equal(await open.editor.page.evaluate(() => RED.nodes.dirty()), false);
    await openHeaders();
    await open.editor.page.$eval("#list-sync-server-headers .red-ui-editableList-item-remove", (button) =>
      (button as HTMLElement).click(),
    );
    await open.editor.page.waitForFunction(
      () => document.querySelectorAll(".list-sync-header-value").length === 2,
    );
    await open.editor.fill(".list-sync-header-value", "another-value");
    await open.editor.closeDialog("ok");
    await open.editor.deploy();
    const secrets = files("flows_cred.json");
    assert.match(secrets, /another-value/);
    assert.ok(!secrets.includes(OLD) && !secrets.includes(TYPED), secrets);
    assert.doesNotMatch(files("flows.json"), /another-value/);
    await openHeaders();
    assert.match(await test(), /signed in/);
    assert.deepEqual([sent("x-old"), sent("x-typed")], [undefined, "another-value"]);
  });
});
