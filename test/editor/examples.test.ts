import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { TYPES } from "./support/our-nodes.ts";

const folder = resolve(import.meta.dirname, "../../examples");
const names = readdirSync(folder).map((file) => basename(file, ".json"));

interface ExampleNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  [property: string]: unknown;
}

/** Of node-red-contrib-home-assistant-websocket 0.80, for people who have it; the Node-RED of the tests has not. */
const FOREIGN = ["server", "server-events", "api-call-service", "ha-fire-event"];

/** The one example that is made for users of another package. */
const WITH_FOREIGN = "Home Assistant with its own nodes";

const readExample = (name: string): ExampleNode[] =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

describe(`The examples in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
  });
  after(() => open?.close());
  afterEach(() => assert.deepEqual(open.editor.errors.splice(0), []));

  it("stand in the import menu under their names", async () => {
    const { page } = open.editor;
    await page.evaluate(() => RED.actions.invoke("core:show-examples-import-dialog"));
    await page.waitForSelector("#red-ui-clipboard-dialog .red-ui-treeList-label");
    const ours = await page.waitForFunction(() => {
      const labels = [...document.querySelectorAll("#red-ui-clipboard-dialog .red-ui-treeList-label")];
      const label = labels.find((each) => each.textContent?.includes("@list-sync/node-red-list-sync"));
      (label as HTMLElement | undefined)?.click();
      return label !== undefined;
    });
    assert.ok(ours);
    await page.waitForFunction(
      (expected) => {
        const shown = [...document.querySelectorAll("#red-ui-clipboard-dialog .red-ui-treeList-label")].map(
          (label) => label.textContent?.trim() ?? "",
        );
        return expected.every((name) => shown.includes(name));
      },
      {},
      names,
    );
    await page.click("#red-ui-clipboard-dialog-cancel");
  });

  it("show every node at work", () => {
    const shown = new Set(names.flatMap((name) => readExample(name).map(({ type }) => type)));
    assert.deepEqual(
      TYPES.filter((type) => !shown.has(type)),
      [],
    );
  });

  for (const name of names) {
    it(`${name}: every node is known and valid`, async () => {
      const nodes = readExample(name);
      await open.editor.importFlow(nodes);
      for (const { id, type } of nodes) {
        // what Node-RED does not know it cannot judge
        if (type === "tab" || (name === WITH_FOREIGN && FOREIGN.includes(type))) continue;
        const { valid, reasons } = await open.editor.validity(id);
        assert.ok(valid, `${type} "${id}": ${reasons.join("; ")}`);
      }
      assert.ok(nodes.some(({ type }) => type === "comment"));
    });

    it(`${name}: has every property of its nodes, with a wire or none for each output`, async () => {
      for (const node of readExample(name)) {
        if (!TYPES.some((type) => type === node.type)) continue;
        const { properties, outputs } = await open.editor.page.evaluate((type) => {
          const known = RED.nodes.getType(type);
          return { properties: Object.keys(known?.defaults ?? {}), outputs: known?.outputs ?? 0 };
        }, node.type);
        assert.deepEqual(
          properties.filter((property) => !(property in node)),
          [],
          node.id,
        );
        assert.equal(node.wires?.length ?? 0, outputs, node.id);
      }
    });

    it(`${name}: uses only nodes that its users have, and wires what exists`, async () => {
      const nodes = readExample(name);
      const core = ["tab", "comment", "inject", "function", "debug", "catch", "delay", "mqtt-broker"];
      const known = [...core, ...TYPES, ...(name === WITH_FOREIGN ? FOREIGN : [])];
      const ids = new Set(nodes.map(({ id }) => id));
      for (const { id, type, wires } of nodes) {
        assert.ok(known.includes(type), `${id}: ${type}`);
        for (const target of (wires ?? []).flat()) assert.ok(ids.has(target), `${id} is wired to ${target}`);
      }
    });
  }
});
