import assert from "node:assert/strict";
import { flowNodes } from "../support/flow-nodes.ts";
import { errorOf } from "../support/overseerr-flow.ts";
import { poll } from "../support/poll.ts";
import { KEY, SECRET, webhookFlowPerTest } from "../support/webhook-flow.ts";

describe("the address of sync-webhook", () => {
  const { startFlow, nodes, start, ask, send } = webhookFlowPerTest();

  it("is reached by an unguessable address, which stands in no status, log or error", async () => {
    const flow = await start({ access: "address" });
    const right = await send(flow, ["Heat (1995)"], {}, `/listsync/${KEY}`);
    assert.equal(right.status, 202);
    const wrong = await send(flow, ["Heat (1995)"], {}, `/listsync/${KEY.replace("a", "b")}`);
    assert.equal(wrong.status, 401);
    assert.equal((await send(flow, ["Heat (1995)"])).status, 401);
    const run = await ask(flow, `/listsync/${KEY}/runs/${right.body.runId}`);
    assert.equal(run.status, 200);
    assert.equal((await ask(flow, `/listsync/runs/${right.body.runId}`)).status, 404);
    await flow.shows("webhook", ({ text }) => /refused: 401$/.test(text ?? ""));
    for (const text of [flow.log(), JSON.stringify(flow.statuses("webhook")), JSON.stringify(wrong.body)])
      assert.ok(!text.includes(KEY));
  });

  it("tells its address to who may change it, through the gate only", async () => {
    const flow = await start({ access: "address" });
    const told = await flow.request().get("/list-sync/sync-webhook/webhook/address");
    assert.deepEqual(told.body, { path: `/listsync/${KEY}` });
    assert.equal((await flow.foreign().get("/list-sync/sync-webhook/webhook/address")).status, 403);
    const absent = await flow.request().get("/list-sync/sync-webhook/other/address");
    assert.deepEqual([absent.status, absent.body.code], [404, "not-deployed"]);
  });

  it("goes away with a Deploy, and comes back where it is then", async () => {
    const flow = await start();
    assert.equal((await send(flow, [])).status, 200);
    await flow.deploy(nodes({ path: "/other" }), "full");
    assert.equal((await send(flow, [])).status, 404);
    assert.equal((await send(flow, [], {}, "/other")).status, 200);
  });

  it("refuses a path that another node has, and lets each have its own", async () => {
    const second = (path: string) => ({ ...flowNodes.webhook({ path }), id: "second" });
    const credentials = { webhook: { secret: SECRET }, second: { secret: SECRET } };
    const flow = await startFlow([...nodes(), second("/ListSync/")], { credentials });
    const [msg] = await flow.sink("errors").count(1);
    assert.match(String(errorOf(msg).message), /Another node already has the path \/ListSync/);
    await flow.deploy([...nodes(), second("/listsync/4k")]);
    assert.equal((await send(flow, [], {}, "/listsync/4k")).status, 200);
    assert.equal((await send(flow, [])).status, 200);
  });

  it("lets a webhook below an unguessable address of another one answer for itself", async () => {
    const credentials = { webhook: { secret: KEY }, second: { secret: SECRET } };
    const second = { ...flowNodes.webhook({ path: "/listsync/4k" }), id: "second" };
    const flow = await startFlow([...nodes({ access: "address" }), second], { credentials });
    assert.equal((await send(flow, [], {}, "/listsync/4k")).status, 200);
    assert.equal((await send(flow, [], {}, "/listsync/4K/")).status, 200);
    assert.equal((await send(flow, [], {}, "/listsync/5k")).status, 401);
  });

  it("says that Node-RED answers no requests where httpNodeRoot is false", async () => {
    const flow = await start({}, { httpNodeRoot: false });
    const [msg] = await flow.sink("errors").count(1);
    assert.match(String(errorOf(msg).message), /httpNodeRoot is false in settings\.js/);
  });

  it("says what httpNodeAuth means for its senders, and applies httpNodeMiddleware", async () => {
    let passed = 0;
    const flow = await start(
      { access: "token" },
      {
        httpNodeAuth: { user: "u", pass: "p" },
        httpNodeMiddleware: (_request: unknown, _response: unknown, next: () => void) => {
          passed += 1;
          next();
        },
      },
    );
    await poll(() => flow.log().includes("checks the Authorization header") || undefined, "the sentence");
    await send(flow, [], { authorization: SECRET });
    assert.equal(passed, 1);
  });

  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ path: "/a b" }, /Path must be a path such as \/listsync/],
    [{ path: "/:all" }, /Path must be a path/],
    [{ access: "address", secretType: "env", secretEnv: "WEBHOOK_SHORT" }, /too easy to guess/],
    [
      { secretType: "env", secretEnv: "WEBHOOK_ABSENT" },
      /variable WEBHOOK_ABSENT for the webhook secret is not set/,
    ],
    [
      { secretType: "file", secretFile: "/no/such/file" },
      /webhook secret file \/no\/such\/file cannot be read/,
    ],
    [{ maxBody: "0" }, /Largest body must be/],
    [{ database: "" }, /no database/],
  ];
  for (const [properties, message] of wrong)
    it(`receives nothing with settings that are wrong, and says which: ${JSON.stringify(properties)}`, async () => {
      process.env.WEBHOOK_SHORT = "short";
      const flow = await start(properties);
      const [msg] = await flow.sink("errors").count(1);
      assert.match(String(errorOf(msg).message), message);
      delete process.env.WEBHOOK_SHORT;
    });
});
