import assert from "node:assert/strict";
import type { Arrival } from "../../../../src/items/item.ts";
import type { Store } from "../../../../src/state/store.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const SERVER = "server";
const at = (minutes: number) => new Date(Date.parse(SAMPLE_TIME) + minutes * 60_000).toISOString();

const news = (item: Partial<Arrival["item"]>, patch: Partial<Arrival> = {}) => ({
  item: { title: "Severance", mediaType: "tv" as const, ids: {}, ...item },
  is4k: false,
  whole: true,
  by: "Sonarr",
  ...patch,
});

describe("what servers say has become available", () => {
  let store: Store;
  beforeEach(async () => {
    store = await sampleStore(sampleRun());
    const match = {
      mediaType: "tv",
      tmdbId: 95396,
      title: "Severance",
      year: 2022,
      matchedBy: "tvdb",
    } as const;
    const severance = sampleItem({
      title: "Severance",
      year: 2022,
      mediaType: "tv",
      ids: { tvdb: 371980 },
      sources: [{ provider: "trakt", list: "shows" }],
      match,
      outcome: sampleOutcome("requested"),
    });
    await store.record("run-1", SERVER, severance, SAMPLE_TIME);
    await store.saveResolution(SERVER, "tvdb:371980", { found: true, ...match });
  });
  afterEach(() => store.close());

  for (const [name, item] of [
    ["its TMDB id", { ids: { tmdb: 95396 } }],
    ["a TVDB id that was looked up before", { title: "", ids: { tvdb: 371980 } }],
    ["its name", { title: "SEVERANCE" }],
    ["its name and year", { title: "Severance", year: 2022 }],
  ] as const)
    it(`is known by ${name}, with the lists it is on, and stands in the title's history`, async () => {
      const arrival = await store.arrive(news(item), at(5));
      assert.deepEqual(
        [arrival?.key, arrival?.item.ids.tmdb, arrival?.item.title, arrival?.item.sources?.[0]?.list],
        [
          "tv:tmdb:95396",
          95396,
          item && "title" in item && item.title === "SEVERANCE" ? "SEVERANCE" : "Severance",
          "shows",
        ],
      );
      for (const title of [{ mediaType: "tv", tmdbId: 95396 } as const, "tv:tvdb:371980", "tv:tmdb:95396"]) {
        const [latest, ...before] = await store.history(title);
        assert.deepEqual(
          [latest?.event, latest?.by, latest?.runId, latest?.outcome.status, latest?.outcome.reason],
          [
            "available",
            "Sonarr",
            undefined,
            "already_available",
            "Available since 2026-03-01, according to Sonarr.",
          ],
        );
        if (title !== "tv:tmdb:95396")
          assert.deepEqual(
            before.map(({ outcome }) => outcome.status),
            ["requested"],
          );
      }
    });

  it("is no other title of the same name", async () => {
    for (const item of [
      { year: 2006 },
      { mediaType: "movie" as const },
      { title: "Severed" },
      { ids: { tmdb: 1 } },
    ]) {
      const arrival = await store.arrive(news(item), at(5));
      assert.notEqual(arrival?.item.ids.tmdb, 95396);
      assert.equal(arrival?.knownAs, undefined);
    }
    assert.equal((await store.history({ mediaType: "tv", tmdbId: 95396 })).length, 1);
  });

  it("is news once within an hour, for each season and quality", async () => {
    const told = async (minutes: number, item: Partial<Arrival["item"]>, patch: Partial<Arrival> = {}) =>
      (await store.arrive(news({ ids: { tmdb: 95396 }, ...item }, patch), at(minutes))) !== undefined;
    assert.equal(await told(0, { seasons: [1] }), true);
    assert.equal(await told(1, { seasons: [1] }, { by: "Plex" }), false);
    assert.equal(await told(2, { seasons: [2] }), true);
    assert.equal(await told(3, { seasons: [1] }, { is4k: true }), true);
    assert.equal(await told(59, { seasons: [1] }), false);
    assert.equal(await told(61, { seasons: [1] }), true);
  });

  it("is forgotten when it is old and there is newer, and kept otherwise", async () => {
    const days = (count: number) => at(-count * 24 * 60);
    for (const age of [90, 60, 40]) await store.arrive(news({ ids: { tmdb: 95396 } }), days(age));
    await store.prune(30);
    const events = (await store.history({ mediaType: "tv", tmdbId: 95396 })).filter(({ event }) => event);
    assert.deepEqual(
      events.map(({ outcome }) => outcome.at.slice(0, 10)),
      [days(40).slice(0, 10)],
    );
  });
});
