import assert from "node:assert/strict";
import { previewOutcomes } from "../../../../src/node-red/endpoints/preview-outcomes.ts";
import { createServerHealth } from "../../../../src/overseerr/health/run-health.ts";
import type { Overseerr } from "../../../../src/overseerr/overseerr.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const heat = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 } };
const never = new AbortController().signal;

describe("What would happen to the titles of a preview", () => {
  const { start } = overseerrPerTest();
  const connected = (overseerr: Overseerr) => ({
    overseerr: () => overseerr,
    titlesAtOnce: 4,
    health: createServerHealth(),
    followCalls: () => () => {},
    close() {},
  });
  const ask = async (overseerr: Overseerr, items: unknown, patienceMs?: number) => {
    const request = { body: { items }, params: {}, query: {} };
    const found = await previewOutcomes(request, connected(overseerr), never, patienceMs);
    if (!found.ok) throw new Error(found.message);
    return found;
  };

  it("is said with the path of the poster, and nothing is requested", async () => {
    const { server, overseerr } = await start();
    const found = await ask(overseerr, [heat]);
    assert.equal(found.titles[0]?.status, "would_request");
    assert.match(found.titles[0]?.poster ?? "", /^\/[A-Za-z0-9]+\.jpg$/);
    assert.deepEqual([found.late, found.problem], [false, undefined]);
    assert.equal(server.requests.length, 0);
  });

  it("is said of ten titles at most, and of each that can be read, whatever a body holds", async () => {
    const { server, overseerr } = await start();
    const hostile = [
      null,
      7,
      "text",
      [],
      {},
      { title: { $gt: "" } },
      { title: "x".repeat(1e6), year: "many" },
    ];
    const found = await ask(overseerr, [...hostile, heat, ...Array(90).fill(heat)]);
    assert.equal(found.titles.length, 10);
    assert.equal(found.titles[7]?.status, "would_request");
    assert.equal(found.titles[0]?.status, undefined);
    assert.match(found.problem ?? "", /cannot be read/);
    for (const items of [undefined, null, "all", { length: 5 }])
      assert.deepEqual((await ask(overseerr, items)).titles, []);
    assert.ok(server.log.every(({ method }) => method === "GET"));
  });

  it("believes no body that a title was found or done", async () => {
    const { overseerr } = await start();
    const claimed = {
      ...heat,
      match: { tmdbId: 1, mediaType: "tv", title: "?" },
      outcome: { status: "requested" },
    };
    assert.equal((await ask(overseerr, [claimed])).titles[0]?.status, "would_request");
  });

  it("is told as late where the server is slow, within the time that the editor waits", async () => {
    const { server, overseerr } = await start({}, { timeoutMs: 60_000 });
    server.fault("*", { delayMs: 30_000, times: Number.POSITIVE_INFINITY });
    const begun = Date.now();
    const found = await ask(overseerr, [heat], 200);
    assert.ok(Date.now() - begun < 10_000);
    assert.deepEqual([found.late, found.titles], [true, [{}]]);
  });
});
