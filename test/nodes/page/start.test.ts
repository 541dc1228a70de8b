import assert from "node:assert/strict";
import { flowNodes } from "../../support/flow-nodes.ts";
import { type FlowNode, type FlowOptions, flowPerTest, poll } from "../../support/node-red.ts";
import { askPage, ownLists, pageFlow, withPage } from "../../support/page-flow.ts";

interface TestApi {
  nodes: {
    createNode(node: object, definition: object): void;
    registerType(type: string, construct: (this: TestNode, definition: { lists: unknown }) => void): void;
  };
}
interface TestNode {
  on(event: "input", handle: (msg: { lists?: unknown }, send: (msg: object) => void) => void): void;
}

/** Stands for a function node that gives the lists. */
function givesLists(RED: TestApi): void {
  RED.nodes.registerType("gives-lists", function (definition) {
    RED.nodes.createNode(this, definition);
    this.on("input", (msg, send) => send({ ...msg, lists: definition.lists }));
  });
}

const options: FlowOptions = { nodes: [withPage.nodes ?? [], givesLists].flat() as FlowOptions["nodes"] };

/** A profile whose lists come by message. */
const byMessage = (others: FlowNode[] = []): FlowNode[] => [
  ...pageFlow().map((node) => (node.type === "list-source" ? { ...node, lists: [] } : node)),
  ...others,
];

describe("a sync that the page starts", () => {
  const startFlow = flowPerTest();

  for (const [path, dryRun] of [
    ["profiles/sync", false],
    ["profiles/dry-run", true],
  ] as const)
    it(`goes by the schedule where lists come by message: ${path}`, async () => {
      const flow = await startFlow(
        byMessage([
          flowNodes.schedule({ wires: [["lists"]] }),
          { id: "lists", type: "gives-lists", lists: ownLists(), wires: [["source"]] },
        ]),
        options,
      );
      const page = askPage(flow);
      const { status, body } = await page.post(path, { profile: "Main" });
      assert.equal(status, 200, JSON.stringify(body));
      const run = await poll(async () => {
        const { body: found } = await page.get("run", { id: body.runId });
        return found.state === "completed" ? found : undefined;
      }, "end of the run");
      assert.deepEqual([run.total, run.dryRun, run.trigger], [2, dryRun, "manual"]);
    });

  it("is refused where lists come by message and nothing gives them, and the overview says so before", async () => {
    const page = askPage(await startFlow(byMessage(), options));
    const { body: overview } = await page.get("overview");
    const { status, body } = await page.post("profiles/sync", { profile: "Main" });
    assert.deepEqual([status, body.error.code], [409, "no-lists"]);
    assert.equal(overview.profiles[0].cannotStart, body.error.message);
  });

  it("is refused in the words of the node that does not begin it", async () => {
    const flow = pageFlow().map((node) =>
      node.type === "list-source" ? { ...node, concurrency: "many" } : node,
    );
    const page = askPage(await startFlow(flow, options));
    const { status, body } = await page.post("profiles/sync", { profile: "Main" });
    assert.deepEqual([status, body.error.code], [409, "not-started"], JSON.stringify(body));
    assert.match(body.error.message, /many/);
  });
});
