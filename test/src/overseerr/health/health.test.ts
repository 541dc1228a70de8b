import assert from "node:assert/strict";
import type { HttpResponse } from "../../../../src/http/http.ts";
import type { ApiCall, Client } from "../../../../src/overseerr/connection/api-call.ts";
import {
  createHealth,
  type HealthEvent,
  type HealthOptions,
} from "../../../../src/overseerr/health/health.ts";
import { createServerHealth } from "../../../../src/overseerr/health/run-health.ts";
import { ServerError, type ServerErrorCode } from "../../../../src/overseerr/server-error.ts";
import { Scope } from "../../../../src/scope.ts";

const FAST: HealthOptions = { backoffMs: 1, firstPauseMs: 5, maxPauseMs: 20, patienceMs: 300 };
const GOOD: HttpResponse = { status: 200, headers: {}, body: { results: [{ id: 1 }] } };

/** A server whose answers a test decides, call by call. */
function serverOf(answer: (call: ApiCall, number: number) => HttpResponse | ServerErrorCode | ServerError) {
  const calls: ApiCall[] = [];
  const client: Client = {
    url: "http://server",
    host: "server",
    close: () => {},
    check: async () => {},
    product: () => assert.fail("nobody asks"),
    async call(call) {
      calls.push(call);
      const number = calls.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
      const answered = answer(call, number);
      if (answered instanceof ServerError) throw answered;
      if (typeof answered === "string") throw new ServerError(answered, `${answered}.`, { httpStatus: 503 });
      return answered;
    },
  };
  return { client, calls };
}

const details = (id: number): ApiCall => ({ path: `/movie/${id}` });
const search = (text: string): ApiCall => ({ path: `/search?query=${text}` });
const post = (id: number): ApiCall => ({ method: "POST", path: "/request", json: { mediaId: id } });

const quota = (user: number): ApiCall => ({ path: `/user/${user}/quota` });

/** Makes the calls, so many at once. */
async function all(client: Client, calls: ApiCall[], concurrency = 4) {
  const outcomes: PromiseSettledResult<HttpResponse>[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < calls.length; index = next++) {
      const call = calls[index] ?? assert.fail();
      outcomes[index] = (
        await Promise.allSettled([client.call(call)])
      )[0] as PromiseSettledResult<HttpResponse>;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const failed = outcomes.flatMap((outcome, index) => (outcome.status === "rejected" ? [index] : []));
  return { failed, reasons: outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])) };
}

const titles = (make: (id: number) => ApiCall, count = 200) =>
  Array.from({ length: count }, (_, index) => make(index + 1));

