import assert from "node:assert/strict";
import type { ListEntry } from "../../../../src/lists/entries/list-entry.ts";
import { fetchList } from "../../../../src/lists/fetching/fetch-lists.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { film, show } from "../../../servers/catalogue/title.ts";
import { type ListSite, startListSite } from "../../../servers/list-site.ts";
import { startTrakt } from "../../../servers/trakt/start-trakt.ts";

const matrix = film(603, "0133093", "The Matrix", 1999);
const dark = show(70523, "5753856", 334824, "Dark", [2017, 2019, 2020]);

describe("Trakt lists", () => {
  let site: ListSite;
  afterEach(() => site.close());
  const fetchFrom = (entry: Partial<ListEntry> & { list: string }) =>
    fetchList(
      { provider: "trakt", ...entry },
      {
        origins: { trakt: site.origin },
        http: { retries: 0 },
        accounts: { trakt: { key: "trakt-demo-client-id" } },
      },
    );

  it("merges the seasons and episodes of a show, and leaves people out with a warning", async () => {
    const entries = [
      { title: dark, season: 3 },
      matrix,
      { title: dark, season: 1 },
      { title: dark, season: 2, episode: 4 },
      { person: "Keanu Reeves" },
    ];
    site = await startTrakt({ lists: { "users/sean/lists/mixed": entries } });
    const { items, result } = await fetchFrom({ list: "sean/mixed" });
    assert.deepEqual(
      items.map(({ title, mediaType, seasons, ids }) => ({ title, mediaType, seasons, tmdb: ids.tmdb })),
      [
        { title: "Dark", mediaType: "tv", seasons: [1, 2, 3], tmdb: 70523 },
        { title: "The Matrix", mediaType: "movie", seasons: undefined, tmdb: 603 },
      ],
    );
    assert.equal(result.total, 5);
    assert.equal(result.complete, true);
    assert.match(result.warnings.join(), /^1 entry is a person/);
  });

  it("takes the whole show when the list names it besides one of its seasons", async () => {
    site = await startTrakt({ lists: { "users/sean/lists/both": [{ title: dark, season: 3 }, dark] } });
    const { items } = await fetchFrom({ list: "sean/both" });
    assert.equal(items.length, 1);
    assert.equal(items[0]?.seasons, undefined);
  });

  it("reads movies and shows of a watchlist, whose counts are those of both together", async () => {
    const titles = syntheticTitles(300);
    site = await startTrakt({ lists: { "users/sean/watchlist": titles } });
    const { items, result } = await fetchFrom({ list: "https://trakt.tv/users/sean/watchlist" });
    assert.equal(items.length, 300);
    assert.equal(result.error, undefined);
    assert.equal(result.complete, true);
    assert.equal(result.total, undefined, "a count of both types says nothing of one");
    assert.deepEqual(
      site.requests.map(({ url }) => url),
      [
        "/users/sean/watchlist/movies/rank/asc?page=1&limit=250",
        "/users/sean/watchlist/movies/rank/asc?page=2&limit=250",
        "/users/sean/watchlist/shows/rank/asc?page=1&limit=250",
        "/users/sean/watchlist/shows/rank/asc?page=2&limit=250",
      ],
    );
  });

  it("is not complete when the pages hold less than is announced", async () => {
    site = await startListSite(({ query }) => ({
      headers: { "x-pagination-page-count": "3", "x-pagination-item-count": "600" },
      json: query.get("page") === "1" ? [{ type: "movie", movie: { title: "One", ids: { tmdb: 1 } } }] : [],
    }));
    const { result } = await fetchFrom({ list: "sean/short" });
    assert.equal(result.error, undefined);
    assert.equal(result.complete, false);
  });

  it("reads on behind a proxy that drops the counts, and takes the same page again for the end", async () => {
    const titles = syntheticTitles(300).map(({ title, tmdbId }) => ({
      type: "movie",
      movie: { title, ids: { tmdb: tmdbId } },
    }));
    site = await startListSite(({ query }) => {
      const page = Number(query.get("page"));
      return { json: titles.slice((page - 1) * 250, page * 250) };
    });
    assert.equal((await fetchFrom({ list: "sean/long" })).items.length, 300);
    await site.close();
    site = await startListSite(() => ({ json: titles.slice(0, 250) }));
    const { items, result } = await fetchFrom({ list: "sean/unpaged" });
    assert.deepEqual([items.length, result.error, site.requests.length], [250, undefined, 2]);
  });

  it("looks an official list up by its name, which it then knows", async () => {
    site = await startTrakt({ official: { "star-wars": 99 }, lists: { "lists/99": [matrix] } });
    const { items, result } = await fetchFrom({ list: "https://trakt.tv/lists/official/star-wars" });
    assert.equal(items.length, 1);
    assert.equal(result.name, "Official star-wars");
    assert.equal(items[0]?.sources[0]?.name, "Official star-wars");
  });

  it("reads popular, whose titles are bare, and trending, whose titles are wrapped", async () => {
    site = await startTrakt({ lists: { "movies/popular": [matrix], "shows/trending": [dark] } });
    const [popular, trending] = [
      await fetchFrom({ list: "popular:movies" }),
      await fetchFrom({ list: "trending:tv" }),
    ];
    assert.deepEqual(popular.items[0]?.ids, { tmdb: 603, imdb: "tt0133093", trakt: 603 });
    assert.equal(popular.items[0]?.mediaType, "movie");
    assert.equal(trending.items[0]?.mediaType, "tv");
    assert.equal(trending.items[0]?.rank, 1);
  });

  it("reads 250 titles of a chart without an end, unless a limit says otherwise", async () => {
    site = await startTrakt({ lists: { "movies/watched/weekly": syntheticTitles(800).filter(isMovie) } });
    const all = await fetchFrom({ list: "watched:movies" });
    assert.equal(all.items.length, 250);
    assert.equal(all.result.complete, false);
    assert.match(all.result.warnings.join(), /reports 600 titles; the first 250 were read/);
    const some = await fetchFrom({ list: "watched:movies", limit: 300 });
    assert.equal(some.items.length, 300);
    assert.equal(some.result.complete, true);
  });

  it("reads a chart of the app, which shows movies and shows in turn", async () => {
    const [movies, shows] = ["movie", "tv"].map((type) =>
      syntheticTitles(40).filter(({ mediaType }) => mediaType === type),
    );
    assert.ok(movies && shows);
    site = await startTrakt({ lists: { "movies/popular": movies, "shows/popular": shows } });
    const { items, result } = await fetchFrom({ list: "https://app.trakt.tv/discover/popular", limit: 6 });
    assert.deepEqual(
      items.map(({ mediaType }) => mediaType),
      ["movie", "tv", "movie", "tv", "movie", "tv"],
    );
    assert.deepEqual([result.error, result.complete], [undefined, true]);
    const whole = await fetchFrom({ list: "https://app.trakt.tv/discover/popular?mode=media" });
    assert.equal(whole.items.length, movies.length + shows.length);
  });

  it("reads a smart list, and says which part of its address it does not heed", async () => {
    site = await startTrakt({ lists: { "smart-lists/some-list-1a2b": [matrix, dark] } });
    const { items, result } = await fetchFrom({
      list: "https://app.trakt.tv/lists/smart/view/some-list-1a2b?mode=media&genres=drama",
    });
    assert.deepEqual(
      items.map(({ title }) => title),
      ["The Matrix", "Dark"],
    );
    assert.match(result.warnings.join(), /"genres" in the list's address is ignored/);
  });

  it("passes genres on to a chart", async () => {
    site = await startTrakt({ lists: { "movies/trending": [matrix] } });
    await fetchFrom({ list: "https://trakt.tv/movies/trending?genres=action,drama" });
    assert.equal(site.requests[0]?.url, "/movies/trending?genres=action%2Cdrama&page=1&limit=250");
  });

  it("passes display and sort of an address on", async () => {
    site = await startTrakt({ lists: { "users/sean/lists/mixed": [matrix, dark] } });
    const { items } = await fetchFrom({
      list: "https://trakt.tv/users/sean/lists/mixed?display=show&sort=added,desc",
    });
    assert.equal(site.requests[0]?.segments.join("/"), "users/sean/lists/mixed/items/show/added/desc");
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Dark"],
    );
  });

  it("reads one title, and one season of a show", async () => {
    site = await startTrakt({ lists: { "movies/trending": [matrix], "shows/trending": [dark] } });
    const movie = await fetchFrom({ list: "https://trakt.tv/movies/the-matrix-1999" });
    const season = await fetchFrom({ list: "https://trakt.tv/shows/dark-2017/seasons/2" });
    assert.equal(movie.items[0]?.ids.tmdb, 603);
    assert.equal(movie.items[0]?.seasons, undefined);
    assert.deepEqual(season.items[0]?.seasons, [2]);
  });

  it("reads a long list of episodes with a small limit in as few pages as it has", async () => {
    const episodes = Array.from({ length: 450 }, (_, index) => ({
      title: dark,
      season: 1,
      episode: index + 1,
    }));
    site = await startTrakt({ lists: { "users/sean/lists/episodes": episodes } });
    const { items, result } = await fetchFrom({ list: "sean/episodes", limit: 2 });
    assert.equal(result.error, undefined);
    assert.equal(items.length, 1);
    assert.equal(site.requests.length, 2);
  });

  it("counts a limit in titles, not in seasons", async () => {
    const entries = [1, 2, 3].map((season) => ({ title: dark, season }));
    site = await startTrakt({ lists: { "users/sean/lists/seasons": [...entries, matrix] } });
    const { items } = await fetchFrom({ list: "sean/seasons", limit: 2 });
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Dark", "The Matrix"],
    );
  });

  it("names itself and the version of the API, and sends the client id in a header only", async () => {
    site = await startTrakt({ lists: { "movies/trending": [matrix] } });
    await fetchFrom({ list: "trending:movies" });
    const [request] = site.requests;
    assert.match(request?.headers["user-agent"] ?? "", /^ListSync\/\d/);
    assert.equal(request?.headers["trakt-api-version"], "2");
    assert.doesNotMatch(request?.url ?? "", /client-id/);
  });
});

const isMovie = ({ mediaType }: { mediaType: string }): boolean => mediaType === "movie";
