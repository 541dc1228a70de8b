import assert from "node:assert/strict";
import { flowNodes } from "../../support/flow-nodes.ts";
import { homeAssistantPerTest } from "../../support/home-assistant.ts";
import { hostileSummary, summaryWith } from "../../support/news.ts";
import { notifyFlowPerTest } from "../../support/notify-flow.ts";
import { errorOf } from "../../support/overseerr-flow.ts";

describe("sync-notify with Home Assistant", () => {
  const { startFlow, flow } = notifyFlowPerTest();

  const home = homeAssistantPerTest();

  it("has buttons whose presses come back, and no title that Home Assistant would fill in", async () => {
    const server = await home.start();
    const running = await startFlow(
      flow({ channel: "home-assistant", homeAssistant: "home", service: "notify.mobile_app_phone" }, [
        flowNodes.homeAssistant({ url: server.url }),
      ]),
      { credentials: { home: { token: server.token } } },
    );
    for (const id of ["pressed", "errors", "completed"]) running.sink(id);
    for (const payload of [summaryWith(), hostileSummary()]) running.send("notify", { payload });
    await running.sink("completed").count(2);
    const [call] = server.services.filter(({ domain }) => domain === "notify");
    const { title, message, data } = (call ?? assert.fail()).data as {
      title: string;
      message: string;
      data: Record<string, unknown>;
    };
    assert.equal(title, "Main: sync completed");
    assert.match(message, /Heat \(1995\)/);
    const actions = data.actions as { action: string; title: string }[];
    assert.deepEqual(
      actions.map((each) => each.title),
      ["Sync again", "Show"],
    );
    for (const { action } of actions) server.fire("mobile_app_notification_action", { action });
    server.fire("mobile_app_notification_action", { action: "LISTSYNC_SYNC_other_Main" });
    const pressed = await running.sink("pressed").count(2);
    assert.deepEqual(
      pressed.map(({ topic, trigger, profile }) => [topic, trigger, profile]),
      [
        ["sync", "home-assistant", "Main"],
        ["show", "home-assistant", "Main"],
      ],
    );
    assert.equal(running.sink("errors").messages.length, 0);
  });

  it("writes into the sidebar, also titles that mean something to Home Assistant", async () => {
    const server = await home.start();
    const running = await startFlow(
      flow({ channel: "home-assistant", homeAssistant: "home", service: "persistent_notification" }, [
        flowNodes.homeAssistant({ url: server.url }),
      ]),
      { credentials: { home: { token: server.token } } },
    );
    for (const id of ["errors", "completed"]) running.sink(id);
    for (const payload of [summaryWith(), hostileSummary()]) running.send("notify", { payload });
    await running.sink("completed").count(2);
    const written = server.services.filter(({ domain }) => domain === "persistent_notification");
    assert.deepEqual(
      written.map(({ service, data }) => [service, Object.keys(data).sort()]),
      Array(2).fill(["create", ["message", "title"]]),
    );
    assert.equal(written[0]?.data.title, "Main: sync completed");
    assert.doesNotMatch(JSON.stringify(written[1]?.data), /\{[{%#]/);
    assert.equal(running.sink("errors").messages.length, 0);
  });

  it("tells an entity, and says so when there is none of that name", async () => {
    const server = await home.start();
    server.setState("notify.kitchen", "unknown");
    server.setState("notify.attic", "unavailable");
    const withService = (service: string) =>
      flow({ channel: "home-assistant", homeAssistant: "home", service }, [
        flowNodes.homeAssistant({ url: server.url }),
      ]);
    const running = await startFlow(withService("notify.kitchen"), {
      credentials: { home: { token: server.token } },
    });
    running.sink("completed");
    running.send("notify", { payload: summaryWith() });
    await running.sink("completed").count(1);
    const sent = () => server.services.filter(({ service }) => service === "send_message");
    assert.deepEqual(
      sent().map(({ entityIds, data }) => [entityIds, Object.keys(data).sort()]),
      [[["notify.kitchen"], ["message", "title"]]],
    );
    assert.match(String(sent()[0]?.data.message), /Heat \(1995\)/);
    for (const service of ["notify.attic", "notify.no_such_phone"]) {
      await running.deploy(withService(service));
      running.sink("errors");
      running.send("notify", { payload: summaryWith() });
      const [failed] = await running.sink("errors").count(1);
      assert.equal(errorOf(failed).code, "notify-refused");
      assert.match(errorOf(failed).message, /not found/i);
    }
    assert.equal(sent().length, 1);
  });
});
