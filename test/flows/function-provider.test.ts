import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ListSite, startListSite } from "../servers/list-site.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { storedNode } from "../support/stored-node.ts";

/** The recipe as people read it: the first two code blocks of the page. */
const page = readFileSync(resolve(import.meta.dirname, "../../docs/own-provider.md"), "utf8");
const recipe = /```js\n(const \{ registerProvider[\s\S]*?)```/.exec(page)?.[1] ?? "";

/** GET /titles answers the titles of a list that only the new provider understands. */
const flow = (list: string, initialize: string) => [
  { id: "tab", type: "tab", label: "t" },
  {
    id: "register",
    type: "function",
    z: "tab",
    name: "Film club",
    func: "return msg;",
    outputs: 1,
    initialize,
    finalize: "",
    libs: initialize ? [{ var: "listSync", module: "@list-sync/node-red-list-sync" }] : [],
    wires: [[]],
  },
  { id: "in", type: "http in", z: "tab", url: "/titles", method: "get", wires: [["source"]] },
  storedNode("list-source", {
    id: "source",
    z: "tab",
    lists: [{ enabled: true, provider: "detect", list }],
    output: "array",
    whenRunning: "start",
    wires: [["out"]],
  }),
  { id: "out", type: "http response", z: "tab", wires: [] },
];

for (const version of ["5", "4"] as const)
  describe(`a list provider of one's own in Node-RED ${version}`, function () {
    this.timeout(60_000);
    let site: ListSite;
    let nodeRed: NodeRedProcess | undefined;
    beforeEach(async () => {
      site = await startListSite(({ segments }) =>
        segments.join("/") === "program/2026.json"
          ? { json: [{ title: "Dune", year: 2021, imdb: "tt1160419" }] }
          : { status: 404, json: {} },
      );
    });
    afterEach(async () => {
      await nodeRed?.stop();
      await site.close();
    });
    const titles = async () => {
      const answer = await fetch(`${nodeRed?.url}/titles`, { signal: AbortSignal.timeout(10_000) }).catch(
        () => {
          throw new Error(`list-source did not answer:\n${nodeRed?.log()}`);
        },
      );
      return (await answer.json()) as { title: string; sources: { provider: string }[] }[];
    };

    it("is registered by a Function node, as the documentation says", async () => {
      assert.match(recipe, /film-club/);
      nodeRed = await startNodeRed({
        version,
        flows: flow("film-club:2026", recipe),
        env: { LISTSYNC_ORIGIN_FILM_CLUB: site.origin },
      });
      const [dune] = await titles();
      assert.deepEqual([dune?.title, dune?.sources[0]?.provider], ["Dune", "film-club"]);
    });

    it("is registered by settings.js", async () => {
      const userDir = makeUserDir();
      const provider = join(userDir, "film-club-provider.js");
      writeFileSync(
        provider,
        `module.exports = { id: "film-club", name: "Film club", forms: [{ example: "film-club", meaning: "all" }],
          parse: (text) => text === "film-club" ? { provider: "film-club", kind: "all", id: "all", label: "Film club" } : undefined,
          fetch: async () => ({ items: [{ title: "Heat", year: 1995, mediaType: "movie", ids: {}, sources: [] }],
            total: 1, complete: true, via: "api", warnings: [] }) };`,
      );
      nodeRed = await startNodeRed({
        version,
        userDir,
        flows: flow("film-club", ""),
        rawSettings: `listSync: { providers: [require(${JSON.stringify(provider)})] }`,
      });
      assert.deepEqual(
        (await titles()).map(({ title }) => title),
        ["Heat"],
      );
    });
  });
