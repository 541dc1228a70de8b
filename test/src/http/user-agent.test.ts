import assert from "node:assert/strict";
import { USER_AGENT } from "../../../src/http/user-agent.ts";

describe("USER_AGENT", () => {
  it("names the program, its version and an address", () => {
    assert.match(USER_AGENT, /^ListSync\/\d+\.\d+\.\d+\S* \(\+https:\/\/\S+\)$/);
  });
});
