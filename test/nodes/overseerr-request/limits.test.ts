import assert from "node:assert/strict";
import { join } from "node:path";
import { shareMemory } from "../../../src/runs/memory.ts";
import { createCatalogue } from "../../servers/catalogue/catalogue.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { itemOf, itemsOf } from "../../support/overseerr-flow.ts";
import {
  breakingBad,
  dune,
  heat,
  matrix,
  outcomeOf,
  requestFlowPerTest,
  run,
} from "../../support/request-flow.ts";

describe("overseerr-request", () => {
  const { remembering, requesting, requestingWith } = requestFlowPerTest();

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
    const { flow } = await remembering();
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    await (await memory.runs()).setSettings("Main", { requestLimit: 1 });
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
    const { flow, overseerr } = await remembering(
      flowNodes.request({ id: "other", database: "database", maxRequests: "5" }),
    );
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    await (await memory.runs()).setSettings("Main", { requestLimit: 2 });
    flow.send("request", { payload: matrix, sync: run("of-two-nodes") });
    await flow.sink("requested").count(1);
    flow.send("other", { payload: [heat, dune], sync: run("of-two-nodes") });
    const [skipped] = await flow.sink("unneeded").count(1);
    assert.match(String(itemsOf(skipped)[0]?.outcome?.reason), /limit of 2 new requests per run/);
    assert.equal(overseerr.requests.length, 2);
    await memory.close();
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
