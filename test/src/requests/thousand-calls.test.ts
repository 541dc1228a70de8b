import assert from "node:assert/strict";
import PQueue from "p-queue";
import type { Item } from "../../../src/items/item.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { Scope } from "../../../src/scope.ts";
import { createCatalogue } from "../../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../../servers/catalogue/synthetic.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const COUNT = 1000;
/** Which Seerr it is, twice, and where it takes shows from: once a day. */
const ONCE_A_DAY = 3;
const sources = [{ provider: "mdblist", list: "demo/thousand" }];

describe("the calls of 1,000 titles, seven in ten of them new", function () {
  this.timeout(240_000);
  const { start } = overseerrPerTest();

  /** Of ten titles two are there and one is requested; of the shows among them the server knows a season. */
  async function world(rows: number, by: "tmdb" | "imdb") {
    const titles = syntheticTitles(COUNT);
    const { server, overseerr } = await start({ catalogue: createCatalogue(titles) });
    const known = { missing: 0, looks: 0 };
    titles.forEach(({ mediaType, tmdbId }, index) => {
      const isShow = mediaType === "tv";
      if (index % 10 > 2) known.missing += 1;
      else if (isShow) {
        known.looks += 1;
        server.addMedia({ mediaType, tmdbId, status: 4, seasons: [{ seasonNumber: 1, status: 5 }] });
      } else if (index % 10 < 2) server.addMedia({ mediaType, tmdbId, status: 5 });
      else server.addRequest({ mediaType, tmdbId });
    });
    for (let id = 1; server.media.length < rows; id++)
      server.addMedia({ mediaType: "movie", tmdbId: id, status: 5 });
    const items = titles.map(({ mediaType, title, year, tmdbId, imdbId }): Item => {
      const ids = by === "tmdb" ? { tmdb: tmdbId } : { imdb: `tt${imdbId?.replace(/^tt/, "")}` };
      return { title, year, mediaType, ids, sources };
    });
    const run = async (name: string) => {
      server.resetCalls();
      const scope = new Scope(name);
      const deps = { overseerr, limits: new RunLimits() };
      const queue = new PQueue({ concurrency: 4 });
      const done = await queue.addAll(
        items.map((item) => () => requestItem(item, deps, { scope, total: COUNT })),
      );
      const total = Object.values(server.calls).reduce((sum, calls) => sum + calls, 0);
      return { total, failed: done.filter(({ error }) => error).length };
    };
    return { server, run, ...known };
  }

  for (const [by, rows, searches] of [
    ["tmdb", 2306, 0],
    ["imdb", 2306, COUNT],
    ["tmdb", 50_000, 0],
  ] as const)
    it(`are those that nobody can do without: ${by.toUpperCase()} ids, a library of ${rows} rows`, async () => {
      const { server, run, missing, looks } = await world(rows, by);
      const first = await run("first");
      const posts = server.calls["POST /request"] ?? 0;
      assert.ok(posts >= missing && posts <= missing + looks, `${posts} requests`);
      assert.equal(server.calls["GET /tv/{tvId}"], looks);
      const floor = Math.ceil(rows / 1000) + posts + looks + searches + ONCE_A_DAY;
      assert.deepEqual(first, { total: floor, failed: 0 });
      for (const later of ["second", "third"]) {
        const { total, failed } = await run(later);
        assert.ok(total <= 2, `${later}: ${JSON.stringify(server.calls)}`);
        assert.equal(failed, 0);
      }
    });
});
