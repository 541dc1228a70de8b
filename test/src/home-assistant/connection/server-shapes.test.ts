import assert from "node:assert/strict";
import { WebSocket } from "ws";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";
import { homeAssistantPerTest } from "../../../support/home-assistant.ts";
import { shapeDifferences } from "../../../support/shape-differences.ts";

describeWithFixtures("the Home Assistant of the tests", () => {
  const { start } = homeAssistantPerTest();

  /** Signs in by hand, sends commands with the ids given, and answers what comes back, message by message. */
  async function talk(url: string, token: string, commands: object[], answers: number) {
    const socket = new WebSocket(`${url.replace("http", "ws")}/api/websocket`);
    const messages: { type: string; [property: string]: unknown }[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", () => resolve());
      socket.on("message", (data) => {
        messages.push(JSON.parse(String(data)));
        const { type } = messages.at(-1) ?? {};
        if (type === "auth_required") socket.send(JSON.stringify({ type: "auth", access_token: token }));
        if (type === "auth_ok") for (const command of commands) socket.send(JSON.stringify(command));
        if (messages.length === answers + 2) socket.close();
      });
    });
    return messages;
  }

  it("answers to-do lists as the real one", async () => {
    const server = await start();
    const list = server.todo("todo.entity1");
    for (const summary of ["Water", "Milk", "Cheese"]) list.add({ summary });
    const [, , found, missing] = await talk(
      server.url,
      server.token,
      [
        { id: 1, type: "todo/item/list", entity_id: "todo.entity1" },
        { id: 2, type: "todo/item/list", entity_id: "todo.none" },
      ],
      2,
    );
    const recorded = readJsonFixture("homeassistant/todo-item-list.ha-test-snapshot.json");
    assert.deepEqual(shapeDifferences(recorded, found), []);
    assert.deepEqual(missing, {
      ...readJsonFixture<object>("homeassistant/todo-item-list-not_found.ha-test.json"),
      id: 2,
    });
    const answered = server.service("todo", "get_items", "todo.entity1");
    const response = readJsonFixture("homeassistant/todo-get_items-service-response.ha-test.json");
    assert.deepEqual(shapeDifferences(response, answered), []);
  });

  it("greets, refuses ids that do not rise and commands that it does not know, and pongs", async () => {
    const server = await start();
    const messages = await talk(
      server.url,
      server.token,
      [
        { id: 3, type: "ping" },
        { id: 3, type: "ping" },
        { id: 4, type: "no/such" },
        { id: 5, type: "todo/item/list" },
      ],
      4,
    );
    assert.deepEqual(messages, [
      { type: "auth_required", ha_version: "2026.2.0" },
      { type: "auth_ok", ha_version: "2026.2.0" },
      { id: 3, type: "pong" },
      {
        id: 3,
        type: "result",
        success: false,
        error: { code: "id_reuse", message: "Identifier values have to increase." },
      },
      {
        id: 4,
        type: "result",
        success: false,
        error: { code: "unknown_command", message: "Unknown command." },
      },
      {
        id: 5,
        type: "result",
        success: false,
        error: { code: "invalid_format", message: "required key not provided @ data['entity_id']" },
      },
    ]);
  });

  it("closes with 1000 after a wrong token", async () => {
    const server = await start();
    const messages = await talk(server.url, "wrong", [], 9);
    assert.deepEqual(messages.at(-1), {
      type: "auth_invalid",
      message: "Invalid access token or password",
    });
    assert.equal(server.failedLogins, 1);
  });

  it("tells of presses and forgets what a real one forgets in a restart", async () => {
    const server = await start({ companion: "4.2.3" });
    server.setState("sensor.posted", "1");
    server.setState("input_button.go", "unknown");
    server.press("input_button.go");
    assert.match(String(server.states.get("input_button.go")?.state), /^\d{4}-/);
    await server.restart();
    assert.equal(server.states.has("sensor.posted"), false);
    assert.equal(server.states.has("input_button.go"), true);
    assert.ok(server.events.some(({ event_type }) => event_type === "nodered"));
  });
});
