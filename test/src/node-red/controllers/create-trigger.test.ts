import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { TriggerConfig } from "../../../../src/node-red/settings/fields/sync-trigger.ts";
import { triggerPerTest, until } from "../../../support/triggers.ts";

describe("A trigger from Home Assistant", () => {
  const { start, connect, follow, following } = triggerPerTest();

  it("makes one message of several of a kind, and keeps wishes apart", async () => {
    const { server, seen } = await following({ kind: "event", debounce: 0.05, anyList: true });
    for (const list of ["a/b", "c/d", "a/b", "a/b"]) server.fire("listsync_sync", { list });
    await seen.count(2);
    await sleep(100);
    assert.deepEqual(
      seen.messages.map(({ lists }) => lists),
      ["c/d", "a/b"],
    );
  });

  it("sends nothing any more once it is closed", async () => {
    const { server, seen } = await following({ kind: "event", debounce: 0.02 });
    server.fire("listsync_sync");
    await until(() => server.events.length > 0);
    await sleep(10);
    seen.end();
    server.fire("listsync_sync");
    await sleep(60);
    assert.deepEqual(seen.messages, []);
    assert.equal(server.subscriptions, 0);
  });

  for (const [config, sentence] of [
    [{ kind: "entity", entities: " , " }, /No entity is chosen/],
    [{ kind: "todo" }, /No to-do list is chosen/],
    [{ kind: "moon" }, /Starts by must be .*"moon"/],
    [{ kind: "event", debounce: "soon" }, /Debounce must be a number from 0 to 3,600/],
  ] as const)
    it(`refuses ${JSON.stringify(config)}`, async () => {
      const connection = connect(await start());
      assert.throws(() => follow(connection, { ...config } as TriggerConfig), {
        code: "bad-config",
        message: sentence,
      });
    });
});
