import assert from "node:assert/strict";
import { fetchList } from "../../../../src/lists/fetching/fetch-lists.ts";
import { parseMdblist } from "../../../../src/lists/mdblist/parse.ts";
import { toItem } from "../../../../src/lists/mdblist/to-item.ts";
import { film, show } from "../../../servers/catalogue/title.ts";
import { type ListSite, startListSite } from "../../../servers/list-site.ts";
import { startMdblist } from "../../../servers/mdblist/start-mdblist.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";

const matrix = film(603, "0133093", "The Matrix", 1999);
const dark = show(70523, "5753856", 334824, "Dark", [2017, 2019, 2020]);

describe("MDBList", () => {
  let site: ListSite;
  afterEach(() => site.close());
  const fetchWith = (list: string, key?: string) =>
    fetchList(
      { list, provider: "mdblist" },
      { origins: { mdblist: site.origin }, http: { retries: 0 }, accounts: { mdblist: { key } } },
    );

  it("gives TMDB, IMDb and TVDB ids, years and types without a key", async () => {
    site = await startMdblist({ lists: { "linda/mixed": [matrix, dark] } });
    const { items, result } = await fetchWith("linda/mixed");
    assert.equal(result.error, undefined);
    assert.deepEqual(
      items.map(({ title, year, mediaType, ids }) => ({ title, year, mediaType, ids })),
      [
        { title: "The Matrix", year: 1999, mediaType: "movie", ids: { tmdb: 603, imdb: "tt0133093" } },
        { title: "Dark", year: 2017, mediaType: "tv", ids: { tmdb: 70523, imdb: "tt5753856", tvdb: 334824 } },
      ],
    );
    assert.equal(site.requests[0]?.url, "/lists/linda/mixed/json/");
  });

  it("asks the API in the order of the list when there is a key", async () => {
    site = await startMdblist({ lists: { "external/77": [dark, matrix] } });
    const { items, result } = await fetchWith("https://mdblist.com/lists/external/77", "mdblist-demo-key");
    assert.equal(result.error, undefined);
    assert.equal(site.requests[0]?.segments.join("/"), "external/lists/77/items");
    assert.equal(site.requests[0]?.query.get("unified"), "true");
    assert.equal(site.requests[0]?.query.get("limit"), "1000");
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Dark", "The Matrix"],
    );
    assert.equal(items[0]?.ids.mdblist, "m70523");
  });

  it("follows cursors where the answer is split into movies and shows", async () => {
    const pages = [
      {
        movies: [{ id: 1, title: "One", mediatype: "movie" }],
        shows: [],
        pagination: { next_cursor: "abc=" },
      },
      { movies: [], shows: [{ id: 2, title: "Two", mediatype: "show" }], pagination: {} },
    ];
    site = await startListSite(({ query }) => ({ json: pages[query.get("cursor") === "abc=" ? 1 : 0] }));
    const { items, result } = await fetchWith("linda/split", "some-key");
    assert.deepEqual(
      items.map(({ title, mediaType }) => [title, mediaType]),
      [
        ["One", "movie"],
        ["Two", "tv"],
      ],
    );
    assert.equal(result.complete, true);
  });

  it("is not complete when fewer titles come than are announced", async () => {
    site = await startListSite(() => ({
      headers: { "x-total-items": "5", "x-has-more": "false" },
      json: [{ id: 1, title: "One", mediatype: "movie" }],
    }));
    const { result } = await fetchWith("linda/short", "some-key");
    assert.equal(result.error, undefined);
    assert.equal(result.total, 5);
    assert.equal(result.complete, false);
  });

  it("leaves out seasons and episodes, and says so", async () => {
    site = await startListSite(() => ({
      json: [
        { id: 1, title: "One", mediatype: "movie" },
        { id: 2, title: "Two", mediatype: "season" },
        { id: 3, title: "Three", mediatype: "episode" },
      ],
    }));
    const { items, result } = await fetchWith("linda/episodes");
    assert.equal(items.length, 1);
    assert.match(result.warnings.join(), /^2 entries are seasons, episodes/);
  });

  for (const key of [undefined, "some-key"])
    it(`counts titles against the limit, not seasons ${key ? "with" : "without"} a key`, async () => {
      const rows = Array.from({ length: 30 }, (_, index) => ({
        id: index + 1,
        title: `Row ${index + 1}`,
        mediatype: index % 3 === 0 ? "season" : "movie",
      }));
      site = await startListSite(({ query }) => {
        const start = Number(query.get("offset") ?? 0);
        const end = start + Number(query.get("limit") ?? 1000);
        return { headers: { "x-has-more": String(end < rows.length) }, json: rows.slice(start, end) };
      });
      const deps = {
        origins: { mdblist: site.origin },
        http: { retries: 0 },
        accounts: { mdblist: { key } },
      };
      const { items, whole } = await fetchList({ list: "linda/mixed", provider: "mdblist", limit: 9 }, deps);
      assert.equal(items.length, 9);
      assert.equal(whole, undefined);
      assert.equal(site.requests.length, 2);
    });

  it("sends the token of a share link and shows it nowhere", async () => {
    site = await startListSite(() => ({ status: 403, json: { error: "Access denied for tok-1234567" } }));
    const { result } = await fetchWith(
      "https://mdblist.com/lists/linda/x?share_token=tok-1234567",
      "some-key",
    );
    assert.equal(site.requests[0]?.query.get("share_token"), "tok-1234567");
    assert.equal(result.error?.code, "private");
    assert.doesNotMatch(JSON.stringify(result), /tok-1234567|some-key/);
  });
});

