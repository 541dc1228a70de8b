import assert from "node:assert/strict";
import type { FetchDeps } from "../../../../src/lists/fetching/context.ts";
import { fetchList } from "../../../../src/lists/fetching/fetch-lists.ts";
import { startListSite } from "../../../servers/list-site.ts";
import { readCassette } from "../../../support/cassette.ts";
import { describeWithFixtures } from "../../../support/fixtures.ts";

describeWithFixtures("Trakt as recorded in May 2026", () => {
  /** Answers a path with what was recorded for it, whatever page is asked; nothing on pages after the first. */
  async function fetchRecorded(file: string, list: string) {
    const recorded = readCassette(`trakt/${file}`);
    const site = await startListSite(({ url, query }) => {
      const path = url.split("?")[0]?.replace(/\/rank\/asc$/, "");
      const answer = recorded.find(
        (each) => each.url.split("?")[0] === path && !each.url.includes("extended"),
      );
      if (!answer) return { status: 404, json: {} };
      const { "content-encoding": _, ...headers } = answer.headers;
      return query.get("page") === "1" ? { headers, json: JSON.parse(answer.body) } : { headers, json: [] };
    });
    const deps: FetchDeps = {
      origins: { trakt: site.origin },
      accounts: { trakt: { key: "some-client-id" } },
      http: { retries: 0 },
    };
    const fetched = await fetchList({ list, provider: "trakt" }, deps);
    await site.close();
    return fetched;
  }

  it("reads a list of movies and shows with all their ids", async () => {
    const { items, result } = await fetchRecorded(
      "vcr-user-user-list-items_basic-2026-05.yml",
      "jemus42/2171659",
    );
    assert.equal(result.error, undefined);
    assert.equal(result.total, 6);
    assert.equal(result.complete, true);
    assert.equal(items.length, 6);
    const { sources: _, ...show } = items.find(({ mediaType }) => mediaType === "tv") ?? { sources: [] };
    assert.deepEqual(show, {
      title: "Paranoia Agent",
      year: 2004,
      mediaType: "tv",
      ids: { tmdb: 9343, imdb: "tt0433722", tvdb: 75092, trakt: 9295 },
      addedAt: "2016-04-19T16:55:18.000Z",
      rank: 5,
    });
  });

  it("reads a longer list whole", async () => {
    const list = "sp1ti/anime-winter-season-2018-2019";
    const { items, result } = await fetchRecorded("vcr-user-user-list-items_basic-2026-05.yml", list);
    assert.equal(items.length, 73);
    assert.equal(result.complete, true);
  });

  it("reads 100 movies and 86 shows of a watchlist that announces 285 of each", async () => {
    const { items, result } = await fetchRecorded(
      "vcr-user-user-watchlist_basic-2026-05.yml",
      "https://trakt.tv/users/sean/watchlist",
    );
    assert.equal(items.filter(({ mediaType }) => mediaType === "movie").length, 100);
    assert.equal(items.filter(({ mediaType }) => mediaType === "tv").length, 86);
    assert.equal(result.total, undefined);
  });

  for (const [file, list, count, first] of [
    ["vcr-trending_media-2026-05.yml", "trending:movies", 5, "Tom Clancy's Jack Ryan: Ghost War"],
    ["vcr-popular_media-2026-05.yml", "popular:movies", 5, "Superman"],
    ["vcr-anticipated_media-2026-05.yml", "anticipated:shows", 5, "Spider-Noir"],
    ["vcr-collected_media-2026-05.yml", "collected:shows", 5, undefined],
    ["vcr-movies_boxoffice-2026-05.yml", "boxoffice:movies", 10, undefined],
  ] as const)
    it(`reads the chart ${list}`, async () => {
      const { items, result } = await fetchRecorded(file, list);
      assert.equal(result.error, undefined);
      assert.equal(items.length, count);
      assert.ok(items.every(({ ids, title }) => ids.tmdb !== undefined && title !== ""));
      if (first) assert.equal(items[0]?.title, first);
    });
});
