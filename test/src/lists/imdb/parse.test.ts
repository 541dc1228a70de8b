import assert from "node:assert/strict";
import { imdb } from "../../../../src/lists/imdb/index.ts";
import { ListError } from "../../../../src/lists/list-error.ts";

const PROFILE = "p.kdbeq6dtmzzpiin4k7t4fnunf4";

/** What people paste, and the kind and id that it means. */
const UNDERSTOOD: [string, string, string][] = [
  ["ls006123300", "list", "ls006123300"],
  ["  LS006123300 ", "list", "ls006123300"],
  ["imdb:ls006123300", "list", "ls006123300"],
  ["list/ls006123300", "list", "ls006123300"],
  ["/list/ls006123300/", "list", "ls006123300"],
  ["imdb.com/list/ls006123300", "list", "ls006123300"],
  ["//www.imdb.com/list/ls006123300", "list", "ls006123300"],
  ["http://m.imdb.com/list/ls006123300/", "list", "ls006123300"],
  ["https://www.imdb.com/list/ls006123300/?ref_=uspf_t_1", "list", "ls006123300"],
  ["https://www.imdb.com/list/ls006123300/?sort=date_added,desc&view=detail", "list", "ls006123300"],
  ["https://www.imdb.com/list/ls006123300/export?ref_=x", "list", "ls006123300"],
  ["https://www.imdb.com/list/ls006123300/copy/", "list", "ls006123300"],
  ["https://www.imdb.com/list/ls006123300/_ajax", "list", "ls006123300"],
  ...["de", "fr", "es", "it", "pt", "hi", "es-mx", "fr-ca", "ES-MX"].map(
    (locale): [string, string, string] => [
      `https://www.imdb.com/${locale}/list/ls006123300/`,
      "list",
      "ls006123300",
    ],
  ),
  ["ur15738437", "watchlist", "ur15738437"],
  ["https://www.imdb.com/user/ur15738437", "watchlist", "ur15738437"],
  ["https://www.imdb.com/user/ur15738437/", "watchlist", "ur15738437"],
  ["https://www.imdb.com/user/ur15738437/watchlist", "watchlist", "ur15738437"],
  ["https://www.imdb.com/de/user/ur15738437/watchlist/?ref_=x", "watchlist", "ur15738437"],
  ["https://rss.imdb.com/user/ur15738437/watchlist", "watchlist", "ur15738437"],
  [PROFILE, "watchlist", PROFILE],
  [`https://www.imdb.com/user/${PROFILE}/watchlist/`, "watchlist", PROFILE],
  ["https://www.imdb.com/user/p.colneedham/watchlist/?ref_=x", "watchlist", "p.colneedham"],
  ["top", "chart", "top"],
  ["TOP250", "chart", "top"],
  ["chart/top", "chart", "top"],
  ["https://www.imdb.com/chart/top/?ref_=nv_mv_250", "chart", "top"],
  ["https://www.imdb.com/fr/chart/toptv/", "chart", "toptv"],
  ["toptv", "chart", "toptv"],
  ["moviemeter", "chart", "moviemeter"],
  ["tvmeter", "chart", "tvmeter"],
  ["bottom", "chart", "bottom"],
  ["boxoffice", "chart", "boxoffice"],
  ["top-english-movies", "chart", "top-english-movies"],
  ["top-rated-indian-movies", "chart", "india/top-rated-indian-movies"],
  ["https://www.imdb.com/india/top-rated-indian-movies/", "chart", "india/top-rated-indian-movies"],
  ["https://www.imdb.com/india/top-rated-tamil-movies", "chart", "india/top-rated-tamil-movies"],
  ["https://www.imdb.com/india/top-rated-telugu-movies", "chart", "india/top-rated-telugu-movies"],
  ["https://www.imdb.com/india/top-rated-malayalam-movies", "chart", "india/top-rated-malayalam-movies"],
  ["https://www.imdb.com/india/upcoming/", "chart", "india/upcoming"],
  ["india/tamil", "chart", "india/tamil"],
  ["india/telugu", "chart", "india/telugu"],
  ["tt0133093", "title", "tt0133093"],
  ["https://www.imdb.com/title/tt0133093/?ref_=x", "title", "tt0133093"],
  ["https://www.imdb.com/de/title/tt0133093/reviews", "title", "tt0133093"],
  [
    "https://www.imdb.com/search/title/?user_rating=8,&genres=sci-fi&ref_=x",
    "search",
    "search/title?genres=sci-fi&user_rating=8,",
  ],
  ["search/title/?genres=sci-fi", "search", "search/title?genres=sci-fi"],
];