describe("MDBList addresses", () => {
  it("keep the same slug of two people apart", () => {
    assert.notEqual(parseMdblist("linda/best")?.id, parseMdblist("bob/best")?.id);
  });
});

describeWithFixtures("MDBList as recorded", () => {
  it("reads the live record of 2026-08 with its ids", () => {
    const { movies } = readJsonFixture<{ movies: Record<string, unknown>[] }>(
      "mdblist/live-item-2026-08.excerpt.json",
    );
    assert.deepEqual(toItem(movies[0] ?? {}), {
      title: "Spider-Man: Brand New Day",
      year: 2026,
      mediaType: "movie",
      ids: { tmdb: 969681, imdb: "tt22084616", tvdb: 135896, mdblist: "32uh4" },
      rank: 1,
      sources: [],
    });
  });

  for (const [file, code] of [
    ["public-json-error-object.json", "private"],
    ["public-json-error-array.json", "private"],
    ["api-invalid-key.json", "auth-required"],
    ["api-429-daily.json", "rate-limited"],
  ] as const)
    it(`takes ${file} for ${code}, though it comes with HTTP 200`, async () => {
      const site = await startListSite(() => ({ json: readJsonFixture(`mdblist/${file}`) }));
      const deps = { origins: { mdblist: site.origin }, http: { retries: 0 } };
      const { result } = await fetchList({ list: "u/s", provider: "mdblist" }, deps);
      await site.close();
      assert.equal(result.error?.code, code);
    });

  it("reads the split example of the OpenAPI document", async () => {
    const site = await startListSite(() => ({
      json: readJsonFixture("mdblist/openapi-list-items.docsample.json"),
    }));
    const deps = {
      origins: { mdblist: site.origin },
      accounts: { mdblist: { key: "some-key" } },
      http: { retries: 0 },
    };
    const { items } = await fetchList({ list: "12345", provider: "mdblist" }, deps);
    await site.close();
    assert.deepEqual(
      items.map(({ title, mediaType, ids }) => [title, mediaType, ids.tmdb]),
      [
        ["Beetlejuice Beetlejuice", "movie", 917496],
        ["English Teacher", "tv", 258902],
      ],
    );
  });
});
