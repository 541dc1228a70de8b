import assert from "node:assert/strict";
import { join } from "node:path";
import type { Item } from "../../src/items/item.ts";
import type { Message } from "../../src/node-red/node-port.ts";
import { shareMemory } from "../../src/runs/memory.ts";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { type FlowNode, flowPerTest } from "../support/node-red.ts";
import { errorOf, itemOf, itemsOf, serverPerTest } from "../support/overseerr-flow.ts";

const sinks = ["requested", "unneeded", "refused"].map(flowNodes.sink);
const matrix = { title: "The Matrix", year: 1999, mediaType: "movie", ids: { tmdb: 603 }, sources: [] };
const heat = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 }, sources: [] };
const dune = { title: "Dune", year: 2021, mediaType: "movie", ids: { tmdb: 438631 }, sources: [] };
const breakingBad = { title: "Breaking Bad", year: 2008, mediaType: "tv", ids: { tmdb: 1396 }, sources: [] };
const outcomeOf = (msg: Message | undefined) => itemOf(msg).outcome;
const run = (runId: string) => ({
  runId,
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  startedAt: "2026-01-01",
});

describe("overseerr-request", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  const requesting = (properties: Record<string, unknown> = {}) =>
    requestingWith(flowNodes.request(properties));

  async function requestingWith(node: FlowNode) {
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        node,
        ...flowNodes.errors(),
        ...flowNodes.completed("request"),
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of ["requested", "unneeded", "refused", "errors", "completed"]) flow.sink(id);
    return { flow, overseerr };
  }

  it("shows a red ring and answers each message when it has no server", async () => {
    const flow = await startFlow([flowNodes.request({ server: "" }), ...flowNodes.errors(), ...sinks]);
    await flow.shows("request", ({ text, shape }) => text === "no server" && shape === "ring");
    flow.send("request", { payload: matrix });
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "no-config");
  });

  for (const [what, properties, msg, words] of [
    ["seasons that say nothing", { seasons: "some" }, {}, /seasons/],
    ["a user that is none", { requesterType: "user", requester: "" }, {}, /none is chosen/],
    ["a user in the message that is none", {}, { requestAs: "anna" }, /user to request as/],
    ["half a user", {}, { requestAs: 1.5 }, /no user/],
    ["a limit that is no number", { maxRequests: "few" }, {}, /maximum of new requests/],
    ["tags that are no numbers", { radarrTags: "1,x" }, {}, /Radarr tag/],
  ] as const) {
    it(`names ${what}, and requests nothing`, async () => {
      const { flow, overseerr } = await requesting(properties);
      flow.send("request", { payload: matrix, ...msg });
      const [error] = await flow.sink("errors").count(1);
      assert.match(errorOf(error).code ?? "", /^bad-(config|input)$/);
      assert.match(errorOf(error).message, words);
      assert.equal(overseerr.requests.length, 0);
    });
  }

  it("requests what is missing, by its first output", async () => {
    const { flow, overseerr } = await requesting();
    flow.send("request", { payload: matrix, topic: "kept" });
    const [msg] = await flow.sink("requested").count(1);
    assert.deepEqual([outcomeOf(msg)?.status, msg?.topic], ["requested", "kept"]);
    assert.equal(overseerr.requests.length, 1);
    await flow.sink("completed").count(1);
    await flow.shows("request", ({ text, fill }) => text === "1 requested" && fill === "green");
  });

  it("sends by its second output what is there or asked for, and by its third what is refused", async () => {
    const { flow, overseerr } = await requesting();
    overseerr.addMedia({ mediaType: "movie", tmdbId: 603, status: 5 });
    overseerr.block("movie", 949);
    flow.send("request", { payload: [matrix, heat, dune, breakingBad], maxRequests: 1 });
    const [unneeded] = await flow.sink("unneeded").count(1);
    const [refused] = await flow.sink("refused").count(1);
    const [requested] = await flow.sink("requested").count(1);
    const statuses = (items: Item[]) => items.map(({ outcome }) => outcome?.status).sort();
    assert.deepEqual(statuses(itemsOf(unneeded)), ["already_available", "skipped"]);
    assert.deepEqual(statuses(itemsOf(refused)), ["blocklisted"]);
    assert.deepEqual(statuses(itemsOf(requested)), ["requested"]);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  // flows of 0.1 go on as they were, though a new node has a limit
  for (const [what, maxRequests] of [
    ["with no field for it", undefined],
    ["with an empty field for it", ""],
    ["with 0", "0"],
  ] as const)
    it(`has no limit in a stored flow ${what}`, async () => {
      const { maxRequests: _, ...former } = flowNodes.request();
      const { flow, overseerr } = await requestingWith(
        maxRequests === undefined ? former : flowNodes.request({ maxRequests }),
      );
      const films = createCatalogue().titles.filter(({ mediaType }) => mediaType === "movie");
      const payload = films
        .slice(0, 30)
        .map(({ title, year, tmdbId }) => ({ ...matrix, title, year, ids: { tmdb: tmdbId } }));
      flow.send("request", { payload });
      await flow.sink("requested").count(1);
      assert.equal(overseerr.requests.length, 30);
    });

  for (const [who, properties, more] of [
    ["node", { dryRun: true }, {}],
    ["message", {}, { dryRun: true }],
    ["run", {}, { sync: { ...run("dry"), dryRun: true } }],
  ] as const) {
    it(`sends nothing in a dry run when the ${who} says so`, async () => {
      const { flow, overseerr } = await requesting(properties);
      flow.send("request", { payload: matrix, ...more });
      const [msg] = await flow.sink("requested").count(1);
      assert.deepEqual(outcomeOf(msg)?.body, { mediaType: "movie", mediaId: 603, is4k: false });
      assert.equal(outcomeOf(msg)?.status, "would_request");
      assert.equal(overseerr.requests.length, 0);
    });
  }

  it("lets the message override quality, seasons and requester", async () => {
    const { flow, overseerr } = await requesting({ dryRun: false });
    overseerr.settings.series4kEnabled = true;
    flow.send("request", { payload: breakingBad, is4k: true, seasons: 2, requestAs: "1" });
    await flow.sink("requested").count(1);
    const post = overseerr.log.find(({ method }) => method === "POST");
    assert.equal(post?.asUser, "1");
    assert.deepEqual(post?.body, { mediaType: "tv", mediaId: 1396, is4k: true, seasons: [1, 2] });
  });

  for (const [whose, properties, msg, asUser] of [
    ["of one user", { requesterType: "user", requester: "2" }, {}, "2"],
    ["of the list's user", { requesterType: "list" }, {}, "5"],
    ["of the message's user", { requesterType: "msg", requester: "who.id" }, { who: { id: 6 } }, "6"],
    [
      "of the key's owner when the message has no user",
      { requesterType: "msg", requester: "who.id" },
      {},
      undefined,
    ],
    ["of the key's owner", { requesterType: "key" }, {}, undefined],
  ] as const) {
    it(`requests in the name ${whose}`, async () => {
      const { flow, overseerr } = await requesting(properties);
      const sources = [{ provider: "imdb", list: "ls1", requestAs: 5 }];
      flow.send("request", { payload: { ...matrix, sources }, ...msg });
      await flow.sink("requested").count(1);
      assert.equal(overseerr.log.find(({ method }) => method === "POST")?.asUser, asUser);
    });
  }

  it("counts the maximum of new requests over all messages of a run", async () => {
    const { flow, overseerr } = await requesting({ maxRequests: "2" });
    for (const payload of [matrix, heat, dune]) flow.send("request", { payload, sync: run("run-1") });
    const [skipped] = await flow.sink("unneeded").count(1);
    await flow.sink("requested").count(2);
    assert.equal(outcomeOf(skipped)?.status, "skipped");
    flow.send("request", { payload: itemOf(skipped), sync: run("run-2") });
    await flow.sink("requested").count(3);
    assert.equal(overseerr.requests.length, 3);
  });

  it("holds to the limit that Home Assistant set for the profile, from the next run on", async () => {
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        flowNodes.database(),
        flowNodes.request({ database: "database" }),
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of ["requested", "unneeded"]) flow.sink(id);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    memory.runs().setSettings("Main", { requestLimit: 1 });
    flow.send("request", { payload: [matrix, heat], sync: run("a"), dryRun: true });
    const [skipped] = await flow.sink("unneeded").count(1);
    assert.match(String(itemsOf(skipped)[0]?.outcome?.reason), /limit of 1 new requests per run/);
    flow.send("request", { payload: [matrix, heat], sync: { ...run("b"), profile: "4K" }, dryRun: true });
    flow.send("request", { payload: [matrix, heat], sync: run("c"), dryRun: true, maxRequests: 5 });
    const sent = await flow.sink("requested").count(3);
    assert.deepEqual(
      sent.map((msg) => itemsOf(msg).length),
      [1, 2, 2],
    );
    await memory.close();
  });

  it("shares the limit of the profile with every other node that requests in the run", async () => {
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        flowNodes.database(),
        flowNodes.request({ database: "database" }),
        flowNodes.request({ id: "other", database: "database", maxRequests: "5" }),
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of ["requested", "unneeded"]) flow.sink(id);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    memory.runs().setSettings("Main", { requestLimit: 2 });
    flow.send("request", { payload: matrix, sync: run("of-two-nodes") });
    await flow.sink("requested").count(1);
    flow.send("other", { payload: [heat, dune], sync: run("of-two-nodes") });
    const [skipped] = await flow.sink("unneeded").count(1);
    assert.match(String(itemsOf(skipped)[0]?.outcome?.reason), /limit of 2 new requests per run/);
    assert.equal(overseerr.requests.length, 2);
    await memory.close();
  });

  it("reports a server that refuses the key once per run, and fails the rest without a call", async () => {
    const { flow, overseerr } = await requesting();
    overseerr.settings.csrf = true;
    for (const payload of [matrix, heat, dune]) flow.send("request", { payload, sync: run("run-1") });
    const refused = await flow.sink("refused").count(3);
    assert.deepEqual(new Set(refused.map((msg) => outcomeOf(msg)?.code)), new Set(["server-csrf"]));
    await flow.sink("completed").count(2);
    assert.deepEqual(
      flow.sink("errors").messages.map((msg) => errorOf(msg).code),
      ["server-csrf"],
    );
    await flow.shows(
      "request",
      ({ text, fill }) => fill === "red" && text === "3 failed: CSRF protection on",
    );
  });

  it("goes on with other users when one has used up the quota", async () => {
    const { flow, overseerr } = await requesting({ requesterType: "list" });
    for (const tmdbId of [438631, 604])
      overseerr.addRequest({ mediaType: "movie", tmdbId, status: 1, userId: 3 });
    const asking = (item: object, requestAs: number) => ({
      ...item,
      sources: [{ provider: "imdb", list: "ls1", requestAs }],
    });
    flow.send("request", { payload: [asking(matrix, 3), asking(heat, 5), asking(breakingBad, 3)] });
    const [requested] = await flow.sink("requested").count(1);
    const [refused] = await flow.sink("refused").count(1);
    assert.deepEqual(
      itemsOf(requested).map(({ title }) => title),
      ["Heat"],
    );
    assert.deepEqual(
      itemsOf(refused).map(({ title, outcome }) => [title, outcome?.status]),
      [
        ["The Matrix", "quota_exceeded"],
        ["Breaking Bad", "quota_exceeded"],
      ],
    );
    assert.deepEqual(flow.sink("errors").messages, []);
  });
});
