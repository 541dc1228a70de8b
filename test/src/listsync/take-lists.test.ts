import assert from "node:assert/strict";
import { listsOfEnv, takeLists } from "../../../src/listsync/take-lists.ts";

const OPTIONS = { specialLimit: 15, holdsKey: (text: string) => text.includes("known-key") };
const take = (lists: Parameters<typeof takeLists>[0], more = {}) => takeLists(lists, { ...OPTIONS, ...more });

describe("lists of the Python ListSync", () => {
  it("of every site become lists of ours", () => {
    const lists = [
      ["imdb", "ls012345678"],
      ["imdb", "ur12345678"],
      ["imdb", "https://www.imdb.com/chart/top/"],
      ["trakt", "123456"],
      ["trakt", "https://trakt.tv/users/sean/lists/horror"],
      ["trakt_special", "trending:movies"],
      ["trakt_special", "https://trakt.tv/shows/popular"],
      ["letterboxd", "sean/watchlist"],
      ["letterboxd", "https://letterboxd.com/sean/list/horror/"],
      ["mdblist", "linda/family"],
      ["tmdb", "8136"],
      ["tvdb", "https://thetvdb.com/lists/favourites"],
      ["anilist", "sean"],
      ["anilist", "https://anilist.co/user/sean/animelist/Planning"],
      ["stevenlu", "movies-metacritic-min70"],
      ["stevenlu", "https://example.org/movies.json"],
    ] as const;
    const { taken, left } = take(lists.map(([type, id]) => ({ type, id })));
    assert.deepEqual(left, []);
    assert.deepEqual(
      taken.map(({ provider, list }) => [provider, list]),
      lists.map(([type, id], index) => [
        type === "trakt_special" ? "trakt" : index === lists.length - 1 ? "own" : type,
        id,
      ]),
    );
    assert.deepEqual(
      taken.map(({ limit }) => limit),
      lists.map(([type]) => (type === "trakt_special" ? 15 : undefined)),
    );
  });

  it("that nobody here can read are left, each with why", () => {
    const { taken, left } = take([
      { type: "collections", id: "Alien Collection" },
      { type: "simkl", id: "12345" },
      { type: "tvdb", id: "12345" },
      { type: "whatever", id: "list" },
      { type: "trakt", id: "nonsense", url: "https://trakt.tv/users/ana/watchlist" },
    ]);
    assert.deepEqual(
      taken.map(({ label }) => label),
      ["Trakt watchlist of ana"],
    );
    assert.deepEqual(
      left.map(({ label }) => label),
      ["collections: Alien Collection", "simkl: 12345", "tvdb: 12345", "whatever: list"],
    );
    for (const { why } of left) assert.match(why, /\.$/);
  });

  it("are not taken by addresses that ListSync noted, but did not read", () => {
    const { taken, left } = take([
      // it read the favorites of user 12345
      { type: "tvdb", id: "12345", url: "https://www.thetvdb.com/lists/12345" },
      { type: "tvdb", id: "avengers", url: "avengers" },
      { type: "stevenlu", id: "movies-of-mine", url: "https://movies.stevenlu.com/" },
    ]);
    assert.deepEqual(taken, []);
    assert.deepEqual(
      left.map(({ label }) => label),
      ["tvdb: 12345", "tvdb: avengers", "stevenlu: movies-of-mine"],
    );
    for (const { why } of left.slice(0, 2)) assert.match(why, /Favorites are shown only to their owner\.$/);
  });

  it("are requested by who requested them, and by the one user of older versions", () => {
    const lists = [
      { type: "imdb", id: "top", user: "1" },
      { type: "imdb", id: "boxoffice", user: "4" },
      { type: "imdb", id: "tvmeter", user: "nobody" },
      { type: "imdb", id: "moviemeter" },
    ];
    assert.deepEqual(
      take(lists).taken.map(({ requestAs }) => requestAs),
      [undefined, 4, undefined, undefined],
    );
    assert.deepEqual(
      take(lists, { requester: 3 }).taken.map(({ requestAs }) => requestAs),
      [3, 4, 3, 3],
    );
  });

  it("of .env follow, and count once however they are written", () => {
    const env = new Map([
      ["IMDB_LISTS", "top, https://www.imdb.com/list/ls012345678/,ls012345678"],
      ["TRAKT_LISTS", "https://trakt.tv/users/sean/lists/horror?sort=rank,asc, 123"],
      ["STEVENLU_LISTS", "Stevenlu,whatever"],
    ]);
    const { taken } = take([{ type: "imdb", id: "ls012345678", user: "4" }, ...listsOfEnv(env)]);
    assert.deepEqual(
      taken.map(({ label, requestAs }) => [label, requestAs]),
      [
        ["IMDb list ls012345678", 4],
        ["IMDb Top 250 movies", undefined],
        ['Trakt list "sean/horror"', undefined],
        ["Trakt list number 123", undefined],
        ["Steven Lu's popular movies", undefined],
      ],
    );
  });

  it("of .env are left where ListSync reads none, too", () => {
    assert.deepEqual(take(listsOfEnv(new Map([["STEVENLU_LISTS", "false"]]))).taken, []);
  });

  it("whose addresses may hold a key are kept like keys", () => {
    const secret = [
      "https://example.org/movies.json?apikey=abc",
      "https://ana:pass@example.org/movies.json",
      "https://example.org/a8Kd92XzQ4b7/movies.json",
    ];
    const { taken } = take([
      ...secret.map((id) => ({ type: "stevenlu", id })),
      { type: "mdblist", id: "https://mdblist.com/lists/linda/family?apikey=abcdef" },
      { type: "trakt", id: "https://trakt.tv/users/known-key/lists/horror" },
    ]);
    assert.equal(taken.length, 5);
    for (const [index, { list, secret: kept }] of taken.entries()) {
      assert.equal(list, `\${LISTSYNC_LIST_${index + 1}}`);
      assert.ok(kept?.value.startsWith("https://"));
    }
    assert.doesNotMatch(JSON.stringify(taken.slice(0, 4).map(({ label }) => label)), /abc|pass|a8Kd/);
  });
});
