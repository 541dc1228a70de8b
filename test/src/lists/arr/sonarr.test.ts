import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { sonarr } from "../../../../src/lists/sonarr.ts";
import { startArr } from "../../../servers/arr/start-arr.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const account = { key: "arr-demo-key", url: "http://sonarr.example" };
const shows = syntheticTitles(1200).filter(({ mediaType }) => mediaType === "tv");
const site = () =>
  startArr({
    app: "Sonarr",
    titles: shows.slice(0, 20),
    missing: shows,
    tags: { kids: shows.slice(0, 4), empty: [] },
  });

describe("Sonarr", () => {
  const checks = conformance(sonarr, {
    understands: [
      { input: "sonarr:missing", id: "sonarr:missing" },
      { input: "sonarr:incomplete", id: "sonarr:incomplete" },
      { input: "sonarr:incomplete?tag=kids", id: "sonarr:incomplete?tag=kids" },
      { input: "sonarr:library", id: "sonarr:library" },
      { input: "http://192.168.1.20:8989/wanted/missing", id: "sonarr:missing" },
      { input: "http://nas:8989/sonarr/", id: "sonarr:library" },
    ],
    refuses: ["sonarr:cutoff", "http://192.168.1.20:8989/calendar"],
    ignores: ["http://192.168.1.20:7878/wanted/missing", "https://sonarr.tv/"],
    start: site,
    account,
    // 300 shows with 900 seasons and two missing episodes in each
    list: { input: "sonarr:missing", titles: 300, total: 300, requests: 2 },
    empty: "sonarr:library?tag=empty",
    situations: [
      { title: "there is no account", code: "auth-required", account: null },
      { title: "the key is wrong", code: "auth-required", account: { ...account, key: "another-key" } },
    ],
  });
  for (const { title, run } of checks) it(title, run);

  async function read(input: string) {
    const server = await site();
    try {
      return await fetchWith(sonarr, input, contextFor(server.origin, { account }));
    } finally {
      await server.close();
    }
  }

  it("makes one title of a show's episodes, with the seasons that lack some", async () => {
    const { items } = await read("sonarr:missing");
    const [show] = shows;
    assert.equal(items[0]?.title, show?.title);
    assert.deepEqual(
      items[0]?.seasons,
      show?.mediaType === "tv" &&
        show.seasons.map(({ seasonNumber }) => seasonNumber).filter((number) => number > 0),
    );
    assert.equal(items[0]?.ids.tvdb, show?.mediaType === "tv" && show.tvdbId);
  });

  it("knows which shows are incomplete", async () => {
    const odd = shows.slice(0, 20).filter(({ tmdbId }) => tmdbId % 2 === 1);
    assert.equal((await read("sonarr:incomplete")).items.length, odd.length);
    assert.equal((await read("sonarr:library")).items.length, 20);
  });
});

describe("Sonarr's missing episodes", () => {
  it("are no shorter list when they come without their shows", async () => {
    const records = [{ seriesId: 1, seasonNumber: 1, title: "Pilot" }];
    const server = await listen((_request, response) =>
      response.end(JSON.stringify({ page: 1, pageSize: 1000, totalRecords: 1, records })),
    );
    try {
      const reading = fetchWith(sonarr, "sonarr:missing", contextFor(server.url, { account }));
      await assert.rejects(reading, { code: "markup-changed" });
    } finally {
      await server.close();
    }
  });
});

describeWithFixtures("Sonarr's recorded answers", () => {
  async function read(recording: string, input: string) {
    const server = await listen((_request, response) =>
      response.end(JSON.stringify(readJsonFixture(recording))),
    );
    try {
      return await fetchWith(sonarr, input, contextFor(server.url, { account }));
    } finally {
      await server.close();
    }
  }

  it("give 25 shows with TVDB ids", async () => {
    const { items } = await read("sonarr/watchlistarr-series.excerpt.json", "sonarr:library");
    assert.equal(items.length, 25);
    assert.ok(items.every(({ ids, mediaType }) => ids.tvdb !== undefined && mediaType === "tv"));
  });

  it("take an empty IMDb id for none, and its two episodes for their show", async () => {
    const { items } = await read("sonarr/ha-core-wanted-missing.docsample.json", "sonarr:missing");
    assert.deepEqual(
      items.map(({ title, seasons, ids }) => [title, seasons, ids.tvdb]),
      [
        ["Bob's Burgers", [4], 194031],
        items[1] && [items[1].title, items[1].seasons, items[1].ids.tvdb],
      ].filter(Boolean),
    );
    assert.deepEqual(
      items.map(({ ids }) => ids.imdb),
      ["tt1561755", undefined],
    );
  });
});
