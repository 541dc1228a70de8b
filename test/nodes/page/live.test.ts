import assert from "node:assert/strict";
import { readEvents, type StreamEvent } from "../../support/event-stream.ts";
import { pageFlow, servedPagePerTest } from "../../support/page-flow.ts";

const isProfile = ({ event }: StreamEvent) => event === "profile";
const hasRun = (event: StreamEvent) =>
  isProfile(event) && event.data.last !== null && event.data.running === null;

describe("the live stream of the page", () => {
  const startPage = servedPagePerTest();
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const stream of open.splice(0)) stream.close();
  });

  async function watch(url: string, headers: Record<string, string> = {}) {
    const stream = await readEvents(`${url}/live`, headers);
    open.push(stream);
    return stream;
  }

  it("begins with every profile as it is, and tells how a sync goes", async () => {
    const { page, url } = await startPage(pageFlow());
    const stream = await watch(url);
    assert.match(String(stream.headers.get("content-type")), /^text\/event-stream/);
    assert.match(String(stream.headers.get("cache-control")), /no-transform/);
    assert.equal(stream.headers.get("x-accel-buffering"), "no");
    const first = await stream.first(isProfile);
    assert.deepEqual([first.data.profile, first.data.running, first.data.last], ["Main", null, null]);
    await page.post("profiles/sync", { profile: "Main" });
    const ended = await stream.first(hasRun);
    assert.equal((ended.data.last as { state: string }).state, "completed");
    const news = await stream.first(
      ({ event, data }) => event === "changed" && String(data.what).includes("runs"),
    );
    assert.equal(news.data.database, "database");
  });

  it("goes on where it broke off, and says when it cannot", async () => {
    const { page, url } = await startPage(pageFlow());
    const stream = await watch(url);
    const { id } = await stream.first(isProfile);
    await page.post("profiles/sync", { profile: "Main" });
    const ended = await stream.first(hasRun);
    const again = await watch(url, { "Last-Event-ID": id });
    assert.equal((await again.first(hasRun)).id, ended.id);
    assert.ok(again.events.every(({ event }) => event !== "reload"));
    assert.ok(!again.events.some((event) => event.id === id), "what was read before comes again");
    for (const [last, why] of [
      ["nobody-12", "restart"],
      [`${id.split("-")[0]}-99999`, "gap"],
    ] as const) {
      const lost = await watch(url, { "Last-Event-ID": last });
      assert.deepEqual((await lost.first(({ event }) => event === "reload")).data, { why });
      await lost.first(isProfile);
    }
  });

  it("says that everything was deployed anew", async () => {
    const { flow, url } = await startPage(pageFlow());
    const stream = await watch(url);
    await stream.first(isProfile);
    await flow.deploy(pageFlow());
    const reload = await stream.first(({ event }) => event === "reload");
    assert.deepEqual(reload.data, { why: "deployed" });
  });

  it("says that other lists or profiles were deployed on the same database", async () => {
    const { flow, url } = await startPage(pageFlow());
    const stream = await watch(url);
    await stream.first(isProfile);
    const others = pageFlow().map((node) =>
      node.type === "list-source" ? { ...node, profile: "Kids" } : node,
    );
    await flow.deploy(others, "nodes");
    await stream.first(({ event }) => event === "reload");
    assert.equal(
      (await stream.first((event) => isProfile(event) && event.data.profile === "Kids")).data.lists,
      1,
    );
    // a database that is still the same one has no ghosts of the profiles of before
    const later = await watch(url);
    assert.equal((await later.first(isProfile)).data.profile, "Kids");
  });

  it("tells who watches that somebody decided", async () => {
    const { page, url } = await startPage(pageFlow());
    const stream = await watch(url);
    await page.post("profiles/sync", { profile: "Main" });
    await stream.first(hasRun);
    const { body } = await page.get("titles");
    const { key } = body.rows[0];
    const { revision } = (await page.get("title", { key })).body;
    await page.post("title/ignore", { key, revision });
    await stream.first(({ event, data }) => event === "changed" && String(data.what).includes("decisions"));
  });
});
