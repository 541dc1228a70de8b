import assert from "node:assert/strict";
import { coded, homeAssistantPerTest } from "../../../support/home-assistant.ts";

describe("REST API of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();
  const path = "states/sensor.listsync_status";

  it("writes, reads and removes a state", async () => {
    const server = await start();
    const ha = connect(server);
    const json = { state: "idle", attributes: { friendly_name: 'The "best" 🎬 list' } };
    assert.equal((await ha.rest({ method: "POST", path, json })).status, 201);
    assert.equal((await ha.rest({ method: "POST", path, json: { state: "syncing" } })).status, 200);
    const { body } = await ha.rest<{ state: string }>({ method: "GET", path: `/${path}` });
    assert.equal(body.state, "syncing");
    await ha.rest({ method: "DELETE", path });
    await assert.rejects(ha.rest({ method: "GET", path }), coded("ha-not-found"));
  });

  it("refuses with Home Assistant's own sentence", async () => {
    const ha = connect(await start());
    const call = ha.rest({ method: "POST", path, json: { state: "x".repeat(256) } });
    await assert.rejects(call, coded("ha-refused"));
    await assert.rejects(ha.rest({ method: "POST", path, json: {} }), /No state specified\./);
  });

  it("does not even try what only an administrator may do", async () => {
    const server = await start();
    const ha = connect(server, { token: server.userToken });
    await assert.rejects(ha.rest({ method: "POST", path, json: { state: "x" } }), coded("ha-admin"));
    await assert.rejects(ha.rest({ method: "POST", path: "events/listsync" }), coded("ha-admin"));
    assert.deepEqual([server.failedLogins, server.calls], [0, []]);
    server.setState("sensor.x", "1");
    assert.equal((await ha.rest({ method: "GET", path: "states/sensor.x" })).status, 200);
  });

  it("gives what a service answers", async () => {
    const server = await start();
    server.todo("todo.watchlist").add({ summary: "Dune (2021)" });
    const ha = connect(server);
    const json = { entity_id: "todo.watchlist" };
    const { body } = await ha.rest<{ service_response: Record<string, { items: unknown[] }> }>({
      method: "POST",
      path: "services/todo/get_items?return_response",
      json,
    });
    assert.equal(body.service_response["todo.watchlist"]?.items.length, 1);
    const without = ha.rest({ method: "POST", path: "services/todo/get_items", json });
    await assert.rejects(without, coded("ha-refused"));
  });

  it("says why there is no answer", async () => {
    const server = await start();
    const ha = connect(server, { timing: { requestMs: 100 } });
    await ha.request({ type: "get_config" });
    for (const [answer, code] of [
      [{ status: 502 }, "ha-unreachable"],
      [{ status: 302 }, "ha-unreachable"],
      [{ delayMs: 300 }, "ha-timeout"],
      [{ status: 401 }, "ha-token"],
    ] as const) {
      server.restFault = answer;
      await assert.rejects(ha.rest({ method: "GET", path: "config" }), coded(code));
    }
    server.restFault = undefined;
    const stop = new AbortController();
    const work = ha.rest({ method: "GET", path: "config", signal: stop.signal });
    stop.abort();
    await assert.rejects(work, coded("cancelled"));
    await server.stop();
    await assert.rejects(ha.rest({ method: "GET", path: "config" }), (error: Error) =>
      ["ha-unreachable", "ha-disconnected"].includes((error as { code?: string }).code ?? ""),
    );
  });
});
