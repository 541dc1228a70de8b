import assert from "node:assert/strict";
import { PRODUCTS, type RequestRuns, requestRunsPerTest, statusesOf } from "../../support/request-runs.ts";

const MATRIX = { title: "", type: "movie", tmdb_id: 603 };
const BREAKING_BAD = { title: "", type: "tv", tmdb_id: 1396 };
const NOBODY_KNOWS = 99_999_999;
const MEMBER = 2;
const REQUEST_4K = 1024;
const DAY = 86_400_000;
const POST = "POST /request";

describe("what was refused for a reason that stands", () => {
  const start = requestRunsPerTest();
  /** Everything but the reading of the library. */
  const cost = ({ server }: RequestRuns) =>
    Object.entries(server.calls).flatMap(([route, number]) =>
      route === "GET /media" ? [] : [`${number} ${route}`],
    );
  const later = (days: number) => ({ now: () => new Date(Date.now() + days * DAY) });

  for (const product of PRODUCTS) {
    describe(product, () => {
      it("4K that the user may not have is not posted again until the user's permissions change", async () => {
        const world = await start({ product });
        const { server, run, calls } = world;
        const as: Parameters<typeof run>[1] = { asUser: MEMBER, is4k: "yes" };
        const [first] = await run([MATRIX], as);
        assert.deepEqual([first?.outcome?.code, calls(POST)], ["server-permission", 1]);
        const [second] = await run([MATRIX, { ...MATRIX, tmdb_id: 604 }], as);
        assert.deepEqual(
          [second?.outcome?.code, second?.outcome?.reason],
          ["server-permission", first?.outcome?.reason],
        );
        assert.deepEqual(cost(world), ["1 GET /auth/me"]);
        const member = server.users.find(({ id }) => id === MEMBER);
        if (member) member.permissions |= REQUEST_4K;
        assert.deepEqual(statusesOf(await run([MATRIX], as)), ["requested"]);
      });

      it("a user who does not exist is not posted for again", async () => {
        const { server, run, calls } = await start({ product });
        assert.equal((await run([MATRIX], { asUser: 77 }))[0]?.outcome?.code, "server-user");
        assert.equal((await run([MATRIX], { asUser: 77 }))[0]?.outcome?.code, "server-user");
        assert.equal(calls(POST), 0);
        assert.deepEqual(server.requests, []);
      });

      it("a movie that TMDB does not know costs nothing for a week", async () => {
        const world = await start({ product });
        const { run, calls } = world;
        const row = { title: "", type: "movie", tmdb_id: NOBODY_KNOWS };
        const [first] = await run([row]);
        assert.deepEqual([first?.outcome?.code, calls(POST)], ["server-rejected", 1]);
        assert.match(first?.outcome?.reason ?? "", /TMDB has no movie with the id 99999999\. Check the id/);
        assert.deepEqual(statusesOf(await run([row])), ["failed"]);
        assert.deepEqual(cost(world), []);
        await run([row], later(8));
        assert.equal(calls(POST), 1);
      });

      it("a show that TMDB does not know costs nothing for a week", async () => {
        const world = await start({ product });
        const { run, calls } = world;
        const row = { title: "", type: "tv", tmdb_id: NOBODY_KNOWS };
        const [first] = await run([row]);
        assert.match(first?.outcome?.reason ?? "", /TMDB has no show with the id 99999999/);
        assert.deepEqual(statusesOf(await run([row])), ["failed"]);
        assert.deepEqual(cost(world), []);
        await run([row], later(8));
        assert.ok(calls("GET /tv/{tvId}") > 0);
      });

      it("a show that failed because TMDB is down is no unknown one", async () => {
        const { server, run } = await start({ product }, { retries: 0 });
        server.tmdb.mode = "failing";
        assert.deepEqual(statusesOf(await run([BREAKING_BAD])), ["failed"]);
        server.tmdb.mode = "up";
        assert.deepEqual(statusesOf(await run([BREAKING_BAD])), ["requested"]);
      });

      it("an item that failed has the name that its details gave", async () => {
        const { run } = await start({ product });
        const [item] = await run([BREAKING_BAD], { asUser: 4 });
        assert.deepEqual([item?.outcome?.status, item?.title], ["failed", "Breaking Bad"]);
      });
    });
  }

  it("a show that Seerr drops for want of a TVDB id is not posted again until its details change", async () => {
    const { server, run, calls } = await start({ services: true });
    const show = server.catalogue.titles.find(
      ({ mediaType, ...title }) => mediaType === "tv" && !("tvdbId" in title && title.tvdbId),
    );
    const row = { title: "", type: "tv", tmdb_id: show?.tmdbId };
    const [first] = await run([row]);
    assert.equal(first?.outcome?.code, "server-dropped");
    const [second] = await run([row]);
    assert.deepEqual([second?.outcome?.code, calls(POST)], ["server-dropped", 0]);
    await run([row], later(9));
    assert.equal(calls(POST), 0);
    assert.deepEqual(statusesOf(await run([{ ...row, tvdb_id: 4711 }])), ["requested"]);
  });
});
