import assert from "node:assert/strict";
import { exampleNames, FOREIGN, readExample, WITH_FOREIGN } from "../flows/examples.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { TYPES } from "./support/our-nodes.ts";

const names = exampleNames();

/** What belongs to the canvas, and to no dialog of a node. */
const CANVAS = ["tab", "group"];
interface Group {
  id: string;
  name: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** No example is wider: it is seen whole beside the palette and the sidebar of a small screen. */
const WIDTH = 1100;

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

  it("share one server and one database", () => {
    for (const type of ["overseerr-server", "sync-database", "sync-home-assistant"]) {
      const [first, ...others] = names.flatMap((name) =>
        // that of several servers has two of its own
        readExample(name).filter(({ id, type: of }) => of === type && !/^list-sync-server-/.test(id)),
      );
      // the one for users of the other package takes the connection of that package
      for (const other of others)
        if (type !== "sync-home-assistant" || other.mode === first?.mode) assert.deepEqual(other, first);
        else assert.equal(other.id, first?.id);
    }
  });

  it("have a button for a dry run before any other button that may request something, and a limit", () => {
    for (const name of names) {
      const nodes = readExample(name);
      const requests = nodes.filter(({ type }) => type === "overseerr-request");
      if (requests.length === 0) continue;
      for (const { id, maxRequests, dryRun } of requests)
        assert.deepEqual([maxRequests, dryRun], ["20", false], id);
      const [first] = nodes.filter(({ type }) => type === "inject");
      assert.equal(first?.name, "Dry run", name);
      assert.ok(JSON.stringify(first?.props).includes('{"p":"dryRun","v":"true","vt":"bool"}'), name);
    }
  });

  it("say in the first comment and in the name when they need another package", () => {
    const needed = "node-red-contrib-home-assistant-websocket";
    const [comment] = readExample(WITH_FOREIGN).filter(({ type }) => type === "comment");
    assert.ok(WITH_FOREIGN.includes(needed) && String(comment?.name).includes(needed));
  });

  for (const name of names) {
    it(`${name}: every node is known and valid`, async () => {
      const nodes = readExample(name);
      const shared = await open.editor.page.evaluate(
        (ids) => ids.filter((id) => RED.nodes.node(id)),
        nodes.map(({ id }) => id),
      );
      await open.editor.importFlow(nodes.filter(({ id }) => !shared.includes(id)));
      for (const { id, type } of nodes) {
        // what Node-RED does not know it cannot judge
        if (CANVAS.includes(type) || (name === WITH_FOREIGN && FOREIGN.includes(type))) continue;
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
        assert.equal((node.wires as string[][] | undefined)?.length ?? 0, outputs, node.id);
      }
    });

    it(`${name}: uses only nodes that its users have, and wires what exists`, async () => {
      const nodes = readExample(name);
      const core = [
        "comment",
        "inject",
        "function",
        "debug",
        "catch",
        "delay",
        "link in",
        "link out",
        "http request",
        "mqtt-broker",
      ];
      const known = [...CANVAS, ...core, ...TYPES, ...(name === WITH_FOREIGN ? FOREIGN : [])];
      const ids = new Set(nodes.map(({ id }) => id));
      for (const { id, type, wires } of nodes) {
        assert.ok(known.includes(type), `${id}: ${type}`);
        for (const target of ((wires ?? []) as string[][]).flat())
          assert.ok(ids.has(target), `${id} is wired to ${target}`);
      }
    });

    it(`${name}: fits ${WIDTH} pixels, with every node in a group and no group over another`, async () => {
      const nodes = readExample(name);
      // widths are known once the nodes are drawn
      await open.editor.page.waitForFunction(
        (ids) => ids.map((id) => RED.nodes.node(id)).every((node) => !node?.z || node.w),
        {},
        nodes.filter(({ type }) => type !== "group").map(({ id }) => id),
      );
      const boxes = await open.editor.page.evaluate(
        (ids) =>
          ids.flatMap((id) => {
            const node = RED.nodes.node(id);
            const [x, half] = [Number(node?.x), Number(node?.w) / 2];
            return node?.z && node.w ? [{ id, left: x - half, right: x + half }] : [];
          }),
        nodes.map(({ id }) => id),
      );
      assert.ok(boxes.length > 2);
      for (const { id, left, right } of boxes)
        assert.ok(left >= 0 && right <= WIDTH, `${id}: ${left}-${right}`);

      const groups = nodes.filter(({ type }) => type === "group").map((group) => group as unknown as Group);
      for (const { id, type, z, g } of nodes)
        if (z && type !== "group" && type !== "comment") assert.ok(g, `${id} is in no group`);
      for (const group of groups) {
        assert.ok(group.name && group.x >= 0 && group.x + group.w <= WIDTH, group.id);
        for (const other of groups)
          assert.ok(
            other === group ||
              group.x + group.w <= other.x ||
              other.x + other.w <= group.x ||
              group.y + group.h <= other.y ||
              other.y + other.h <= group.y,
            `${group.id} lies over ${other.id}`,
          );
      }
    });
  }
});
