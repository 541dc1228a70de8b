import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import helper from "node-red-node-test-helper";
import type { Item } from "../../src/items/item.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { type FlowNode, flowPerTest } from "../support/node-red.ts";
import { syncOf } from "../support/overseerr-flow.ts";

const titles = Array.from({ length: 60 }, (_, index) => `Film ${index} (1990)`).join("\n");

describe("titles that list-source has sent", () => {
  const startFlow = flowPerTest();

  for (const output of ["sequence", "array"])
    it(`are the flow's: whatever it does to them, an unchanged list has lost nothing (${output})`, async () => {
      const flow = await startFlow([
        flowNodes.database(),
        flowNodes.source({
          database: "database",
          output,
          whenRunning: "start",
          lists: [],
          wires: [["items"], ["left"]],
        }),
        flowNodes.sink("items"),
        flowNodes.sink("left"),
        flowNodes.state({ wires: [[], ["summaries"]] }),
        flowNodes.sink("summaries"),
        ...flowNodes.errors(),
      ] as FlowNode[]);
      const file = join(flow.userDir, "films.txt");
      writeFileSync(file, titles);
      const seen: string[] = [];
      helper.getNode("items").on("input", (msg) => {
        for (const item of [msg.payload].flat() as Item[]) {
          seen.push(item.title);
          Object.assign(item, { title: "Changed", year: 1, ids: { tmdb: 1 }, mediaType: "tv" });
          item.sources.length = 0;
        }
        syncOf(msg).lists?.splice(0);
      });
      for (let run = 1; run <= 4; run++) {
        flow.send("source", { lists: [{ list: file, provider: "own" }] });
        await flow.sink("items").count(run * (output === "array" ? 1 : 60));
      }
      assert.equal(seen.length, 240);
      assert.deepEqual(
        [...new Set(seen)].sort(),
        titles
          .split("\n")
          .map((line) => line.slice(0, -7))
          .sort(),
      );
      assert.deepEqual(flow.sink("left").messages, []);
      assert.deepEqual(flow.sink("errors").messages, []);
    });
});
