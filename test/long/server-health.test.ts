import assert from "node:assert/strict";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { Fault } from "../servers/overseerr/faults.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { listed, syncTitles } from "../support/sync-titles.ts";

const LIMITS = { firstPauseMs: 100, maxPauseMs: 800, patienceMs: 4_000 };
const TITLES = 200;
/** Long enough for an answer of a busy machine. */
const TIMING = { timeoutMs: 1_000 };

/** Routes by kind of call, and what the real ones answer when they or what stands before them fail. */
const ROUTES = { search: "GET /search", details: "GET /tv/{tvId}", post: "POST /request" } as const;
const FAULTS: Record<string, Fault> = {
  "404 as HTML": { status: 404, html: "<html>blocked</html>" },
  "403 as HTML": { status: 403, html: "<html>firewall</html>" },
  "200 as HTML": { status: 200, html: "<!DOCTYPE html><title>Log in</title>" },
  "a redirect": { status: 302, headers: { location: "/login" }, json: {} },
  "401": { status: 401, json: { message: "Unauthorized" } },
  "403": { status: 403, json: { message: "You do not have permission to access this endpoint" } },
  "404 of the API": { status: 404, json: { message: "not found" } },
  "413": { status: 413, html: "<html>too large</html>" },
  "414": { status: 414, html: "<html>too long</html>" },
  "an answer of another shape": { status: 200, json: [] },
  "500": { status: 500, json: { message: "Unable to retrieve." } },
  "502 of a proxy": { html: true, status: 502 },
  "503": { status: 503, json: { message: "down" } },
  "504 of a proxy": { html: true, status: 504 },
  "429": { status: 429, json: { message: "slow down" } },
  "429 for a day": { status: 429, headers: { "retry-after": "86400" }, json: { message: "slow down" } },
  "429 for nobody knows how long": {
    status: 429,
    headers: { "retry-after": "soon" },
    json: { message: "slow down" },
  },
  "a reset": { reset: true },
  "no answer": { hang: true },
};
const ALWAYS = Number.POSITIVE_INFINITY;

