import assert from "node:assert/strict";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { CONFIG_TYPES, TYPES } from "./support/our-nodes.ts";

describe(`The palette and the help in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
  });
  after(() => open?.close());
  afterEach(() => assert.deepEqual(open.editor.errors.splice(0), []));

  it("shows the flow nodes in one category", async () => {
    const shown = await open.editor.page.$$eval("#red-ui-palette-ListSync [data-palette-type]", (entries) =>
      entries.map((entry) => entry.getAttribute("data-palette-type")),
    );
    assert.deepEqual(shown.sort(), TYPES.filter((type) => !CONFIG_TYPES.includes(type)).sort());
  });

  it("gives each node a colour on which its label can be read", async () => {
    for (const type of TYPES) {
      const color = await open.editor.page.evaluate((name) => RED.nodes.getType(name)?.color ?? "", type);
      assert.ok(
        contrast(color, "#333333") >= 5,
        `${type}: ${color} has contrast ${contrast(color, "#333333")}`,
      );
    }
  });

  it("delivers an icon for each node, white on transparent and two by three", async () => {
    for (const type of TYPES) {
      const icon = await open.editor.page.evaluate((name) => RED.nodes.getType(name)?.icon ?? "", type);
      const answer = await fetch(`${open.nodeRed.url}/icons/@list-sync/node-red-list-sync/${icon}`);
      assert.equal(answer.status, 200, icon);
      assert.match(answer.headers.get("content-type") ?? "", /svg/);
      const svg = await answer.text();
      assert.match(svg, /viewBox="0 0 40 60"/);
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
      assert.deepEqual(
        [...new Set(colours)].filter((colour) => colour !== "#fff" && colour !== "none"),
        [],
      );
    }
  });

  it("shows help for each node in the formal order", async () => {
    const { page } = open.editor;
    for (const type of TYPES) {
      await page.evaluate((name) => RED.sidebar.help.show(name), type);
      await page.waitForFunction(
        (name) => document.querySelector("h1.red-ui-help-title")?.textContent === name,
        {},
        await paletteLabel(type),
      );
      const { headings, text } = await page.$eval("h1.red-ui-help-title + .red-ui-help", (help) => ({
        headings: [...help.querySelectorAll("h3")].map((heading) => heading.textContent ?? ""),
        text: help.textContent ?? "",
      }));
      const { inputs, outputs } = await page.evaluate((name) => {
        const { inputs, outputs } = RED.nodes.getType(name) as { inputs?: number; outputs?: number };
        return { inputs, outputs };
      }, type);
      const ports = [...(inputs === 0 ? [] : ["Inputs"]), ...(outputs === 0 ? [] : ["Outputs"])];
      const parts = CONFIG_TYPES.includes(type) ? ["Properties"] : ports;
      const expected = [...parts, "Details", "References"];
      assert.deepEqual(
        headings.filter((heading) => expected.includes(heading)),
        expected,
        type,
      );
      assert.ok(text.length > 500, `${type}: the help is short`);
    }
  });

  const paletteLabel = (type: string) =>
    open.editor.page.evaluate(
      (name) => (RED.nodes.getType(name) as { paletteLabel?: string }).paletteLabel ?? name,
      type,
    );
});

/** WCAG contrast of two colours written as `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
