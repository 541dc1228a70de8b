import assert from "node:assert/strict";
import { ROUTES } from "../../../src/node-red/page/contract/routes.ts";
import { flowPerTest, type RunningFlow } from "../../support/node-red.ts";
import { guardedPage, openPage, TOKENS } from "../../support/page.ts";

const EVIL = "http://evil.example";

/** Every route, with an address that fits it. */
const all = Object.entries(ROUTES).map(([name, { method, path, right }]) => ({
  name,
  method,
  right,
  path: `/list-sync/api/${path.replace(":type", "movie").replace(":id", "603")}`,
}));

/** Asks a route as somebody does; a stream is left as soon as it is known who may read it. */
function ask(flow: RunningFlow, { method, path }: (typeof all)[number], token?: string) {
  const asking = flow.request()[method](path);
  if (path.endsWith("/live"))
    asking.buffer(true).parse((response, done) => {
      (response as unknown as { destroy(): void }).destroy();
      done(null, {});
    });
  if (token !== undefined) asking.set("Authorization", `Bearer ${token}`);
  return method === "get" ? asking : asking.send({});
}

describe("the interface of the page", () => {
  const startFlow = flowPerTest();

  it("lets nobody in who is not logged in", async () => {
    const flow = await startFlow([], { nodes: [guardedPage()] });
    for (const route of all) {
      assert.equal((await ask(flow, route)).status, 401, route.name);
      assert.equal((await ask(flow, route, "a-token-that-nobody-has")).status, 401, route.name);
    }
  });

  it("lets who may read see everything and change nothing", async () => {
    const flow = await startFlow([], { nodes: [guardedPage()] });
    for (const route of all) {
      const { status, body } = await ask(flow, route, TOKENS.reader);
      if (route.right === "write") {
        assert.equal(status, 403, route.name);
        assert.equal(body.error.code, "forbidden");
        assert.match(body.error.message, /list-sync\.write/);
      } else assert.ok(status !== 401 && status !== 403, `${route.name}: ${status}`);
    }
  });

  it("lets who may everything do everything", async () => {
    const flow = await startFlow([], { nodes: [guardedPage()] });
    for (const route of all) {
      const { status } = await ask(flow, route, TOKENS.everything);
      assert.ok(status !== 401 && status !== 403, `${route.name}: ${status}`);
    }
  });

  it("keeps the rights to read and to write apart", async () => {
    const flow = await startFlow([], { nodes: [guardedPage()] });
    for (const route of all) {
      const allowed = { any: "a writer and a stranger", read: "neither", write: "a writer" }[route.right];
      const writer = await ask(flow, route, TOKENS.writer);
      const stranger = await ask(flow, route, TOKENS.stranger);
      assert.equal(writer.status === 403, allowed === "neither", `${route.name}: ${writer.status}`);
      assert.equal(stranger.status === 403, route.right !== "any", `${route.name}: ${stranger.status}`);
    }
  });

  it("says who asks, and that somebody is nobody any more", async () => {
    const flow = await startFlow([], { nodes: [guardedPage("read")] });
    const whoami = (token?: string) =>
      ask(flow, { name: "", method: "get", right: "any", path: WHOAMI }, token);
    const known = (await whoami(TOKENS.everything)).body;
    assert.deepEqual(
      [known.name, known.anonymous, known.open, known.rights],
      ["everything", false, false, { read: true, write: true }],
    );
    const stranger = (await whoami("a-token-that-has-run-out")).body;
    assert.deepEqual([stranger.name, stranger.anonymous, stranger.rights.write], [null, true, false]);
  });

  it("works without users, and says that it is open", async () => {
    const flow = await startFlow([], { nodes: [openPage] });
    const { body } = await flow.request().get(WHOAMI);
    assert.deepEqual([body.name, body.open, body.rights], [null, true, { read: true, write: true }]);
    assert.match(body.version, /^\d+\.\d+/);
  });

  it("refuses what another web site sends", async () => {
    const flow = await startFlow([], { nodes: [openPage] });
    for (const { method, path, name } of all)
      for (const headers of [
        { Origin: EVIL, "Content-Type": "application/json" },
        { Origin: EVIL, "Content-Type": "application/json", "x-list-sync": "1" },
        { Origin: "null", "Content-Type": "application/json", "x-list-sync": "1" },
        { "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json" },
        { "Content-Type": "application/json" },
      ]) {
        const asking = flow.foreign()[method](path).set(headers);
        const answer = await (method === "get" ? asking : asking.send("{}"));
        assert.equal(answer.status, 403, name);
        assert.equal(answer.body.error.code, "forbidden");
        assert.equal(answer.headers["access-control-allow-origin"], undefined);
      }
  });

  it("takes JSON only, and no token in an address", async () => {
    const flow = await startFlow([], { nodes: [openPage] });
    for (const { method, path, name } of all.filter(({ method }) => method === "post")) {
      const answer = await flow.request()[method](path).set("Content-Type", "text/plain").send("{}");
      assert.equal(answer.status, 415, name);
    }
    const { status, body } = await flow.request().get(`${WHOAMI}?access_token=x`);
    assert.deepEqual([status, body.error.code], [400, "bad-input"]);
  });

  it("answers an unknown address with words", async () => {
    const flow = await startFlow([], { nodes: [openPage] });
    const { status, body } = await flow.request().get("/list-sync/api/nowhere/constructor");
    assert.deepEqual([status, body.error.code], [404, "no-route"]);
  });
});

const WHOAMI = "/list-sync/api/whoami";
