import { type ConformanceCases, conformance } from "../../../../src/lists/conformance.ts";
import { mdblist } from "../../../../src/lists/mdblist/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startMdblist } from "../../../servers/mdblist/start-mdblist.ts";

const site = {
  lists: {
    "linda/big": syntheticTitles(25),
    "linda/empty": [],
    "linda/secret": syntheticTitles(3),
    "77": syntheticTitles(4),
  },
  privateLists: ["linda/secret"],
  pageSize: 10,
};

const cases: ConformanceCases = {
  understands: [
    { input: "https://mdblist.com/lists/linda/big", id: "linda/big" },
    { input: "https://www.mdblist.com/lists/linda/big/", id: "linda/big" },
    { input: "http://mdblist.com/lists/linda/big/json", id: "linda/big" },
    { input: "mdblist.com/lists/linda/big/json/?limit=5&sort=rank", id: "linda/big" },
    { input: "https://api.mdblist.com/lists/linda/big/items?apikey=abc&limit=5", id: "linda/big" },
    { input: "https://mdblist.com/lists/linda/big?share_token=abcdef", id: "linda/big" },
    { input: "linda/big", id: "linda/big" },
    { input: "mdblist:linda/big", id: "linda/big" },
    { input: "https://mdblist.com/lists/12345", id: "12345" },
    { input: "12345", id: "12345" },
    { input: "https://mdblist.com/lists/external/77", id: "external/77" },
    { input: "https://api.mdblist.com/external/lists/77/items", id: "external/77" },
    { input: "external/77", id: "external/77" },
    { input: "https://mdblist.com/lists/official/movies/popular", id: "official/movies/popular" },
    { input: "https://mdblist.com/lists/official/moviemeter", id: "official/moviemeter" },
    { input: "https://mdblist.com/watchlist/linda", id: "watchlist" },
    { input: "watchlist", id: "watchlist" },
  ],
  refuses: [
    "https://mdblist.com",
    "https://mdblist.com/movies/?genre=horror",
    "https://mdblist.com/shows/?q=x",
    "https://mdblist.com/lists/linda",
    "https://mdblist.com/lists/top",
    "https://mdblist.com/lists/user",
    "https://mdblist.com/preferences/",
  ],
  ignores: [
    "https://example.org/lists/linda/big",
    "https://notmdblist.com/lists/linda/big",
    "movies/trending",
    "users/sean/watchlist",
    "lists/film.json",
    "./films",
    "AC/DC live",
    "Heat (1995)",
  ],
  start: () => startMdblist(site),
  list: { input: "linda/big", titles: 25 },
  empty: "linda/empty",
  situations: [
    { title: "the list is private or empty", code: "private", input: "linda/secret" },
    { title: "there is no such list", code: "not-found", input: "linda/nothing" },
    { title: "a number is read without a key", code: "auth-required", input: "77" },
    { title: "a mirrored list is read without a key", code: "auth-required", input: "external/77" },
    { title: "a chart is read without a key", code: "auth-required", input: "official/movies/popular" },
    { title: "the watchlist is read without a key", code: "auth-required", input: "watchlist" },
    {
      title: "the error stands in an array",
      code: "private",
      fault: { kind: "answer", status: 200, body: '[{"error":"empty or private list"}]' },
    },
    {
      title: "the list is new and has not been filled",
      code: "private",
      fault: { kind: "answer", status: 200, body: '{"error":"empty"}' },
    },
    {
      title: "the site shows a challenge",
      code: "blocked",
      fault: {
        kind: "answer",
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<html><title>Just a moment...</title></html>",
      },
    },
  ],
};

describe("MDBList without a key", () => {
  for (const { title, run } of conformance(mdblist, cases)) it(title, run);
});

describe("MDBList with a key", () => {
  const withKey: ConformanceCases = {
    ...cases,
    understands: [],
    refuses: [],
    ignores: [],
    account: { key: "mdblist-demo-key" },
    list: { input: "linda/big", titles: 25, total: 25, requests: 3 },
    situations: [
      { title: "the list is not the key owner's", code: "private", input: "linda/secret" },
      { title: "there is no such list", code: "not-found", input: "linda/nothing" },
      { title: "the key is wrong", code: "auth-required", account: { key: "another-demo-key" } },
      {
        title: "the key is wrong and the answer HTTP 200",
        code: "auth-required",
        fault: { kind: "answer", status: 200, body: '{"error": "Invalid API key!"}' },
      },
      {
        title: "the day's requests are used up",
        code: "rate-limited",
        fault: {
          kind: "answer",
          status: 429,
          headers: { "retry-after": "3600" },
          body: '{"error": "Daily API limit exceeded!"}',
        },
      },
    ],
  };
  for (const { title, run } of conformance(mdblist, withKey)) it(title, run);
});
