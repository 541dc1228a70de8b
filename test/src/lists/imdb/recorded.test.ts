import assert from "node:assert/strict";
import { imdb } from "../../../../src/lists/imdb/index.ts";
import { readImdbPage } from "../../../../src/lists/imdb/next-data.ts";
import type { ParsedList } from "../../../../src/lists/provider.ts";
import { startImdb } from "../../../servers/imdb/start-imdb.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";
import { contextFor, fetchList } from "./context.ts";

async function fetchRecorded(input: string, ...names: string[]) {
  const server = await startImdb({ recorded: names.map((name) => readFixture(`imdb/${name}`)) });
  try {
    return { list: await fetchList(input, contextFor(server.origin)), requests: server.requests };
  } finally {
    await server.close();
  }
}

function parsed(input: string): ParsedList {
  const list = imdb.parse(input);
  assert.ok(list);
  return list;
}

describeWithFixtures("recorded answers of IMDb's GraphQL endpoint", () => {
  it("follows the cursor over two trimmed pages, and says that 5 of 27 are not all", async () => {
    const { list, requests } = await fetchRecorded(
      "ls520749027",
      "graphql-list-p1-TRIMMED-2026-08-25.json",
      "graphql-list-p2-TRIMMED-2026-08-25.json",
    );
    assert.deepEqual(
      list.items.map(({ ids }) => ids.imdb),
      ["tt0039152", "tt0057569", "tt0013442", "tt0047162", "tt0023694"],
    );
    assert.ok(list.items.every(({ mediaType, title, ids }) => mediaType === "unknown" && title === ids.imdb));
    assert.deepEqual([list.total, list.complete], [27, false]);
    assert.match(list.warnings.join(), /27 entries, but returned 5/);
    assert.match(String(requests[1]?.question?.variables.after), /^eyJlc1Rva2VuIjpbXSw/);
  });

  it("reads a list with titles, years, types and dates", async () => {
    const { list } = await fetchRecorded("ls006123300", "graphql-list-TRIMMED-2026-08.json");
    assert.deepEqual(
      list.items.map(({ title, year, mediaType, addedAt }) => [title, year, mediaType, addedAt]),
      [
        ["Charlie Bartlett", 2007, "movie", "2014-07-31T15:04:32.000Z"],
        ["Runaways", 2017, "tv", "2017-12-20T00:42:07.000Z"],
        ["Unbroken", 2014, "movie", "2015-01-30T17:57:44.000Z"],
      ],
    );
    assert.deepEqual([list.name, list.complete], ["WATCHLIST", true]);
  });

  it("resolves a profile and reads its watchlist", async () => {
    const { list, requests } = await fetchRecorded(
      "p.kdbeq6dtmzzpiin4k7t4fnunf4",
      "graphql-userprofile-2026-08.json",
      "graphql-watchlist-TRIMMED-2026-08.json",
    );
    assert.equal(list.items.length, 3);
    assert.equal(list.name, "IMDb watchlist of IMikeDB");
    assert.equal(requests[1]?.question?.variables.userId, "ur15738437");
  });

  it("knows a private watchlist", async () => {
    await assert.rejects(fetchRecorded("ur15738437", "graphql-watchlist-private-FORBIDDEN-2026-08-25.json"), {
      code: "private",
      message: /watchlist of ur15738437 is private/,
    });
  });

  it("says what IMDb does not accept in a search", async () => {
    await assert.rejects(
      fetchRecorded(
        "https://www.imdb.com/search/title/?genres=film-noir",
        "graphql-advancedsearch-BAD_USER_INPUT-2026-08-25.json",
      ),
      { code: "bad-input", message: /Not a valid Date: not-a-date\.$/ },
    );
  });

  it("reads a page of a search", async () => {
    const { list } = await fetchRecorded(
      "https://www.imdb.com/search/title/?genres=film-noir&count=2",
      "graphql-advancedsearch-p1-2026-08-25.json",
    );
    assert.deepEqual(
      list.items.map(({ ids }) => ids.imdb),
      ["tt0043014", "tt0036775"],
    );
    assert.equal(list.total, 3);
  });
});

describeWithFixtures("recorded pages of IMDb", () => {
  it("give 250 titles of a chart, where a reader of what is shown gets 25", () => {
    const page = readImdbPage(readFixture("imdb/chart-top-2024-07.html"), parsed("top"));
    assert.equal(page.titles.length, 250);
    assert.deepEqual(page.titles[0], {
      id: "tt0111161",
      title: "The Shawshank Redemption",
      year: 1994,
      mediaType: "movie",
      leftOut: undefined,
      rating: 9.3,
      rank: 1,
      addedAt: undefined,
    });
    assert.equal(page.titles[249]?.rank, 250);
  });

  it("give a watchlist of the new kind", () => {
    const page = readImdbPage(
      readFixture("imdb/watchlist-nextdata-EXCERPT-2026-04.html"),
      parsed("p.kdbeq6dtmzzpiin4k7t4fnunf4"),
    );
    assert.deepEqual(
      page.titles.map((title) => title?.title),
      ["Charlie Bartlett", "Unbroken", "Everest"],
    );
    assert.deepEqual([page.total, page.hasNextPage, page.name], [100, false, "IMDb watchlist of IMikeDB"]);
  });

  it("give all 114 titles of an old watchlist, of which 100 have details", () => {
    const page = readImdbPage(readFixture("imdb/watchlist-react-2022-04.html"), parsed("ls092287578"));
    assert.equal(page.titles.length, 114);
    assert.equal(page.total, 114);
    assert.equal(page.titles.filter((title) => title?.title !== undefined).length, 100);
    assert.deepEqual([page.titles[0]?.title, page.titles[0]?.year], ["Das Appartement", 1960]);
  });

  it("say that a list is private", () => {
    assert.throws(
      () => readImdbPage(readFixture("imdb/list-private-excerpt-2022-04.html"), parsed("ls006123300")),
      { code: "private" },
    );
  });

  it("are refused when they carry no data", () => {
    for (const html of ["", "<html><body>Hello</body></html>", '<script id="__NEXT_DATA__">{broken</script>'])
      assert.throws(() => readImdbPage(html, parsed("ls006123300")), { code: "markup-changed" });
  });
});
