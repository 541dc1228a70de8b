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

  for (const [url, isShown] of [
    ["https://trakt.tv/activate", true],
    ["http://127.0.0.1:8080/activate", true],
    ["http://localhost/activate", true],
    ["http://trakt.tv/activate", false],
    ["http://127.0.0.1.example.org/activate", false],
    ["javascript:alert(1)", false],
    [" \tJavaScript:alert(1)", false],
    ["data:text/html,<script>alert(1)</script>", false],
    ["//trakt.tv/activate", false],
    ["/activate", false],
    ["", false],
  ] as const)
    it(`${isShown ? "show" : "refuse"} the page "${url}" of a site's answer`, async () => {
      const start = async () => ({ ...(await flow.start(contextFor("http://127.0.0.1:9"))), url });
      const started = createLoginSessions(() => time).start(
        { flow: { ...flow, start }, context: () => contextFor("http://127.0.0.1:9"), keep: async () => {} },
        signal,
      );
      if (isShown) assert.equal((await started).url, url);
      else await assert.rejects(started, { code: "markup-changed", message: /login.*web page/ });
    });

  for (const [said, counts] of [
    [
      { expiresIn: Number.POSITIVE_INFINITY, interval: 0 },
      { expiresIn: 3600, interval: 1 },
    ],
    [
      { expiresIn: -5, interval: 86_400 },
      { expiresIn: 1, interval: 60 },
    ],
  ] as const)
    it(`last and wait for a sensible time when a site says ${said.expiresIn} and ${said.interval} seconds`, async () => {
      const start = async () => ({ ...(await flow.start(contextFor("http://127.0.0.1:9"))), ...said });
      const { expiresIn, interval } = await createLoginSessions(() => time).start(
        { flow: { ...flow, start }, context: () => contextFor("http://127.0.0.1:9"), keep: async () => {} },
        signal,
      );
      assert.deepEqual({ expiresIn, interval }, counts);
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

  it("forget the oldest of very many", async () => {
    const { sessions, started } = begin();
    const first = await started;
    let last = first;
    for (let count = 0; count < 50; count++) last = await begin(sessions).started;
    await assert.rejects(sessions.poll(first.session, signal), { code: "bad-input" });
    assert.deepEqual(await sessions.poll(last.session, signal), { pending: true });
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
