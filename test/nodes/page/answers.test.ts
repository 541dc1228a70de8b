import assert from "node:assert/strict";
import * as v from "valibot";
import { ROUTES } from "../../../src/node-red/page/contract/routes.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { flowPerTest, poll } from "../../support/node-red.ts";
import { askPage, fillDatabase, pageFlow, withPage } from "../../support/page-flow.ts";

const TITLES = [
  ["Alien", "failed"],
  [
    "Heat",
    "ambiguous",
    { sources: [{ provider: "trakt", list: "a/b", url: "javascript:alert(1)", requestAs: 2 }] },
  ],
  ["<img src=x onerror=alert(1)>", "already_available"],
] as const satisfies Parameters<typeof fillDatabase>[1];

describe("what the page is answered", () => {
  const startFlow = flowPerTest();

  async function filled() {
    const flow = await startFlow(pageFlow(), withPage);
    await fillDatabase(flow.userDir, [...TITLES]);
    return { flow, page: askPage(flow) };
  }

  it("is of the form that is described, for each route that reads", async () => {
    const { page } = await filled();
    const asks: Record<string, Record<string, string>> = {
      title: { key: "movie:tmdb:1" },
      list: { provider: "own", list: "nowhere" },
      run: { id: "run-1" },
      runDecisions: { id: "run-1" },
    };
    let asked = 0;
    for (const [name, route] of Object.entries(ROUTES)) {
      if (route.method !== "get" || !("kind" in route.answer) || name === "candidates" || name === "list")
        continue;
      const { status, body } = await page.get(route.path, asks[name]);
      assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
      const found = v.safeParse(route.answer, body);
      assert.ok(found.success, `${name}: ${JSON.stringify(found.issues?.[0])}`);
      asked++;
    }
    assert.ok(asked >= 9);
  });

  it("counts the requests of all databases in the overview", async () => {
    const flow = await startFlow(
      pageFlow([flowNodes.database({ id: "other", file: "list-sync/other.db" })]),
      withPage,
    );
    const from = new Date(Date.now() - 3_600_000);
    await fillDatabase(flow.userDir, [["Alien", "requested"]], { from });
    await fillDatabase(flow.userDir, [["Heat", "requested"]], { from, name: "other.db" });
    const { body } = await askPage(flow).get("overview");
    assert.deepEqual(
      body.requests.flatMap(({ requests }: { requests: number }) => requests || []),
      [2],
    );
  });

  it("knows titles and lists whatever their length", async () => {
    const flow = await startFlow(pageFlow(), withPage);
    const long = "A name that goes on ".repeat(40).trim();
    const list = `https://www.imdb.com/search/title/?${"genres=comedy&".repeat(60)}`;
    await fillDatabase(flow.userDir, [[long, "failed", { ids: {}, sources: [{ provider: "imdb", list }] }]]);
    const page = askPage(flow);
    const { key } = (await page.get("titles")).body.rows[0];
    assert.ok(key.length > 500);
    const { status, body } = await page.get("title", { key });
    assert.deepEqual([status, body.title], [200, long]);
    assert.equal((await page.get("titles", { provider: "imdb", list })).status, 200);
    const acted = await page.post("title/ignore", { key, revision: body.revision });
    assert.equal(acted.status, 200, JSON.stringify(acted.body));
  });

  it("has titles by filter, by cursor and by offset", async () => {
    const { page } = await filled();
    const { body: first } = await page.get("titles", { limit: 2 });
    assert.deepEqual(
      [first.total, first.rows.map((row: { title: string }) => row.title)],
      [3, ["<img src=x onerror=alert(1)>", "Heat"]],
    );
    const { body: rest } = await page.get("titles", { limit: 2, cursor: first.next });
    assert.deepEqual([rest.next, rest.rows.length, rest.rows[0].title], [null, 1, "Alien"]);
    const { body: jump } = await page.get("titles", { limit: 2, offset: 2 });
    assert.equal(jump.rows[0].title, "Alien");
    const { body: few } = await page.get("titles", {
      outcome: "failed,ambiguous",
      type: "movie",
      requester: 2,
    });
    assert.deepEqual(
      few.rows.map((row: { title: string }) => row.title),
      ["Heat"],
    );
  });

  it("refuses what it does not understand, with words", async () => {
    const { page } = await filled();
    const wrong: Record<string, string | number>[] = [
      { limit: 100_000 },
      { limit: "-1" },
      { cursor: "x" },
      { cursor: Buffer.from('["title",true,"a",1]').toString("base64url") },
      { outcome: "burnt" },
      { sort: "constructor" },
      { text: "x".repeat(1000) },
      { yearFrom: "99999999999999" },
    ];
    for (const query of wrong) {
      const { status, body } = await page.get("titles", query);
      assert.equal(status, 400, JSON.stringify(query));
      assert.equal(body.error.code, "bad-input");
      assert.match(body.error.message, /\w \w/);
    }
    assert.equal((await page.get("title", { key: "__proto__" })).status, 404);
    assert.equal((await page.get("run", { id: "none" })).status, 404);
  });

  it("makes a link of web addresses only", async () => {
    const { page } = await filled();
    const { body } = await page.get("run/decisions", { id: "run-1" });
    const heat = body.rows.find((row: { title: string }) => row.title === "Heat");
    assert.deepEqual(heat.lists, [{ provider: "trakt", list: "a/b" }]);
  });

  it("exports a run as a table that no spreadsheet runs, and as lines", async () => {
    const flow = await startFlow(pageFlow(), withPage);
    await fillDatabase(flow.userDir, [["=HYPERLINK(1)", "failed"]]);
    const page = askPage(flow);
    const { text, headers } = await page.get("run/export", { id: "run-1" });
    assert.match(String(headers["content-type"]), /^text\/csv/);
    assert.match(text, /'=HYPERLINK\(1\),1999,movie,failed/);
    const lines = await flow
      .request()
      .get("/list-sync/api/run/export?id=run-1&format=ndjson")
      .buffer(true)
      .parse((response, done) => {
        let read = "";
        response.on("data", (part: Buffer) => {
          read += part;
        });
        response.on("end", () => done(null, read));
      });
    assert.equal(JSON.parse(String(lines.body)).title, "=HYPERLINK(1)");
    assert.equal((await page.get("run/export", { id: "none" })).status, 404);
  });

  it("starts a sync of a profile once for each request, and stops it", async () => {
    const { page } = await filled();
    const body = { profile: "Main", requestId: "one" };
    const first = await page.post("profiles/sync", body);
    const again = await page.post("profiles/sync", body);
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.deepEqual(again.body, first.body);
    await poll(async () => {
      const { body: run } = await page.get("run", { id: first.body.runId });
      return run.state === "completed" ? run : undefined;
    }, "end of the run");
    const { body: runs } = await page.get("runs", { trigger: "manual" });
    assert.equal(runs.rows.filter((run: { id: string }) => run.id !== "run-1").length, 1);
    assert.equal((await page.post("profiles/stop", { profile: "Main" })).body.stopped, 0);
    const nobody = await page.post("profiles/sync", { profile: "Nobody" });
    assert.deepEqual([nobody.status, nobody.body.error.code], [409, "no-source"]);
  });

  it("says what is missing when there is no database", async () => {
    const flow = await startFlow([], withPage);
    const page = askPage(flow);
    const { status, body } = await page.get("titles");
    assert.deepEqual([status, body.error.code], [404, "no-database"]);
    const overview = await page.get("overview");
    assert.deepEqual([overview.status, overview.body.databases, overview.body.profiles], [200, [], []]);
  });
});
