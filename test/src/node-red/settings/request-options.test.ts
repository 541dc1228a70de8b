import assert from "node:assert/strict";
import util from "@node-red/util";
import { evaluator } from "../../../../src/node-red/computed/evaluator.ts";
import type { NodePort } from "../../../../src/node-red/node-port.ts";
import { computeRequest, readRequestOptions } from "../../../../src/node-red/settings/request-options.ts";

describe("readRequestOptions", () => {
  it("takes a dialog that nobody touched for the defaults", () => {
    const untouched = { seasonCount: "1", requester: "", radarrServer: "", radarrTags: "", maxRequests: "" };
    assert.deepEqual(readRequestOptions(untouched, {}), {
      is4k: "no",
      seasons: "all",
      specials: false,
      checkIds: false,
      retryFailed: false,
      radarr: {},
      sonarr: {},
      onDeclined: "respect",
      onDeleted: "respect",
      onPartial: "missing",
      dryRun: false,
      maxRequests: 0,
    });
  });

  it("reads what the dialog stores as text", () => {
    const config = {
      is4k: "both",
      seasons: "count",
      seasonCount: "2",
      requesterType: "user",
      requester: "7",
      radarrServer: "0",
      radarrProfile: "4",
      radarrFolder: " /movies ",
      radarrTags: "1, 4",
      maxRequests: "25",
      onDeclined: "request",
      onDeleted: "request",
      onPartial: "leave",
    };
    const { radarr, seasons, asUser, maxRequests, is4k } = readRequestOptions(config, {});
    assert.deepEqual(radarr, { serverId: 0, profileId: 4, rootFolder: "/movies", tags: [1, 4] });
    assert.deepEqual([is4k, seasons, asUser, maxRequests], ["both", 2, 7, 25]);
  });

  it("lets the message win, in whatever form it says it", () => {
    const config = { is4k: "both", seasons: "all", requesterType: "list", maxRequests: 5, dryRun: true };
    const read = readRequestOptions(config, {
      is4k: false,
      seasons: "Latest",
      requestAs: 3,
      maxRequests: "1",
      dryRun: false,
    });
    assert.deepEqual(
      [read.is4k, read.seasons, read.asUser, read.maxRequests, read.dryRun],
      ["no", "latest", 3, 1, false],
    );
    assert.equal(readRequestOptions({}, { is4k: true }).is4k, "yes");
    assert.equal(readRequestOptions({}, { seasons: 3 }).seasons, 3);
  });

  it("never makes the key's owner of a user that was forgotten", () => {
    for (const requester of ["", undefined]) {
      assert.throws(() => readRequestOptions({ requesterType: "user", requester }, {}), {
        code: "bad-config",
      });
    }
    assert.throws(
      () => readRequestOptions({ requesterType: "msg" }, { requestAs: 0 }),
      /msg\.requestAs must be the id of a user, a whole number such as 4; it is 0\. Correct it in the message\.$/,
    );
  });

  it("reads the requester from any property of the message, however it is named", async () => {
    const evaluate = evaluator(util, {} as NodePort);
    const read = async (requester: string, msg: object) => {
      const config = await computeRequest({ requesterType: "msg", requester }, { ...msg }, evaluate);
      return readRequestOptions(config, { ...msg }).asUser;
    };
    assert.equal(await read("", { requestAs: 4 }), 4);
    assert.equal(await read("who.id", { who: { id: "5" } }), 5);
    assert.equal(await read("msg.who.id", { who: { id: 6 } }), 6);
    assert.equal(await read("payload[0].user", { payload: [{ user: 7 }] }), 7);
    assert.equal(await read('user["id"]', { user: { id: 8 } }), 8);
    for (const msg of [{}, { who: null }, { who: {} }, { who: { id: "" } }])
      assert.equal(await read("who.id", msg), undefined);
    await assert.rejects(
      read("who.id", { who: { id: "Anna" } }),
      /User to request as must be the id of a user, a whole number such as 4; it is "Anna"\. It comes from msg\.who\.id\. /,
    );
    await assert.rejects(read("a b", { "a b": 4 }), /comes from msg\.a b, which cannot be computed/);
    await assert.rejects(read("who[", {}), /comes from msg\.who\[, which cannot be computed/);
  });

  it("computes the requester however a flow that was made by hand writes it", async () => {
    const evaluate = evaluator(util, {} as NodePort);
    const read = async (config: object, msg: object) =>
      readRequestOptions(await computeRequest(config, { ...msg }, evaluate), { ...msg }).asUser;
    for (const requesterType of ["MSG", " msg "])
      assert.equal(await read({ requesterType, requester: " who.id " }, { who: { id: 5 } }), 5);
    for (const requester of [undefined, null, "", "  "])
      assert.equal(await read({ requesterType: "msg", requester }, { requestAs: 6 }), 6);
    assert.equal(await read({ requesterType: "msg", requester: 4 }, { 4: 7 }), 7);
    await assert.rejects(
      read({ requesterType: "msg", requester: ["who"] }, {}),
      /User to request as must be text; it is \["who"\]\. Correct it in the node's dialog\.$/,
    );
  });

  for (const [config, words] of [
    [
      { seasons: "0" },
      /Seasons must be all, first, latest, missing, listed, or how many of the first seasons; it is 0\./,
    ],
    [{ maxRequests: -1 }, /Maximum new requests must be a whole number, 0 or more; it is -1\./],
    [{ sonarrProfile: "HD" }, /Sonarr profile must be .*; it is "HD"\./],
    [
      { requesterType: "user", requester: "2.5" },
      /User to request as must be the id of a user, a whole number such as 4; it is 2\.5\./,
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(config)}`, () => {
      assert.throws(() => readRequestOptions(config, {}), words);
    });
  }

  it("takes the smaller one of the node's limit and the profile's, and the message's above both", () => {
    const limit = (maxRequests: unknown, profile: number | undefined, msg: Record<string, unknown> = {}) =>
      readRequestOptions({ maxRequests: maxRequests as string }, msg, profile).maxRequests;
    assert.deepEqual(
      [limit("0", 5), limit("3", 5), limit("8", 5), limit("3", 0), limit("", undefined), limit(undefined, 7)],
      [5, 3, 5, 3, 0, 7],
    );
    assert.deepEqual([limit("3", 5, { maxRequests: 20 }), limit("3", 5, { maxRequests: 0 })], [20, 0]);
  });
});
