import assert from "node:assert/strict";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import type { ProductName } from "../../servers/overseerr/product.ts";
import { PRODUCTS, requestRunsPerTest } from "../../support/request-runs.ts";

const HEAT = { title: "Heat", year: 1995, type: "movie", tmdb_id: 949 };
const WIRE = { title: "The Wire", type: "tv", tmdb_id: 1438 };
const POST = "POST /request";

/** What becomes of a film, or of a show whose seasons have this status, on each product. */
const MEANINGS: { status: number; of: Record<ProductName, [film: string, show: string]> }[] = [
  {
    status: 6,
    of: {
      Overseerr: ["deleted", "deleted"],
      Jellyseerr: ["blocklisted", "odd"],
      Seerr: ["blocklisted", "odd"],
    },
  },
  {
    status: 7,
    of: { Overseerr: ["odd", "odd"], Jellyseerr: ["deleted", "deleted"], Seerr: ["deleted", "deleted"] },
  },
  {
    status: 8,
    of: { Overseerr: ["odd", "odd"], Jellyseerr: ["odd", "odd"], Seerr: ["odd", "odd"] },
  },
];

/** Status and reason; and what happens when deleted titles are to be requested again. */
const OUTCOMES: Record<string, { status: string; reason: RegExp; again: string }> = {
  deleted: { status: "skipped", reason: /deleted/, again: "requested" },
  blocklisted: { status: "blocklisted", reason: /blocklist/, again: "blocklisted" },
  odd: {
    status: "skipped",
    reason: /reports the status .*left alone|All wanted seasons have an unexpected status/,
    again: "skipped",
  },
};

describe("a number that products give another meaning", () => {
  const start = requestRunsPerTest();
  const again: RequestOptions = { onDeleted: "request" };

  for (const product of PRODUCTS)
    for (const { status, of } of MEANINGS) {
      const [film, show] = of[product].map((kind) => OUTCOMES[kind] ?? assert.fail());
      it(`${product}: ${status} of a film is ${of[product][0]}, of seasons ${of[product][1]}`, async () => {
        const { server, run, calls } = await start({ product });
        const seasons = [1, 2, 3, 4, 5].map((seasonNumber) => ({ seasonNumber, status }));
        server.addMedia({ mediaType: "movie", tmdbId: 949, status });
        server.addMedia({ mediaType: "tv", tmdbId: 1438, status: 1, seasons });
        for (const _ of ["the first run", "the next one"]) {
          const items = await run([HEAT, WIRE]);
          assert.deepEqual(
            items.map(({ outcome }) => outcome?.status),
            [film?.status, show?.status],
          );
          assert.match(items[0]?.outcome?.reason ?? "", film?.reason ?? /-/);
          assert.match(items[1]?.outcome?.reason ?? "", show?.reason ?? /-/);
          assert.equal(calls(POST), 0);
        }
        const asked = await run([HEAT, WIRE], again);
        assert.deepEqual(
          asked.map(({ outcome }) => outcome?.status),
          [film?.again, show?.again],
        );
      });
    }

  it("is told as the server gives it", async () => {
    const { server, run } = await start({ product: "Overseerr" });
    server.addMedia({ mediaType: "movie", tmdbId: 949, status: 7 });
    const [item] = await run([HEAT]);
    assert.match(item?.outcome?.reason ?? "", /reports the status 7,/);
  });

  it("costs two calls, and none where no number differs", async () => {
    const { server, run, calls } = await start({ product: "Overseerr" });
    server.addMedia({ mediaType: "movie", tmdbId: 949, status: 5 });
    await run([HEAT]);
    assert.equal(calls("GET /settings/public"), 0);
    server.addMedia({ mediaType: "movie", tmdbId: 603, status: 6 });
    await run([HEAT]);
    assert.equal(calls("GET /settings/public"), 1);
  });
});
