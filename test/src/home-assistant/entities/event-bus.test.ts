import assert from "node:assert/strict";
import type { EntityEvent } from "../../../../src/home-assistant/entities/entity.ts";
import { createEventBus } from "../../../../src/home-assistant/entities/event-bus.ts";
import { homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";

const requested = (number: number, run = "r1"): EntityEvent => ({
  runId: run,
  id: `${run} movie:tmdb:${number}`,
  type: "requested",
  data: { profile: "Main", title: `Film ${number}`, tmdb_id: number },
});
const finished = (run = "r1"): EntityEvent => ({
  runId: run,
  id: run,
  type: "finished",
  data: { profile: "Main" },
});

describe("events for the bus of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();
  const ours = (server: Awaited<ReturnType<typeof start>>, type = "") =>
    server.events.filter(({ event_type }) => event_type.startsWith(`listsync_${type}`));

  it("all arrive, in their order, however fast they come", async () => {
    const server = await start();
    const ha = connect(server);
    const bus = createEventBus(ha, (error) => assert.fail(error));
    await inState(ha, "running");
    for (let number = 1; number <= 3000; number++) bus.fire(requested(number));
    bus.fire(finished());
    await poll(() => ours(server, "sync_finished")[0], "the end of the run");
    assert.deepEqual(
      ours(server, "item").map(({ data }) => data.tmdb_id),
      Array.from({ length: 3000 }, (_, index) => index + 1),
    );
    bus.close();
  });

  it("are fired once, however many others were fired between", async () => {
    const server = await start();
    const ha = connect(server);
    const bus = createEventBus(ha, (error) => assert.fail(error));
    await inState(ha, "running");
    for (const _ of [1, 2]) for (let number = 1; number <= 1500; number++) bus.fire(requested(number, "r3"));
    bus.fire(finished("r3"));
    await poll(() => ours(server, "sync_finished")[0], "the end of the run");
    assert.equal(ours(server, "item").length, 1500);
    bus.close();
  });

  it("are fired once, however many nodes tell of them", async () => {
    const server = await start();
    const ha = connect(server);
    const buses = [1, 2].map(() => createEventBus(ha, (error) => assert.fail(error)));
    await inState(ha, "running");
    for (const bus of buses) bus.fire(requested(1));
    for (const bus of buses) bus.fire(finished());
    for (const bus of buses) bus.fire(finished("r2"));
    await poll(() => (ours(server).length >= 3 ? true : undefined), "the events");
    await ha.request({ type: "get_config" });
    assert.equal(ours(server).length, 3);
    for (const bus of buses) bus.close();
  });

  it("wait for an absent Home Assistant up to a bound, the end of a run always, and what is dropped is counted", async () => {
    const server = await start();
    const ha = connect(server);
    const errors: Error[] = [];
    const bus = createEventBus(ha, (error) => errors.push(error));
    await inState(ha, "running");
    await server.stop();
    await inState(ha, "disconnected");
    bus.fire(finished("r0"));
    for (let number = 1; number <= 1500; number++) bus.fire(requested(number));
    bus.fire(finished());
    await server.start();
    await poll(() => (ours(server, "sync_finished").length === 2 ? true : undefined), "both ends");
    const kept = ours(server, "item").map(({ data }) => Number(data.tmdb_id));
    assert.equal(kept.at(-1), 1500);
    assert.match(
      String(errors[0]?.message),
      new RegExp(`\\b${1500 - kept.length} events listsync_item_requested`),
    );
    assert.ok(kept.length >= 998 && kept.length <= 1000, String(kept.length));
    bus.close();
  });

  it("are sent for a node that is gone meanwhile", async () => {
    const server = await start();
    const ha = connect(server);
    const bus = createEventBus(ha, (error) => assert.fail(error));
    bus.fire(finished());
    bus.close();
    await poll(() => ours(server)[0], "the event");
  });

  it("are not even tried by a user who may not fire them, which is said once", async () => {
    const server = await start();
    const ha = connect(server, { token: server.userToken });
    const errors: Error[] = [];
    const bus = createEventBus(ha, (error) => errors.push(error));
    await inState(ha, "running");
    for (let number = 1; number <= 423; number++) bus.fire(requested(number));
    await poll(() => errors[0], "the refusal");
    await ha.request({ type: "get_config" });
    bus.fire(finished());
    assert.equal(errors.length, 1);
    assert.deepEqual(server.log, []);
    bus.close();
  });
});
