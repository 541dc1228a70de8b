import assert from "node:assert/strict";
import type { FlowNode } from "../flows/full-sync.ts";
import { oldFlowNames, readOldFlow, STAGES } from "../flows/old-flows.ts";
import { nodeRedVersion } from "../support/node-red-process.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { CONFIG_TYPES, TYPES } from "./support/our-nodes.ts";

const isOurs = ({ type }: FlowNode) => TYPES.some((ours) => ours === type);
const isConfig = ({ type }: FlowNode) => CONFIG_TYPES.some((config) => config === type);

/** One dialog of each sort is opened and left; the rest would show the same. */
const sortOf = ({ type, operation, kind }: FlowNode): string => `${type} ${operation} ${kind}`;

describe(`The flows of 0.1 in Node-RED ${nodeRedVersion}`, () => {
  let open: OpenNodeRed;
  before(async () => {
    open = await openNodeRed();
  });
  after(() => open?.close());
  // choices of servers that nobody deployed are not to be had
  afterEach(() =>
    assert.deepEqual(
      open.editor.errors.splice(0).filter((error) => !/^404 /.test(error)),
      [],
    ),
  );

  /** What the editor would deploy of a node. */
  const exported = (id: string) =>
    open.editor.page.evaluate((node) => {
      const found = RED.nodes.node(node);
      return (found ? RED.nodes.createExportableNodeSet([found])[0] : {}) as Record<string, unknown>;
    }, id);
  const clear = () => open.editor.page.evaluate(() => void RED.nodes.clear());

  for (const stage of STAGES) {
    const opened = new Set<string>();
    for (const name of oldFlowNames(stage)) {
      const nodes = readOldFlow(stage, name);
      it(`${name} (${stage}) is imported, valid, and stored as it was when a dialog is opened and left with Done`, async function () {
        this.timeout(120_000);
        await open.editor.importFlow(nodes);
        for (const node of nodes.filter(isOurs)) {
          const { valid, reasons } = await open.editor.validity(node.id);
          assert.ok(valid, `${node.type} "${node.id}": ${reasons.join("; ")}`);
          if (opened.has(sortOf(node))) continue;
          opened.add(sortOf(node));
          if (isConfig(node)) await open.editor.openConfigDialog(node.type, node.id);
          else await open.editor.openDialog(node.id);
          await open.editor.closeDialog("ok");
          const stored = await exported(node.id);
          // by now some nodes have an output more
          for (const [key, value] of Object.entries(node).filter(([key]) => key !== "wires"))
            assert.deepEqual(stored[key], value, `${node.type} "${node.id}": ${key}`);
        }
        await clear();
      });
    }
  }
});
