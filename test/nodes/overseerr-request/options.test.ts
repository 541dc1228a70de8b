import assert from "node:assert/strict";
import { flowNodes } from "../../support/flow-nodes.ts";
import { errorOf } from "../../support/overseerr-flow.ts";
import {
  breakingBad,
  matrix,
  outcomeOf,
  requestFlowPerTest,
  run,
  sinks,
} from "../../support/request-flow.ts";

describe("overseerr-request", () => {
  const { startFlow, requesting } = requestFlowPerTest();

  it("shows a red ring and answers each message when it has no server", async () => {
    const flow = await startFlow([flowNodes.request({ server: "" }), ...flowNodes.errors(), ...sinks]);
    await flow.shows("request", ({ text, shape }) => text === "no server" && shape === "ring");
    flow.send("request", { payload: matrix });
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "no-config");
  });

  for (const [what, properties, msg, words] of [
    ["seasons that say nothing", { seasons: "some" }, {}, /seasons/],
    ["a user that is none", { requesterType: "user", requester: "" }, {}, /No user is chosen/],
    [
      "a user in the message that is none",
      {},
      { requestAs: "anna" },
      /requestAs must be the id of a user.*"anna"/,
    ],
    ["half a user", {}, { requestAs: 1.5 }, /requestAs must be the id of a user.*1\.5/],
    ["a limit that is no number", { maxRequests: "few" }, {}, /Maximum new requests must be .*"few"/],
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
});
