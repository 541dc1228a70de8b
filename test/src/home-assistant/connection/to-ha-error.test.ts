import assert from "node:assert/strict";
import { CancelledError } from "../../../../src/errors.ts";
import { toHaError } from "../../../../src/home-assistant/connection/to-ha-error.ts";
import { HomeAssistantError } from "../../../../src/home-assistant/home-assistant-error.ts";
import { keepSecret } from "../../../../src/http/redact.ts";

const about = { host: "ha:8123", asked: 'the command "x"' };

describe("errors of Home Assistant", () => {
  for (const [thrown, code] of [
    [1, "ha-unreachable"],
    [2, "ha-token"],
    [3, "ha-disconnected"],
    [{ type: "result", success: false, error: { code: 3, message: "Connection lost" } }, "ha-disconnected"],
    [{ code: "unauthorized", message: "Unauthorized" }, "ha-admin"],
    [{ code: "unknown_command", message: "Unknown command." }, "ha-unknown-command"],
    [{ code: "not_found", message: "Entity not found" }, "ha-not-found"],
    [{ code: "invalid_entity_id", message: "To-do list entity not found: todo.x" }, "ha-not-found"],
    [{ code: "service_validation_error", message: "No." }, "ha-refused"],
    [new Error("something"), "ha-refused"],
    [undefined, "ha-refused"],
  ] as const) {
    it(`are sentences with a code: ${JSON.stringify(thrown)} is ${code}`, () => {
      const error = toHaError(thrown, about);
      assert.ok(error instanceof HomeAssistantError);
      assert.equal(error.code, code);
      assert.match(error.message, /^[A-Z].*\. [A-Z].*\.$/);
    });
  }

  it("are passed on when they are sentences already", () => {
    const cancelled = new CancelledError();
    assert.equal(toHaError(cancelled, about), cancelled);
  });

  it("hold no secret", () => {
    const release = keepSecret("very-secret-token");
    const error = toHaError({ code: "x", message: "bad very-secret-token" }, about);
    release();
    assert.doesNotMatch(error.message, /very-secret-token/);
  });
});