describe("a sick server in a run of 200 titles", function () {
  this.timeout(180_000);
  let server: OverseerrServer;
  const titles = syntheticTitles(TITLES);
  const items = titles.map(listed);
  beforeEach(async () => {
    server = await startOverseerr({ catalogue: createCatalogue(titles) });
  });
  afterEach(() => server.close());

  /** Counts the calls of a run, and says when each came in. */
  function watchCalls(): { at: number; route: string }[] {
    const seen: { at: number; route: string }[] = [];
    server.fault("*", {
      times: ALWAYS,
      when: ({ route = "" }) => {
        seen.push({ at: performance.now(), route });
        return false;
      },
    });
    return seen;
  }

  /** Does something as soon as so many calls have come in. */
  function onCall(calls: number, work: () => void): void {
    let seen = 0;
    server.fault("*", {
      times: ALWAYS,
      when: () => {
        if (++seen === calls) work();
        return false;
      },
    });
  }

  async function nextRunIsWell(): Promise<void> {
    server.clearFaults();
    const { failed } = await syncTitles(server, items, LIMITS, TIMING);
    const reasons = failed.map(({ outcome }) => outcome?.status).filter((status) => status === "failed");
    assert.deepEqual(reasons, []);
    assert.equal(server.requests.length, TITLES, "each title once");
  }

  for (const [what, fault] of Object.entries(FAULTS))
    for (const [kind, route] of Object.entries(ROUTES)) {
      it(`loses at most one title by ${what} to one ${kind}`, async () => {
        let seen = 0;
        server.fault(route, { ...fault, times: 1, when: () => ++seen > 20 });
        const { failed, requested, errors } = await syncTitles(server, items, LIMITS, TIMING);
        // that a user may not request is true for all titles of this user
        if (what === "403" && kind === "post") return assert.ok(failed.length > 1 && errors.length === 1);
        const isLong = what === "429 for a day";
        if (isLong)
          return assert.ok(errors.length === 1 && failed.length > 0, "a day is longer than any run");
        assert.ok(failed.length <= 1, `${failed.length}: ${failed[1]?.outcome?.reason}`);
        assert.equal(requested.length + failed.length, TITLES);
        assert.equal(server.requests.length, requested.length, "nothing twice, nothing unknown");
        assert.ok(errors.length <= 1);
      });

      it(`ends by ${what} to every further ${kind}, soon, with few calls and one error`, async () => {
        let seen = 0;
        server.fault(route, { ...fault, times: ALWAYS, when: () => ++seen > 20 });
        const { failed, requested, errors, ms } = await syncTitles(server, items, LIMITS, TIMING);
        assert.ok(failed.length > 0);
        assert.equal(server.requests.length, requested.length, "nothing twice, nothing unknown");
        assert.ok(seen > 20 && seen - 20 < 30, `${seen - 20} ${kind} calls after the fault`);
        assert.ok(ms < 60_000, `${ms} ms`);
        assert.equal(errors.length, 1, errors.map(({ message }) => message).join("\n"));
      });
    }

  for (const [what, fault] of Object.entries(FAULTS))
    it(`ends by ${what} to every further call of any kind, with few calls and one error`, async () => {
      let seen = 0;
      server.fault("*", { ...fault, times: ALWAYS, when: () => ++seen > 100 });
      const { failed, errors, ms } = await syncTitles(server, items, LIMITS, TIMING);
      assert.ok(failed.length > 0);
      assert.ok(seen > 100 && seen - 100 < 30, `${seen - 100} calls after the fault`);
      assert.ok(ms < 60_000, `${ms} ms`);
      assert.equal(errors.length, 1, errors.map(({ message }) => message).join("\n"));
      await nextRunIsWell();
    });

  it("ends with one error when the server is gone for good", async () => {
    onCall(100, () => server.stop());
    const { failed, errors, ms } = await syncTitles(server, items, LIMITS, TIMING);
    assert.ok(failed.length > 0 && ms < 60_000, `${failed.length} in ${ms} ms`);
    assert.equal(errors.length, 1, errors.map(({ message }) => message).join("\n"));
    await server.restart();
    await nextRunIsWell();
  });

  it("loses nothing by a restart of 8 seconds", async () => {
    let restarted: Promise<void> | undefined;
    onCall(100, () => {
      server.stop();
      setTimeout(() => {
        restarted = server.restart();
      }, 8_000);
    });
    const { failed, errors } = await syncTitles(server, items, { ...LIMITS, patienceMs: 60_000 }, TIMING);
    await restarted;
    assert.deepEqual([failed.length, errors.length], [0, 0]);
    assert.equal(server.requests.length, TITLES);
  });

  for (const mode of ["hanging", "failing"] as const)
    it(`ends with one error and no wrong answer when TMDB is ${mode} behind a healthy server`, async () => {
      const calls = watchCalls();
      onCall(100, () => {
        server.tmdb.mode = mode;
      });
      const { failed, errors, ms } = await syncTitles(server, items, LIMITS, TIMING);
      const spent = calls.length - 100;
      assert.ok(failed.length > 0);
      assert.deepEqual(new Set(failed.map(({ outcome }) => outcome?.status)), new Set(["failed"]));
      assert.ok(spent < 30, `${spent} calls`);
      assert.ok(ms < 60_000, `${ms} ms`);
      assert.equal(errors.length, 1, errors.map(({ message }) => message).join("\n"));
      assert.match(errors[0]?.message ?? "", /responds, but has completed nothing that needs TMDB/);
      server.tmdb.mode = "up";
      await nextRunIsWell();
    });

  for (const mode of ["hanging", "failing"] as const)
    it(`loses only what was being requested when TMDB is ${mode} for 3 seconds`, async () => {
      onCall(100, () => {
        server.tmdb.mode = mode;
        setTimeout(() => {
          server.tmdb.mode = "up";
        }, 3_000);
      });
      const { failed } = await syncTitles(server, items, { ...LIMITS, patienceMs: 60_000 }, TIMING);
      // a request that TMDB held up or made fail is looked for, and not posted again
      assert.ok(failed.length <= 4, `${failed.length}: ${failed[0]?.outcome?.reason}`);
      await nextRunIsWell();
    });

  const SECONDS = 3;
  const waits: Record<string, () => string> = {
    seconds: () => String(SECONDS),
    "a date": () => new Date(Date.now() + (SECONDS + 1) * 1000).toUTCString(),
  };
  for (const [kind, route] of Object.entries(ROUTES))
    for (const [form, retryAfter] of Object.entries(waits))
      it(`makes no call at all while it is to wait, told in ${form} to one ${kind}`, async () => {
        const calls = watchCalls();
        let told: number | undefined;
        let seen = 0;
        const headers: Record<string, string> = {};
        server.fault(route, {
          status: 429,
          json: { message: "slow down" },
          headers,
          when: () => {
            if (++seen <= 20) return false;
            headers["retry-after"] = retryAfter();
            told = performance.now();
            return true;
          },
        });
        const { failed } = await syncTitles(server, items, LIMITS, TIMING);
        assert.equal(failed.length, 0);
        const from = told ?? assert.fail("nobody was told");
        const meanwhile = calls.filter(({ at }) => at > from && at < from + SECONDS * 1000 - 50);
        // those were on their way already
        assert.ok(meanwhile.length < 4, meanwhile.map(({ route: name }) => name).join(", "));
      });
});
