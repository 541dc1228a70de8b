import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { makeUserDir, startNodeRed } from "../support/node-red-process.ts";
import { installInto, type Pair, pack } from "./tarball.ts";

const TYPES = [
  "list-account",
  "list-source",
  "overseerr-request",
  "overseerr-search",
  "overseerr-server",
  "sync-database",
  "sync-entities",
  "sync-home-assistant",
  "sync-state",
  "sync-trigger",
];

/** Answers GET /runs with the runs of a fresh database: proves that SQLite opens where it was installed. */
const flow = [
  { id: "tab", type: "tab", label: "t" },
  { id: "db", type: "sync-database", name: "", file: "" },
  { id: "in", type: "http in", z: "tab", url: "/runs", method: "get", wires: [["state"]] },
  { id: "state", type: "sync-state", z: "tab", database: "db", operation: "runs", wires: [["out"], []] },
  { id: "out", type: "http response", z: "tab", wires: [] },
];

describe("the packed tarball", function () {
  this.timeout(180_000);
  let tarball: string;
  before(() => {
    tarball = pack();
  });

  const pairs: (Pair & { why: string })[] = [
    { node: "24", nodeRed: "5", why: "current" },
    { node: "24", nodeRed: "4", why: "maintained" },
    { node: "22", nodeRed: "4", why: "as the Home Assistant add-on ships it" },
  ];
  for (const pair of pairs) {
    it(`installs into Node-RED ${pair.nodeRed} on Node ${pair.node} without a compiler and works (${pair.why})`, async () => {
      const userDir = makeUserDir();
      installInto(userDir, tarball, pair);
      const nodeRed = await startNodeRed({ ...nodeRedOf(pair), userDir, flows: flow, linkPackage: false });
      try {
        const answer = await fetch(`${nodeRed.url}/nodes`, { headers: { accept: "application/json" } });
        const sets = (await answer.json()) as {
          module: string;
          types: string[];
          enabled: boolean;
          err?: string;
        }[];
        const ours = sets.filter((set) => set.module === "@list-sync/node-red-list-sync");
        assert.deepEqual(ours.flatMap((set) => set.types).sort(), TYPES);
        assert.deepEqual(
          ours.filter((set) => !set.enabled || set.err),
          [],
        );
        const runs = await fetch(`${nodeRed.url}/runs`);
        assert.deepEqual([runs.status, await runs.json()], [200, []]);
      } finally {
        await nodeRed.stop();
        rmSync(userDir, { recursive: true, force: true });
      }
    });
  }
});

const nodeRedOf = (pair: Pair) => ({ version: pair.nodeRed, node: pair.node });