describe("health of a server", () => {
  it("tells of the first odd request and of the end that it foretold once, whatever was on its way meanwhile", async () => {
    let time = 1000;
    const release: (() => void)[] = [];
    const { client } = serverOf(({ json }) =>
      (json as { mediaId: number }).mediaId === 1 ? GOOD : "server-path",
    );
    const slow: Client = {
      ...client,
      async call(call) {
        if ((call.json as { mediaId: number }).mediaId === 1)
          await new Promise<void>((resolve) => release.push(resolve));
        return client.call(call);
      },
    };
    const scope = new Scope("run");
    const run = createServerHealth(() => ({ ...FAST, now: () => time })).of(scope);
    const watched = run.health.watch(slow);
    const onItsWay = watched.call(post(1));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(release.length, 1, "the first request is on its way");
    time = 2000;
    await assert.rejects(watched.call(post(2)), { code: "server-path" });
    assert.equal(run.tellOnce({ code: "server-path", message: "A request failed." }), true);
    time = 3000;
    for (const resolve of release) resolve();
    await onItsWay;
    await assert.rejects(watched.call(post(3)), { code: "server-path" });
    assert.equal(run.fault?.code, "server-path");
    assert.equal(run.tellOnce({ code: "server-path", message: "A search failed." }), false);
    scope.dispose();
  });

  for (const code of ["server-path", "server-key", "server-csrf", "server-tls"] as const) {
    for (const [kind, make] of [
      ["details", details],
      ["search", (id: number) => search(`imdb:tt${id}`)],
      ["post", post],
    ] as const) {
      it(`loses one title by one ${code} to ${kind}`, async () => {
        let odd = 0;
        const { client, calls } = serverOf(({ path, json }) => {
          const isOdd = JSON.stringify(json ?? path).includes("50");
          return isOdd && !/150/.test(JSON.stringify(json ?? path)) && odd++ < 1 ? code : GOOD;
        });
        const health = createHealth(FAST);
        const { failed } = await all(health.watch(client), titles(make));
        assert.deepEqual(failed, [49]);
        assert.equal(health.fault, undefined);
        assert.ok(calls.length <= 202, String(calls.length));
      });

      it(`ends by ${code} to every ${kind}, with few calls`, async () => {
        const { client, calls } = serverOf((_call, number) => (number > 20 ? code : GOOD));
        const health = createHealth(FAST);
        const { failed, reasons } = await all(health.watch(client), titles(make));
        assert.equal(health.fault?.code, code);
        assert.ok(failed.length >= 175);
        assert.ok(reasons.every((reason) => reason.code === code));
        assert.ok(calls.length <= 30, String(calls.length));
      });
    }
  }

  it("finds out with the first two titles that the key is wrong", async () => {
    const { client, calls } = serverOf(() => "server-key");
    const health = createHealth(FAST);
    const { failed } = await all(health.watch(client), titles(details), 10);
    assert.equal(failed.length, 200);
    assert.ok(calls.length <= 12, String(calls.length));
  });

  for (const code of ["server-unreachable", "server-unavailable", "server-timeout"] as const)
    for (const concurrency of [1, 4, 10])
      it(`loses nothing by a restart (${code}, ${concurrency} at once)`, async () => {
        let downUntil = 0;
        const { client } = serverOf((_call, number) => {
          if (number === 20) downUntil = Date.now() + 100;
          return Date.now() < downUntil ? code : GOOD;
        });
        const health = createHealth({ ...FAST, patienceMs: 5000 });
        const { failed } = await all(health.watch(client), titles(details), concurrency);
        assert.deepEqual(failed, []);
        assert.equal(health.fault, undefined);
      });

  for (const [kind, make] of [
    ["details", details],
    ["search", (id: number) => search(`imdb:tt${id}`)],
    ["post", post],
  ] as const)
    it(`ends when no ${kind} succeeds for too long, with one fault and few calls`, async () => {
      const { client, calls } = serverOf((_call, number) => (number > 10 ? "server-unavailable" : GOOD));
      const events: HealthEvent[] = [];
      const health = createHealth({ ...FAST, patienceMs: 150, onEvent: (event) => events.push(event) });
      const { failed, reasons } = await all(health.watch(client), titles(make), 10);
      assert.match(String(health.fault?.message), /this run ends; the next one tries again/);
      assert.ok(calls.length - 10 < 30, String(calls.length - 10));
      assert.ok(failed.length >= 180);
      assert.equal(events.filter(({ type }) => type === "fault").length, 1);
      if (kind !== "post") assert.ok(reasons.every((reason) => reason === health.fault));
    });

  it("asks a server that is gone by one call at a time, whatever kinds of calls wait for it", async () => {
    const { client, calls } = serverOf((_call, number) => (number > 30 ? "server-unreachable" : GOOD));
    const health = createHealth({ ...FAST, patienceMs: 200 });
    const mixed = titles(
      (id) => [details, post, (each: number) => search(`imdb:tt${each}`)][id % 3]?.(id) ?? post(id),
    );
    const { failed } = await all(health.watch(client), mixed, 4);
    assert.equal(health.fault?.code, "server-unreachable");
    assert.ok(failed.length >= 165, String(failed.length));
    assert.ok(calls.length - 30 < 30, String(calls.length - 30));
  });

  it("tells of one trouble once, though a title failed of it before the run ended", async () => {
    let number = 0;
    const { client } = serverOf(() => (++number > 30 ? "server-key" : GOOD));
    const run = createServerHealth(() => FAST).of(new Scope("run"));
    const watched = run.health.watch(client);
    const told: string[] = [];
    for (let id = 1; id <= 40; id++)
      await watched.call(post(id)).catch((error) => {
        const fault = run.fault ?? error;
        const text = { code: fault.code, message: `Title ${id}: ${fault.message}` };
        if (run.tellOnce(text)) told.push(text.message);
      });
    assert.deepEqual(told, ["Title 31: server-key."]);
  });

  for (const [kind, make, body] of [
    ["search", (id: number) => search(`imdb:tt${id}`), { message: "Welcome" }],
    ["details", details, []],
    ["post", post, "OK"],
  ] as const)
    it(`takes an answer that is none of the API's for a failure of ${kind}`, async () => {
      const strange = { ...GOOD, body };
      const once = serverOf((_call, number) => (number === 20 ? strange : GOOD));
      const health = createHealth(FAST);
      assert.equal((await all(health.watch(once.client), titles(make))).failed.length, 1);
      assert.equal(health.fault, undefined);
      const always = serverOf((_call, number) => (number > 20 ? strange : GOOD));
      const ended = createHealth(FAST);
      await all(ended.watch(always.client), titles(make));
      assert.equal(ended.fault?.code, "server-answer");
      assert.ok(always.calls.length < 50, String(always.calls.length));
    });

  it("fails a title whose every answer is 500 while others succeed", async () => {
    const { client } = serverOf(({ path }) => (path === "/movie/7" ? "server-unavailable" : GOOD));
    const health = createHealth(FAST);
    const { failed } = await all(health.watch(client), titles(details));
    assert.deepEqual(failed, [6]);
  });

  it("asks a call that worked before whether the last title or the server is to blame", async () => {
    const { client } = serverOf(({ path }) => (path === "/movie/30" ? "server-unavailable" : GOOD));
    const health = createHealth(FAST);
    const { failed } = await all(health.watch(client), titles(details, 30), 1);
    assert.deepEqual(failed, [29]);
    assert.equal(health.fault, undefined);
  });

  it("fails what belongs to no run when its tries are used up", async () => {
    const { client, calls } = serverOf(() => "server-unavailable");
    const health = createHealth({ ...FAST, isRun: false });
    await assert.rejects(health.watch(client).call(details(1)), { code: "server-unavailable" });
    assert.equal(calls.length, 4);
    assert.equal(health.fault, undefined);
  });

  it("makes everybody wait when the server asks one to, and ends when it asks for too long", async () => {
    const begun: number[] = [];
    let told = Number.POSITIVE_INFINITY;
    const { client } = serverOf((call) => {
      if (call.path !== "/movie/5" || told !== Number.POSITIVE_INFINITY) return GOOD;
      told = performance.now();
      return new ServerError("server-rate-limited", "Slow down.", { retryAfterMs: 150 });
    });
    const watched = createHealth(FAST).watch({
      ...client,
      call(call) {
        begun.push(performance.now());
        return client.call(call);
      },
    });
    const others = [
      quota(1),
      search("imdb:tt1"),
      post(1),
      details(11),
      quota(2),
      search("imdb:tt2"),
      post(2),
    ];
    const { failed } = await all(watched, [...titles(details, 5), ...others, ...titles(details, 5)], 3);
    assert.deepEqual(failed, []);
    // what had begun before the answer came is on its way; nothing begins after it, and clocks count whole milliseconds
    const later = begun.filter((time) => time > told).map((time) => time - told);
    assert.ok(later.length >= 5 && Math.min(...later) >= 148, later.join(", "));

    const strict = serverOf(
      () => new ServerError("server-rate-limited", "Slow down.", { retryAfterMs: 86_400_000 }),
    );
    const health = createHealth(FAST);
    await all(health.watch(strict.client), titles(details), 1);
    assert.match(String(health.fault?.message), /requested a wait of 1440 minutes/);
    assert.equal(strict.calls.length, 1);
  });

  it("takes an empty search for no proof while searches fail", async () => {
    let failing = false;
    const { client } = serverOf(({ path }) => {
      if (!failing) return GOOD;
      return path.includes("title") ? { ...GOOD, body: { results: [] } } : "server-unavailable";
    });
    const health = createHealth({ ...FAST, patienceMs: 100 });
    const watched = health.watch(client);
    await watched.call(search("imdb:tt1"));
    assert.equal(health.isDoubtful, false);
    failing = true;
    const lost = watched.call(search("imdb:tt2")).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    await watched.call(search("title")).catch(() => {});
    assert.equal(health.isDoubtful, true);
    await lost;
  });

  it("lets go of those who wait when they are cancelled", async () => {
    const { client } = serverOf(() => "server-unavailable");
    const health = createHealth({ ...FAST, firstPauseMs: 60_000, maxPauseMs: 60_000, patienceMs: 600_000 });
    const watched = health.watch(client);
    const stop = new AbortController();
    const work = titles(details, 8).map((call) => watched.call({ ...call, signal: stop.signal }));
    setTimeout(() => stop.abort(), 50);
    const ends = await Promise.allSettled(work);
    assert.ok(ends.every((end) => end.status === "rejected" && end.reason.code === "cancelled"));
    assert.ok((health.pausedUntil ?? 0) > Date.now());
  });
});
