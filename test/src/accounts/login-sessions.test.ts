import assert from "node:assert/strict";
import { createLoginSessions } from "../../../src/accounts/login-sessions.ts";
import type { LoginAnswer, LoginFlow, LoginTokens } from "../../../src/lists/account.ts";
import { contextFor } from "../../support/fetch-context.ts";

describe("the logins that dialogs begin", () => {
  const { signal } = new AbortController();
  let time: number;
  let answers: LoginAnswer[];
  let kept: LoginTokens[];
  let polled: unknown[];
  beforeEach(() => {
    time = 0;
    answers = [];
    kept = [];
    polled = [];
  });
  const flow: LoginFlow = {
    start: async () => ({
      url: "https://trakt.tv/activate",
      code: "ABCD1234",
      expiresIn: 600,
      interval: 5,
      state: { device: "secret-device-code" },
    }),
    async poll(state) {
      polled.push(state);
      return answers.shift() ?? { kind: "pending" };
    },
  };
  const begin = (sessions = createLoginSessions(() => time)) => ({
    sessions,
    started: sessions.start(
      {
        flow,
        context: () => contextFor("http://127.0.0.1:9"),
        keep: async (tokens) => void kept.push(tokens),
      },
      signal,
    ),
  });

  it("show where to confirm which code, and nothing that polls", async () => {
    const { session, ...shown } = await begin().started;
    assert.deepEqual(shown, {
      url: "https://trakt.tv/activate",
      code: "ABCD1234",
      expiresIn: 600,
      interval: 5,
    });
    assert.doesNotMatch(session, /secret/);
  });

  it("wait, slow down when asked to, and keep the tokens once", async () => {
    const { sessions, started } = begin();
    const { session } = await started;
    answers = [
      { kind: "pending" },
      { kind: "pending", interval: 10 },
      { kind: "done", tokens: { accessToken: "t", user: "anna" } },
    ];
    assert.deepEqual(await sessions.poll(session, signal), { pending: true });
    assert.deepEqual(await sessions.poll(session, signal), { pending: true, interval: 10 });
    assert.deepEqual(await sessions.poll(session, signal), { pending: false, user: "anna" });
    assert.deepEqual(kept, [{ accessToken: "t", user: "anna" }]);
    assert.deepEqual(polled[0], { device: "secret-device-code" });
    await assert.rejects(sessions.poll(session, signal), { code: "bad-input" });
  });

  it("end with their code", async () => {
    const { sessions, started } = begin();
    const { session } = await started;
    time = 600_001;
    await assert.rejects(sessions.poll(session, signal), {
      code: "bad-input",
      message: /expired.*Log in again/,
    });
    assert.equal(polled.length, 0);
  });
});
