import assert from "node:assert/strict";
import { isNews } from "../../../../src/home-assistant/connection/is-news.ts";
import { watchOutage } from "../../../../src/home-assistant/connection/watch-outage.ts";
import { coded, homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";

describe("an outage of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();

  it("that heals in time is no error", async () => {
    const server = await start();
    const ha = connect(server);
    const errors: Error[] = [];
    const end = watchOutage(ha, (error) => errors.push(error), 60_000);
    await ha.user();
    await server.restart({ downMs: 50, startingMs: 20 });
    await inState(ha, "running");
    assert.deepEqual(errors, []);
    end();
  });

  it("that stays is told once, with its reason", async () => {
    const server = await start();
    const ha = connect(server);
    const errors: Error[] = [];
    const end = watchOutage(ha, (error) => errors.push(error), 30);
    await ha.user();
    await server.stop();
    await poll(() => errors[0], "the error");
    assert.ok(coded("ha-unreachable")(errors[0]));
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(errors.length, 1);
    end();
  });

  it("is one fault for all who share the connection, and news again after it worked", async () => {
    const server = await start();
    const ha = connect(server);
    await ha.user();
    await server.stop();
    await inState(ha, "disconnected");
    const error = await ha.request({ type: "ping" }, { timeoutMs: 20 }).then(
      () => assert.fail("It answered."),
      (reason: Error) => reason,
    );
    assert.deepEqual([isNews(ha, error), isNews(ha, error)], [true, false]);
    await server.start();
    await inState(ha, "running");
    assert.equal(isNews(ha, error), true);
  });
});
