import assert from "node:assert/strict";
import type { RequestBody } from "../../../src/overseerr/overseerr.ts";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { createCatalogue } from "../../servers/catalogue/catalogue.ts";
import { show } from "../../servers/catalogue/title.ts";
import type { OverseerrServerOptions } from "../../servers/overseerr/server.ts";
import { requestRunsPerTest, statusesOf } from "../../support/request-runs.ts";

const LOOK = "GET /tv/{tvId}";
const POST = "POST /request";
const METADATA = "GET /settings/metadatas";
const DAY = 24 * 60 * 60_000;
const sources = [{ provider: "mdblist", list: "demo/shows" }];
const SEVERANCE = { title: "Severance", year: 2022, mediaType: "tv", ids: { tmdb: 95396 }, sources };
const inDays = (days: number): RequestOptions => ({ now: () => new Date(Date.now() + days * DAY) });

describe("a new show, of which all seasons are wanted", () => {
  const start = requestRunsPerTest();
  /** Two seasons and specials at TMDB; tests may announce more. */
  const startWith = async (options: OverseerrServerOptions = {}, tvdbId: number | undefined = 371980) => {
    const severance = show(95396, "11280740", tvdbId ?? 0, "Severance", [2022, 2025], { specials: true });
    if (tvdbId === undefined || tvdbId === 0) delete severance.tvdbId;
    const world = await start({ catalogue: createCatalogue([severance]), ...options });
    const posted = () =>
      world.server.log.filter(({ route }) => route === POST).map(({ body }) => (body as RequestBody).seasons);
    return { ...world, severance, posted };
  };

  it("is requested from Seerr without a look, and stays requested without one", async () => {
    const { run, calls, posted } = await startWith();
    const [item] = await run([SEVERANCE]);
    assert.deepEqual([item?.outcome?.status, item?.outcome?.seasons], ["requested", [1, 2]]);
    assert.deepEqual([calls(LOOK), posted()], [0, ["all"]]);
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["already_requested"]);
    assert.deepEqual([calls(LOOK), calls(POST), calls(METADATA)], [0, 0, 0]);
  });

  it("is asked for a season that is announced later, once", async () => {
    const { run, calls, posted, severance } = await startWith();
    await run([SEVERANCE]);
    severance.seasons.push({ seasonNumber: 3, airDate: "2027-01-15", episodes: 10 });
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["already_requested"]);
    assert.deepEqual(statusesOf(await run([SEVERANCE], inDays(9))), ["requested"]);
    assert.deepEqual([calls(LOOK), posted()], [1, [[3]]]);
    assert.deepEqual(statusesOf(await run([SEVERANCE], inDays(9))), ["already_requested"]);
    assert.deepEqual([calls(LOOK), calls(POST)], [0, 0]);
  });

  it("is looked at again on the day on which a season begins", async () => {
    const { run, calls, severance } = await startWith({ product: "Jellyseerr" });
    const airDate = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
    severance.seasons.push({ seasonNumber: 3, airDate, episodes: 10 });
    const looks = [];
    for (const days of [0, 2, 3.1, 3.2]) {
      await run([SEVERANCE], inDays(days));
      looks.push(calls(LOOK));
    }
    assert.deepEqual(looks, [1, 0, 1, 0]);
  });

  it("says in a dry run that all seasons would be requested, with the body that a run sends", async () => {
    const { run, calls, server } = await startWith();
    const [item] = await run([SEVERANCE], { dryRun: true });
    assert.equal(item?.outcome?.status, "would_request");
    assert.match(item?.outcome?.reason ?? "", /all seasons/i);
    assert.equal(calls(LOOK), 0);
    await run([SEVERANCE]);
    assert.deepEqual(item?.outcome?.body, server.log.find(({ route }) => route === POST)?.body);
  });

  for (const product of ["Jellyseerr", "Overseerr"] as const)
    it(`is looked at on ${product}, where "all" may mean specials and a show without a TVDB id ends the server`, async () => {
      const { run, calls, posted } = await startWith({ product });
      await run([SEVERANCE]);
      assert.deepEqual([calls(LOOK), posted()], [1, [[1, 2]]]);
    });

  for (const kind of ["tv", "anime"] as const)
    it(`is looked at where Seerr takes ${kind === "tv" ? "shows" : "anime"} from TheTVDB, which numbers seasons its own way`, async () => {
      const { run, calls, server, posted } = await startWith();
      server.settings.metadata[kind] = "tvdb";
      server.settings.tvdbSeasons.set(95396, [{ seasonNumber: 1, airDate: "2022-02-18", episodes: 19 }]);
      await run([SEVERANCE]);
      assert.deepEqual([calls(LOOK), posted()], [1, [[1]]]);
    });

  it("is looked at where Seerr does not say where it takes shows from", async () => {
    const { run, calls, server } = await startWith();
    server.fault(METADATA, { status: 500, times: 5 });
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["requested"]);
    assert.equal(calls(LOOK), 1);
  });

  const policies: [string, RequestOptions][] = [
    ["specials too", { specials: true }],
    ["the first season", { seasons: "first" }],
    ["those that have begun", { seasons: "missing" }],
    ["the list's", { seasons: "listed" }],
    ["ids checked", { checkIds: true }],
  ];
  for (const [name, options] of policies)
    it(`is looked at when something else is wanted: ${name}`, async () => {
      const { run, calls } = await startWith();
      assert.deepEqual(statusesOf(await run([SEVERANCE], options)), ["requested"]);
      assert.equal(calls(LOOK), 1);
    });

  it("is looked at when people wrote its number themselves, or nobody knows its name", async () => {
    const { run, calls } = await startWith();
    const own = {
      ...SEVERANCE,
      title: "Another Show",
      sources: [{ provider: "own", list: "file" }],
      year: 1990,
    };
    assert.deepEqual(statusesOf(await run([own])), ["ambiguous"]);
    const [item] = await run([{ ...SEVERANCE, title: "" }]);
    assert.deepEqual([item?.outcome?.status, item?.title], ["requested", "Severance"]);
    assert.equal(calls(POST), 1);
  });

  it("is looked at when the server has a row of it", async () => {
    const { run, calls, server, posted } = await startWith();
    server.addMedia({ mediaType: "tv", tmdbId: 95396, status: 4, seasons: [{ seasonNumber: 1, status: 5 }] });
    await run([SEVERANCE]);
    assert.deepEqual([calls(LOOK), posted()], [1, [[2]]]);
  });

  it("is looked at for a user with a quota, who spends it by the season", async () => {
    const { run, calls, posted } = await startWith();
    await run([SEVERANCE], { asUser: 3 });
    assert.deepEqual([calls(LOOK), posted()], [1, [[1, 2]]]);
  });

  it("is posted once and remembered when Sonarr cannot take it: nobody knows a TVDB id", async () => {
    const { run, calls, posted } = await startWith({ services: true }, 0);
    const [item] = await run([SEVERANCE]);
    assert.deepEqual([item?.outcome?.status, item?.outcome?.code], ["failed", "server-dropped"]);
    assert.deepEqual(posted(), ["all"]);
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["failed"]);
    assert.deepEqual([calls(POST), calls(LOOK)], [0, 0]);
  });

  it("is requested with the list's TVDB id in the same run when TMDB has none", async () => {
    const { run, server } = await startWith({ services: true }, 0);
    const ids = { tmdb: 95396, tvdb: 371980 };
    assert.deepEqual(statusesOf(await run([{ ...SEVERANCE, ids }])), ["requested"]);
    assert.equal(server.media.find(({ tmdbId }) => tmdbId === 95396)?.tvdbId, 371980);
  });

  it("asks for what a later policy wants more: specials", async () => {
    const { run, server, posted } = await startWith();
    await run([SEVERANCE]);
    server.settings.enableSpecialEpisodes = true;
    assert.deepEqual(statusesOf(await run([SEVERANCE], { specials: true })), ["requested"]);
    assert.deepEqual(posted(), [[0]]);
  });

  it("is found again after a crash before the answer", async () => {
    const { run, server } = await startWith();
    server.fault(POST, { reset: true, afterEffect: true, times: 5 });
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["requested"]);
    assert.equal(server.requests.length, 1);
    assert.deepEqual(statusesOf(await run([SEVERANCE])), ["already_requested"]);
  });
});