/** What is IMDb's, but no list that can be read, and a word of the advice. */
const REFUSED: [string, RegExp][] = [
  ["https://www.imdb.com/user/ur15738437/ratings", /CSV/],
  [`https://www.imdb.com/user/${PROFILE}/ratings/`, /CSV/],
  ["https://www.imdb.com/list/watchlist", /logged in/],
  ["https://www.imdb.com/list/ratings", /logged in/],
  ["https://www.imdb.com/user/me/watchlist", /logged in/],
  ["https://www.imdb.com/user/ur15738437/lists", /Open one of them/],
  ["https://www.imdb.com/user/ur15738437/checkins", /not a list/],
  ["https://www.imdb.com/user/colneedham/watchlist", /not an IMDb user/],
  ["https://www.imdb.com/list/ls12/", /not an IMDb list id/],
  ["ls12", /number of digits/],
  ["tt1", /number of digits/],
  ["https://www.imdb.com/title/latest", /not an IMDb title id/],
  ["https://www.imdb.com/interest/in0000026/", /not a list/],
  ["https://www.imdb.com/event/ev0000003/2020/1", /not a list/],
  ["https://www.imdb.com/name/nm0000206/", /role=nm/],
  ["nm0000206", /role=nm/],
  ["https://www.imdb.com/chart/starmeter/", /Known charts: top, /],
  ["https://www.imdb.com/india/hindi", /Known charts/],
  ["https://www.imdb.com/search/name/?gender=male", /title search/],
  ["https://www.imdb.com/search/title/", /every title/],
  ["https://www.imdb.com/search/title/?view=simple&count=250", /every title/],
  ["https://www.imdb.com/search/title/?release_date=yesterday,", /not a date/],
  ["https://www.imdb.com/search/title/?release_date=2020-02-30", /not a date/],
  ["https://www.imdb.com/search/title/?user_rating=good", /not a number/],
  ["https://www.imdb.com/search/title/?title_type=opera", /unknown/],
  ["https://www.imdb.com/exports/", /not a list/],
  ["https://www.imdb.com/", /not a list/],
];

const NOT_IMDB = [
  "",
  "The Matrix",
  "sean/horror",
  "list/my.csv",
  "p.csv",
  "title/index.json",
  "https://trakt.tv/users/sean/lists/horror",
  "https://notimdb.com/list/ls006123300/",
  "https://imdb.com.example.org/list/ls006123300",
  "tamil",
];

describe("what people paste for IMDb", () => {
  for (const [input, kind, id] of UNDERSTOOD)
    it(`understands "${input}" as ${kind} ${id}`, () => {
      const list = imdb.parse(input);
      assert.deepEqual([list?.provider, list?.kind, list?.id], ["imdb", kind, id]);
      assert.match(list?.label ?? "", /^IMDb /);
      assert.match(list?.url ?? "", /^https:\/\/www\.imdb\.com\//);
    });

  for (const [input, advice] of REFUSED)
    it(`refuses "${input}" with advice`, () => {
      assert.throws(
        () => imdb.parse(input),
        (error) => error instanceof ListError && error.code === "bad-input" && advice.test(error.message),
      );
    });

  for (const input of NOT_IMDB)
    it(`leaves "${input}" to others`, () => assert.equal(imdb.parse(input), undefined));

  it("understands its own ids and addresses again", () => {
    for (const [input] of UNDERSTOOD) {
      const list = imdb.parse(input);
      assert.equal(imdb.parse(list?.id ?? "")?.id, list?.id);
      assert.equal(imdb.parse(list?.url ?? "")?.id, list?.id);
    }
  });

  it("understands every form that it advertises", () => {
    for (const { example } of imdb.forms) assert.ok(imdb.parse(example), example);
  });

  it("says which filter of a chart's page is ignored", () => {
    const chart = imdb.parse("https://www.imdb.com/chart/top/?ref_=nv&genres=horror");
    assert.equal(chart?.id, "top");
    assert.deepEqual(chart?.params?.warnings, [
      '"genres" in the chart\'s address is ignored: the whole chart is read.',
    ]);
  });

  it("keeps the order of the address, and says which filters it leaves out", () => {
    const list = imdb.parse("https://www.imdb.com/list/ls006123300/?sort=date_added,desc&genres=Drama");
    assert.equal(list?.params?.sort, "date_added,desc");
    assert.match(String(list?.params?.warnings), /"genres".*ignored/);
  });
});
