import assert from "node:assert/strict";
import { fetchList } from "../../../src/lists/fetching/fetch-lists.ts";
import { type ListSite, type SiteAnswer, startListSite } from "../../servers/list-site.ts";

const ACCOUNTS = {
  trakt: { key: "some-client-id" },
  tmdb: { key: "0123456789abcdef0123456789abcdef" },
  mdblist: { key: "some-key" },
};

const imdb = (answer: object): SiteAnswer => ({ json: { data: { list: answer } } });
const tmdb = (results: unknown, more: object = {}): SiteAnswer => ({
  json: { page: 1, total_pages: 1, results, ...more },
});
const letterboxd = (films: string): SiteAnswer => ({
  body: `<html><body><div id="content"><ul class="js-list-entries">${films}</ul></div></body></html>`,
});

/** Answers that a site might give one day in the place of titles. */
const WRONG: [provider: string, list: string, what: string, answer: SiteAnswer][] = [
  ["trakt", "sean/horror", "rows that wrap their title differently", { json: [{ film: { title: "Heat" } }] }],
  ["trakt", "sean/horror", "titles that are no objects", { json: [{ type: "movie", movie: "Heat" }] }],
  [
    "trakt",
    "sean/horror",
    "titles without name and ids",
    { json: [{ type: "movie", movie: { name: "Heat" } }] },
  ],
  [
    "trakt",
    "sean/horror",
    "nothing of what is announced",
    { json: [], headers: { "x-pagination-item-count": "40" } },
  ],
  ["trakt", "https://trakt.tv/lists/official/star-wars", "no number of the list", { json: { ids: [] } }],
  ["mdblist", "linda/best", "rows of other names", { json: [{ tmdbId: 949, name: "Heat" }] }],
  [
    "mdblist",
    "linda/best",
    "kinds of other names",
    { json: [{ id: 949, title: "Heat", mediatype: "film" }] },
  ],
  ["mdblist", "linda/best", "movies that are no rows", { json: { movies: { 1: "Heat" }, shows: [] } }],
  ["mdblist", "linda/best", "nothing of what is announced", { json: [], headers: { "x-total-items": "40" } }],
  ["tmdb", "tmdb:list/8136", "rows that are texts", tmdb(["Heat"])],
  ["tmdb", "tmdb:list/8136", "rows that are nothing", tmdb([null])],
  ["tmdb", "tmdb:list/8136", "ids that are texts", tmdb([{ id: "949", title: "Heat", media_type: "movie" }])],
  ["tmdb", "tmdb:list/8136", "kinds of other names", tmdb([{ id: 949, title: "Heat", media_type: "film" }])],
  ["tmdb", "tmdb:list/8136", "nothing of what is announced", tmdb([], { total_results: 40 })],
  [
    "tmdb",
    "tmdb:list/8136",
    "a count of pages that is a text",
    tmdb([{ id: 949, title: "Heat" }], { total_pages: "3" }),
  ],
  [
    "imdb",
    "ls006123300",
    "entries of another form",
    imdb({ titleListItemSearch: { edges: [{ node: { film: "Heat" } }] } }),
  ],
  ["imdb", "ls006123300", "entries that are texts", imdb({ titleListItemSearch: { edges: ["tt0113277"] } })],
  [
    "imdb",
    "ls006123300",
    "nothing of what is announced",
    imdb({ titleListItemSearch: { total: 40, edges: [] } }),
  ],
  [
    "letterboxd",
    "dave/list/best",
    "posters of another class",
    letterboxd('<li class="film"><a href="/film/heat-1995/">Heat</a></li>'),
  ],
  [
    "letterboxd",
    "dave/list/best",
    "posters without a name",
    letterboxd(
      '<li class="posteritem"><div class="react-component" data-component-class="LazyPoster"></div></li>',
    ),
  ],
];

/** Answers in which there is no title, and which are right. */
const EMPTY: [provider: string, list: string, what: string, answer: SiteAnswer][] = [
  ["trakt", "sean/horror", "people only", { json: [{ type: "person", person: { name: "Al Pacino" } }] }],
  ["mdblist", "linda/best", "episodes only", { json: [{ id: 1, title: "Pilot", mediatype: "episode" }] }],
  ["mdblist", "linda/best", "no movies and no shows", { json: { movies: [], shows: [] } }],
  [
    "tmdb",
    "tmdb:trending/all/day",
    "people only",
    tmdb([{ id: 1158, name: "Al Pacino", media_type: "person" }]),
  ],
  [
    "imdb",
    "ls006123300",
    "deleted titles only",
    imdb({ titleListItemSearch: { total: 1, edges: [{ node: {}, title: null }] } }),
  ],
  ["letterboxd", "dave/list/best", "no films", letterboxd("")],
];

describe("an answer of another form than expected", () => {
  let site: ListSite;
  afterEach(() => site.close());

  const read = async (provider: string, list: string, answer: SiteAnswer) => {
    site = await startListSite(() => answer);
    const origins = { [provider]: site.origin };
    return fetchList(
      { provider, list },
      { origins, http: { retries: 0 }, accounts: ACCOUNTS, reuseSeconds: 0 },
    );
  };

  for (const [provider, list, what, answer] of WRONG)
    it(`is an error of ${provider} and no empty list: ${what}`, async () => {
      const { items, result } = await read(provider, list, answer);
      assert.deepEqual(items, []);
      assert.equal(result.error?.code, "markup-changed");
      // what people read says nothing of our own code
      assert.doesNotMatch(result.error?.message ?? "", /undefined|Cannot|operator|properties/);
    });

  it("costs one odd poster of Letterboxd nothing but itself, and counts it", async () => {
    const poster = (name: string) =>
      `<li class="posteritem"><div class="react-component" data-component-class="LazyPoster"${name}></div></li>`;
    const answer = letterboxd(poster(' data-item-name="Heat (1995)"') + poster(""));
    const { items, result } = await read("letterboxd", "dave/list/best", answer);
    assert.equal(items.length, 1);
    assert.match(result.warnings.join(), /1 left out: no title/);
  });

  for (const [provider, list, what, answer] of EMPTY)
    it(`is none of ${provider}: ${what}`, async () => {
      const { items, result } = await read(provider, list, answer);
      assert.deepEqual(items, []);
      assert.equal(result.error, undefined);
    });
});
