import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROUTES } from "../../../src/node-red/page/contract/routes.ts";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { flowPerTest } from "../../support/node-red.ts";
import { askPage, fillDatabase, pageFlow, withPage } from "../../support/page-flow.ts";

describe("the page in trouble", () => {
  const startFlow = flowPerTest();
  const folder = mkdtempSync(join(tmpdir(), "list-sync-trouble-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("says that another program keeps the database locked, and comes back", async () => {
    await fillDatabase(folder, [["Alien", "failed"]]);
    const file = join(folder, "list-sync", "state.db");
    // a node that names the file would open it, and nobody could lock it any more
    const other = new (loadSqlite())(file);
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x (y); DROP TABLE x; COMMIT");
    const [, ...others] = pageFlow();
    const flow = await startFlow([flowNodes.database({ file }), ...others], withPage);
    const page = askPage(flow);
    const { status, body } = await page.get("titles");
    assert.deepEqual([status, body.error.code], [503, "state-locked"]);
    const { body: overview } = await page.get("overview");
    assert.equal(overview.databases[0].error.code, "state-locked");
    other.close();
    const after = await page.get("titles");
    assert.deepEqual([after.status, after.body.total], [200, 1]);
  });

  it("says what is wrong with a database that is damaged, and shows the others", async () => {
    const flow = await startFlow(
      [...pageFlow(), { ...flowNodes.database({ file: "broken.db" }), id: "broken", name: "Broken" }],
      withPage,
    );
    const page = askPage(flow);
    writeFileSync(join(flow.userDir, "broken.db"), "These are my notes. ".repeat(500));
    const { body: overview } = await page.get("overview");
    const broken = overview.databases.find(({ id }: { id: string }) => id === "broken");
    assert.match(broken.error.code, /^state-/);
    assert.equal(overview.profiles.length, 1);
    const { status, body } = await page.get("titles", { database: "broken" });
    assert.equal(status, 503, JSON.stringify(body));
    assert.equal((await page.get("titles", { database: "gone" })).body.error.code, "no-database");
  });

  it("refuses hostile bodies of every route that acts, with words and without doing anything", async () => {
    const flow = await startFlow(pageFlow(), withPage);
    await fillDatabase(flow.userDir, [["Alien", "failed"]]);
    const page = askPage(flow);
    const hostile = [
      {},
      [],
      { key: 7, revision: {}, profile: ["Main"] },
      { key: "x".repeat(5000), revision: "y", profile: "z".repeat(5000), provider: "p", list: "l" },
      {
        key: "constructor",
        revision: "__proto__",
        kind: "constructor",
        profile: "__proto__",
        tmdbId: -1,
        type: "x",
      },
      {
        key: "movie:tmdb:1",
        revision: "wrong",
        kind: "ignore",
        tmdbId: 1e99,
        type: "movie",
        profile: "'; DROP TABLE items",
      },
    ];
    for (const route of Object.values(ROUTES)) {
      if (route.method !== "post") continue;
      for (const body of hostile) {
        const answer = await page.post(route.path, body);
        assert.ok([400, 404, 409, 200].includes(answer.status), `${route.path}: ${answer.status}`);
        if (answer.status !== 200) assert.match(answer.body.error.message, /\w+ \w+/);
        else assert.equal(answer.body.stopped, 0);
      }
    }
    const { body } = await page.get("title", { key: "movie:tmdb:1" });
    assert.deepEqual([body.outcome, body.decisions], ["failed", []]);
    assert.equal((await page.get("runs")).body.total, 1);
  });

  it("takes nothing but ids and widths of TMDB for a poster", async () => {
    const flow = await startFlow(pageFlow(), withPage);
    const ask = (path: string) => flow.request().get(`/list-sync/api/poster/${path}`);
    for (const path of [
      "movie/0",
      "movie/-1",
      "movie/1e3",
      "person/1",
      "movie/603?w=1000",
      "movie/99999999999",
    ])
      assert.equal((await ask(path)).status, 400, path);
    for (const path of ["movie/..%2f..%2fetc", "movie/603%2f..", "movie/http:%2f%2fevil.example"])
      assert.ok([400, 404].includes((await ask(path)).status), path);
    const { status, body } = await ask("movie/603");
    assert.deepEqual([status, body.error.code], [404, "not-found"], "no server");
  });
});
