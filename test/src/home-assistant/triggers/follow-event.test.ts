import assert from "node:assert/strict";
import { inState } from "../../../support/home-assistant.ts";
import { triggerPerTest, until } from "../../../support/triggers.ts";

describe("A trigger by an event", () => {
  const { start, connect, follow, following } = triggerPerTest();

  const sync = { kind: "event", anyList: true };

  it("becomes a message that list-source understands without a Function node", async () => {
    const { server, seen } = await following(sync);
    server.fire("listsync_sync", {
      list: "imdb:ls1, sean/horror",
      dry_run: true,
      limit: 5,
      requester: 3,
      profile: "4K",
      is_4k: "both",
      Note: "from the couch",
    });
    await seen.count(1);
    const { payload, ...message } = seen.messages[0] ?? {};
    assert.deepEqual(message, {
      trigger: "home-assistant",
      topic: "listsync_sync",
      lists: "imdb:ls1, sean/horror",
      dryRun: true,
      maxRequests: 5,
      requestAs: 3,
      profile: "4K",
      is4k: "both",
    });
    assert.equal((payload as Record<string, unknown>).Note, "from the couch");
  });

  it("takes the names as people write them", async () => {
    const { server, seen } = await following(sync);
    server.fire("listsync_sync", {
      Lists: ["a/b", { list: "c/d", limit: 3 }],
      "dry-run": "no",
      dryRun: null,
    });
    await seen.count(1);
    assert.deepEqual(seen.messages[0]?.lists, ["a/b", { list: "c/d", limit: 3 }]);
    assert.equal(seen.messages[0]?.dryRun, false);
  });

  it("starts nothing when a value cannot be read, and says so", async () => {
    const { server, seen } = await following(sync);
    server.fire("listsync_sync", { dry_run: "perhaps" });
    await until(() => seen.errors.length > 0);
    assert.match(
      String(seen.errors[0]?.message),
      /dry_run of the event must be true or false; it is "perhaps"/,
    );
    server.fire("listsync_sync");
    await seen.count(1);
    assert.equal(seen.messages.length, 1);
    assert.equal(seen.messages[0]?.dryRun, undefined);
  });

  it("may be one of another type, for one profile", async () => {
    const { server, seen } = await following({ kind: "event", eventType: "films", profile: "4K" });
    server.fire("listsync_sync");
    server.fire("films", { profile: "Main" });
    server.fire("films", { profile: "4k" });
    server.fire("films");
    await seen.count(2);
    assert.deepEqual(
      seen.messages.map(({ profile }) => profile),
      ["4K", undefined],
    );
  });

  it("says that it needs an administrator's token", async () => {
    const server = await start();
    const connection = connect(server, { token: server.userToken });
    const seen = follow(connection, sync);
    await until(() => seen.errors.length > 0);
    assert.match(String(seen.errors[0]?.message), /administrator/);
    assert.equal(seen.status.fill, "red");
  });

  it("is followed again after a restart of Home Assistant", async () => {
    const { server, connection, seen } = await following(sync);
    await server.restart();
    await inState(connection, "running");
    await until(() => server.subscriptions > 0);
    server.fire("listsync_sync");
    await seen.count(1);
    assert.deepEqual(seen.errors, []);
    assert.equal(server.connections, 1);
  });
});
