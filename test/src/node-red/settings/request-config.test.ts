import assert from "node:assert/strict";
import { readRequestConfig } from "../../../../src/node-red/settings/request-config.ts";

describe("readRequestConfig", () => {
  it("takes a dialog that nobody touched for the defaults", () => {
    const untouched = { seasonCount: "1", requester: "", radarrServer: "", radarrTags: "", maxRequests: "" };
    assert.deepEqual(readRequestConfig(untouched, {}), {
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
    const { radarr, seasons, asUser, maxRequests, is4k } = readRequestConfig(config, {});
    assert.deepEqual(radarr, { serverId: 0, profileId: 4, rootFolder: "/movies", tags: [1, 4] });
    assert.deepEqual([is4k, seasons, asUser, maxRequests], ["both", 2, 7, 25]);
  });

  it("lets the message win, in whatever form it says it", () => {
    const config = { is4k: "both", seasons: "all", requesterType: "list", maxRequests: 5, dryRun: true };
    const read = readRequestConfig(config, {
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
    assert.equal(readRequestConfig({}, { is4k: true }).is4k, "yes");
    assert.equal(readRequestConfig({}, { seasons: 3 }).seasons, 3);
  });

  it("never makes the key's owner of a user that was forgotten", () => {
    for (const requester of ["", undefined]) {
      assert.throws(() => readRequestConfig({ requesterType: "user", requester }, {}), {
        code: "bad-config",
      });
    }
    assert.throws(() => readRequestConfig({ requesterType: "msg" }, { requestAs: 0 }), /user to request as/);
  });

  it("reads the requester from any property of the message", () => {
    const read = (requester: string, msg: object) =>
      readRequestConfig({ requesterType: "msg", requester }, { ...msg }).asUser;
    assert.equal(read("", { requestAs: 4 }), 4);
    assert.equal(read("who.id", { who: { id: "5" } }), 5);
    assert.equal(read("msg.who.id", { who: { id: 6 } }), 6);
    assert.equal(read("who.id", {}), undefined);
  });

  for (const [config, words] of [
    [{ seasons: "0" }, /says nothing about seasons/],
    [{ maxRequests: -1 }, /maximum of new requests/],
    [{ sonarrProfile: "HD" }, /Sonarr profile/],
    [{ requesterType: "user", requester: "2.5" }, /no user/],
  ] as const) {
    it(`refuses ${JSON.stringify(config)}`, () => {
      assert.throws(() => readRequestConfig(config, {}), words);
    });
  }

  it("takes the smaller one of the node's limit and the profile's, and the message's above both", () => {
    const limit = (maxRequests: unknown, profile: number | undefined, msg: Record<string, unknown> = {}) =>
      readRequestConfig({ maxRequests: maxRequests as string }, msg, profile).maxRequests;
    assert.deepEqual(
      [limit("0", 5), limit("3", 5), limit("8", 5), limit("3", 0), limit("", undefined), limit(undefined, 7)],
      [5, 3, 5, 3, 0, 7],
    );
    assert.deepEqual([limit("3", 5, { maxRequests: 20 }), limit("3", 5, { maxRequests: 0 })], [20, 0]);
  });
});
