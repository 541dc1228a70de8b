import assert from "node:assert/strict";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { type ImdbData, inventedRecords } from "../../../servers/imdb/imdb-data.ts";
import { type ImdbServer, startImdb } from "../../../servers/imdb/start-imdb.ts";
import { contextFor, fetchList } from "./context.ts";

const matrix = { id: "tt0133093", title: "The Matrix", year: 1999, rating: 8.7 };
const breakingBad = { id: "tt0903747", title: "Breaking Bad", year: 2008, type: "tvSeries", rating: 9.5 };

describe("fetching from IMDb's GraphQL endpoint", () => {
  let server: ImdbServer;
  const start = async (data: Partial<ImdbData>): Promise<void> => {
    server = await startImdb(data);
  };
  const read = (input: string, change?: Partial<FetchContext>) =>
    fetchList(input, contextFor(server.origin, change));
  const questions = () => server.requests.map(({ question }) => question?.operationName);

  afterEach(() => server.close());

  it("makes items of a list's titles, with everything that IMDb says", async () => {
    await start({ lists: { ls006123300: { name: "Best ever", entries: [matrix, breakingBad] } } });
    const list = await read("ls006123300");
    const source = {
      provider: "imdb",
      list: "ls006123300",
      name: "Best ever",
      url: "https://www.imdb.com/list/ls006123300/",
    };
    assert.deepEqual(list.items, [
      {
        title: "The Matrix",
        year: 1999,
        mediaType: "movie",
        ids: { imdb: "tt0133093" },
        rank: 1,
        rating: 8.7,
        addedAt: "2020-05-01T10:00:00.000Z",
        sources: [source],
      },
      {
        title: "Breaking Bad",
        year: 2008,
        mediaType: "tv",
        ids: { imdb: "tt0903747" },
        rank: 2,
        rating: 9.5,
        addedAt: "2020-05-01T10:00:00.000Z",
        sources: [source],
      },
    ]);
    assert.deepEqual([list.name, list.total, list.complete, list.via], ["Best ever", 2, true, "api"]);
    assert.deepEqual(list.warnings, []);
  });

  it("says its client's name, which is a setting", async () => {
    await start({ lists: { ls006123300: { entries: [matrix] } } });
    await read("ls006123300");
    await read("ls006123300", { settings: { client: "imdb-next-desktop" } });
    const names = server.requests.map(({ headers }) => headers["x-imdb-client-name"]);
    assert.deepEqual(names, ["imdb-web-next", "imdb-next-desktop"]);
  });

  it("reads 1,000 titles in four questions, with a pause between them", async () => {
    await start({ lists: { ls006123300: { entries: inventedRecords(1000) } } });
    const pauses: number[] = [];
    const progress: string[] = [];
    const list = await read("ls006123300", {
      pause: async (milliseconds) => void pauses.push(milliseconds),
      progress: (items, total) => progress.push(`${items}/${total}`),
    });
    assert.equal(list.items.length, 1000);
    assert.equal(new Set(list.items.map(({ ids }) => ids.imdb)).size, 1000);
    assert.ok(list.complete);
    assert.equal(server.requests.length, 4);
    assert.deepEqual(pauses, [300, 300, 300]);
    assert.deepEqual(progress, ["250/1000", "500/1000", "750/1000", "1000/1000"]);
  });

  it("stops at the limit, and asks for no more than that", async () => {
    await start({ lists: { ls006123300: { entries: inventedRecords(1000) } } });
    const list = await read("ls006123300", { limit: 300 });
    assert.equal(list.items.length, 300);
    assert.ok(list.complete);
    assert.deepEqual(
      server.requests.map(({ question }) => question?.variables.first),
      [250, 50],
    );
  });

  it("asks for a list in the order that its address names", async () => {
    await start({ lists: { ls006123300: { entries: [matrix] } } });
    await read("https://www.imdb.com/list/ls006123300/?sort=date_added,desc");
    assert.match(server.requests[0]?.question?.query ?? "", /sort:\{by:DATE_ADDED,order:DESC\}/);
  });

  it("reads a watchlist by the user's id", async () => {
    await start({
      watchlists: { ur15738437: { owner: { userId: "ur15738437", name: "Mike" }, entries: [matrix] } },
    });
    const list = await read("https://www.imdb.com/user/ur15738437/watchlist");
    assert.deepEqual([list.items.length, list.name], [1, "IMDb watchlist of Mike"]);
  });

  it("asks who a profile is before it reads its watchlist", async () => {
    await start({
      profiles: { "p.colneedham": "ur15738437" },
      watchlists: { ur15738437: { entries: [matrix] } },
    });
    const list = await read("https://www.imdb.com/user/p.colneedham/watchlist/");
    assert.equal(list.items.length, 1);
    assert.deepEqual(questions(), ["ListSyncProfile", "ListSyncWatchlist"]);
    assert.equal(list.items[0]?.sources[0]?.list, "p.colneedham");
  });

  it("says so when nobody has the profile", async () => {
    await start({});
    await assert.rejects(read("https://www.imdb.com/user/p.nobody/watchlist/"), { code: "not-found" });
  });

  it("reads every kind of chart", async () => {
    await start({
      charts: {
        TOP_RATED_MOVIES: inventedRecords(250),
        BOX_OFFICE: inventedRecords(10),
        INDIA_TITLE_TRENDS_UPCOMING: inventedRecords(20),
        TOP_RATED_TAMIL_MOVIES: inventedRecords(50),
      },
    });
    for (const [input, count] of [
      ["top", 250],
      ["boxoffice", 10],
      ["india/upcoming", 20],
      ["https://www.imdb.com/india/top-rated-tamil-movies", 50],
    ] as const) {
      const list = await read(input);
      assert.equal(list.items.length, count, input);
      assert.ok(list.complete, input);
      assert.equal(list.items[count - 1]?.rank, count, input);
    }
  });

  it("cuts a chart at the limit", async () => {
    await start({ charts: { BOX_OFFICE: inventedRecords(10) } });
    const list = await read("boxoffice", { limit: 3 });
    assert.deepEqual([list.items.length, list.complete], [3, true]);
  });

  it("reads a search up to a hundred titles, and says that it needs a limit", async () => {
    await start({ titles: inventedRecords(300) });
    const list = await read("https://www.imdb.com/search/title/?title_type=feature");
    assert.deepEqual([list.items.length, list.total, list.complete], [100, 240, false]);
    assert.match(list.warnings.join(), /needs a limit/);
  });

  it("reads a search up to the limit of the list or of the address without complaint", async () => {
    await start({ titles: inventedRecords(300) });
    const url = "https://www.imdb.com/search/title/?title_type=feature";
    for (const list of [await read(url, { limit: 200 }), await read(`${url}&count=200`)]) {
      assert.deepEqual([list.items.length, list.complete], [200, true]);
      assert.deepEqual(list.warnings, []);
    }
  });

  it("passes on the conditions of a search, and what it had to ignore", async () => {
    await start({ titles: [matrix, breakingBad] });
    const list = await read("https://www.imdb.com/search/title/?user_rating=9,&title_type=tv_series&plot=x");
    assert.deepEqual(
      list.items.map(({ title }) => title),
      ["Breaking Bad"],
    );
    assert.match(list.warnings.join(), /"plot" is ignored/);
    assert.deepEqual(server.requests[0]?.question?.variables.sort, {
      sortBy: "POPULARITY",
      sortOrder: "ASC",
    });
  });

  it("takes a single title as a list of one", async () => {
    await start({ titles: [matrix] });
    const list = await read("https://www.imdb.com/title/tt0133093/");
    assert.deepEqual([list.items[0]?.title, list.total, list.complete], ["The Matrix", 1, true]);
  });

  it("leaves out what is neither a film nor a show, and counts it", async () => {
    const entries = [
      matrix,
      { id: "tt0959621", title: "Pilot", type: "tvEpisode" },
      { id: "tt0959622", title: "Another", type: "tvEpisode" },
      { id: "tt0277751", title: "Max Payne", type: "videoGame" },
      { id: "tt0000001", title: "Special", type: "tvSpecial" },
      { id: "tt0000002", title: "Mini", type: "tvMiniSeries" },
    ];
    await start({ lists: { ls006123300: { entries } } });
    const list = await read("ls006123300");
    assert.deepEqual(
      list.items.map(({ title, mediaType }) => [title, mediaType]),
      [
        ["The Matrix", "movie"],
        ["Special", "movie"],
        ["Mini", "tv"],
      ],
    );
    assert.deepEqual(list.warnings, ["2 episodes, 1 video game left out."]);
    assert.ok(list.complete);
  });

  it("takes a title that stands in a list twice only once", async () => {
    await start({ lists: { ls006123300: { entries: [matrix, breakingBad, matrix] } } });
    const list = await read("ls006123300");
    assert.deepEqual([list.items.length, list.total, list.complete], [2, 3, true]);
  });

  it("knows an empty list from a failed one", async () => {
    await start({ lists: { ls006123300: { entries: [] } } });
    const list = await read("ls006123300");
    assert.deepEqual([list.items, list.total, list.complete], [[], 0, true]);
  });

  it("refuses a list of people", async () => {
    await start({ lists: { ls006123300: { entries: [matrix], listType: "PEOPLE" } } });
    await assert.rejects(read("ls006123300"), { code: "bad-input", message: /list of people/ });
  });
});
