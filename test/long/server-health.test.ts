import assert from "node:assert/strict";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { Fault } from "../servers/overseerr/faults.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { listed, syncTitles } from "../support/sync-titles.ts";

const LIMITS = { firstPauseMs: 100, maxPauseMs: 800, patienceMs: 4_000 };
const TITLES = 200;

/** Routes by kind of call, and what the real ones answer when they or what stands before them fail. */
const ROUTES = { search: "GET /search", details: "GET /tv/{tvId}", post: "POST /request" } as const;
const FAULTS: Record<string, Fault> = {
  "404 as HTML": { status: 404, html: "<html>blocked</html>" },
  "403 as HTML": { status: 403, html: "<html>firewall</html>" },
  "401": { status: 401, json: { message: "Unauthorized" } },
  "403": { status: 403, json: { message: "You do not have permission to access this endpoint" } },
  "404 of the API": { status: 404, json: { message: "not found" } },
  "413": { status: 413, html: "<html>too large</html>" },
  "500": { status: 500, json: { message: "Unable to retrieve." } },
  "502 of a proxy": { html: true, status: 502 },
  "503": { status: 503, json: { message: "down" } },
  "429": { status: 429, json: { message: "slow down" } },
  "429 for a day": { status: 429, headers: { "retry-after": "86400" }, json: { message: "slow down" } },
  "a reset": { reset: true },
  "no answer": { hang: true },
};

describe("a sick server in a run of 200 titles", function () {
  this.timeout(120_000);
  let server: OverseerrServer;
  const titles = syntheticTitles(TITLES);
  const items = titles.map(listed);
  beforeEach(async () => {
    server = await startOverseerr({ catalogue: createCatalogue(titles) });
  });
  afterEach(() => server.close());

  for (const [what, fault] of Object.entries(FAULTS))
    for (const [kind, route] of Object.entries(ROUTES)) {
      it(`loses at most one title by ${what} to one ${kind}`, async () => {
        let seen = 0;
        server.fault(route, { ...fault, times: 1, when: () => ++seen > 20 });
        const { failed, requested, errors } = await syncTitles(server, items, LIMITS);
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

      it(`ends by ${what} to every further ${kind}, soon and with few calls`, async () => {
        let seen = 0;
        let last = 0;
        server.fault(route, {
          ...fault,
          times: Number.POSITIVE_INFINITY,
          when: () => {
            last = server.log.length;
            return ++seen > 20;
          },
        });
        const { failed, errors, ms } = await syncTitles(server, items, LIMITS);
        assert.ok(failed.length > 0);
        assert.ok(last > 0 && seen - 20 <= 30, `${seen - 20} ${kind} calls after the fault`);
        assert.ok(ms < 60_000, `${ms} ms`);
        assert.ok(errors.length <= 2, errors.map(({ message }) => message).join("\n"));
      });
    }

  it("loses nothing by a restart of 8 seconds", async () => {
    let seen = 0;
    server.fault("*", { reset: true, times: Number.POSITIVE_INFINITY, when: () => ++seen > 100 });
    const back = setInterval(() => {
      if (seen <= 100) return;
      clearInterval(back);
      setTimeout(() => server.clearFaults(), 8_000);
    }, 10);
    const { failed, errors } = await syncTitles(server, items, { ...LIMITS, patienceMs: 60_000 });
    assert.deepEqual([failed.length, errors.length], [0, 0]);
    assert.equal(server.requests.length, TITLES);
  });

  it("is well with the next run", async () => {
    server.fault("GET /tv/{tvId}", { status: 503, times: Number.POSITIVE_INFINITY });
    await syncTitles(server, items, LIMITS);
    server.clearFaults();
    const { failed } = await syncTitles(server, items, LIMITS);
    assert.equal(server.requests.length, TITLES);
    assert.ok(failed.every(({ outcome }) => outcome?.status === "already_requested"));
  });
});
