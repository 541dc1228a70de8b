import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { makeUserDir, startNodeRed } from "../support/node-red-process.ts";
import { nodeBinary, type Pair } from "./tarball.ts";

const root = resolve(import.meta.dirname, "../..");
const probe = join(import.meta.dirname, "modules-at-start.cjs");
const MB = 1024 * 1024;

/** What a process had loaded when it ended. */
interface Loaded {
  /** URLs. */
  loaded: string[];
  /** Bytes. */
  rss: number;
}

/** All that Node-RED does with the file of a node type, but for Node-RED: then only our own modules are counted. */
const REGISTER_ALL = (how: "import" | "require") => `
const api = new Proxy(() => api, { get: (_target, name) => (name === "then" ? undefined : api) });
const RED = { settings: { userDir: "." }, log: api, nodes: api, auth: api, httpAdmin: api, util: api };
const files = ${JSON.stringify(nodeFiles())};
(async () => {
  for (const file of files) {
    const { default: register } = ${how === "import" ? "await import(file)" : "require(new URL(file).pathname)"};
    await register(RED);
  }
})();
`;

function nodeFiles(): string[] {
  const { "node-red": nodeRed } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.values<string>(nodeRed.nodes).map((file) => pathToFileURL(join(root, file)).href);
}

const ours = (url: string) => url.startsWith(pathToFileURL(join(root, "dist")).href);

describe("what the start of Node-RED costs with the package installed and no flow of ours", function () {
  this.timeout(240_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-modules-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const [node, how] of [
    ["24", "import"],
    ["24", "require"],
    ["22", "import"],
    ["22", "require"],
  ] as const) {
    it(`registers all node types with a handful of own files and no package (${how} on Node ${node})`, () => {
      const script = join(folder, "register.cjs");
      writeFileSync(script, REGISTER_ALL(how));
      const file = join(folder, "modules.json");
      execFileSync(nodeBinary(node), ["--require", probe, script], {
        env: { ...process.env, MODULES_FILE: file, MODULES_OF: "register.cjs" },
      });
      const { loaded } = JSON.parse(readFileSync(file, "utf8")) as Loaded;
      const files = loaded.filter((url) => url.startsWith("file:") && !url.endsWith("register.cjs"));
      assert.deepEqual(
        files.filter((url) => !ours(url)),
        [],
        "packages are loaded by the first node",
      );
      assert.ok(files.length >= 10, "all types were registered");
      // one file for each type, and what they share
      assert.ok(files.length <= nodeFiles().length + 19, `${files.length} files:\n${files.join("\n")}`);
    });
  }

  const pairs: Pair[] = [
    { node: "24", nodeRed: "5" },
    { node: "24", nodeRed: "4" },
    { node: "22", nodeRed: "4" },
  ];
  for (const pair of pairs) {
    it(`adds at most 10 MB and no package to Node-RED ${pair.nodeRed} on Node ${pair.node}`, async () => {
      const [empty, installed] = [await leastOf(pair, false), await leastOf(pair, true)];
      const known = new Set(empty.loaded);
      const added = installed.loaded.filter((url) => url.startsWith("file:") && !known.has(url));
      assert.deepEqual(
        added.filter((url) => !ours(url) && !/\/(settings\.js|package\.json)$/.test(url)),
        [],
      );
      assert.ok(
        added.some((url) => url.endsWith("/list-source.js")),
        "the package was loaded",
      );
      const more = (installed.rss - empty.rss) / MB;
      assert.ok(more <= 10, `${more.toFixed(1)} MB more than without the package`);
    });
  }

  /** Of three starts the one with the least memory: what lies above it is chance. */
  async function leastOf(pair: Pair, linkPackage: boolean): Promise<Loaded> {
    const starts: Loaded[] = [];
    for (let start = 0; start < 3; start += 1) starts.push(await startOnce(pair, linkPackage));
    return starts.reduce((least, one) => (one.rss < least.rss ? one : least));
  }

  async function startOnce({ node, nodeRed }: Pair, linkPackage: boolean): Promise<Loaded> {
    const userDir = makeUserDir();
    const file = join(folder, "modules.json");
    try {
      if (!linkPackage) writeFileSync(join(userDir, "package.json"), '{ "name": "test", "private": true }\n');
      const env = { NODE_OPTIONS: `--require ${probe}`, MODULES_FILE: file, MODULES_OF: "red.js" };
      const running = await startNodeRed({ version: nodeRed, node, userDir, flows: [], linkPackage, env });
      await running.stop();
      return JSON.parse(readFileSync(file, "utf8")) as Loaded;
    } finally {
      rmSync(userDir, { recursive: true, force: true });
    }
  }
});
