import assert from "node:assert/strict";
import { encodeQuery, pathWithQuery } from "../../../../src/overseerr/search/encode-query.ts";

describe("encodeQuery", () => {
  for (const [title, encoded] of [
    ["What's Up, Doc?", "What%27s%20Up%2C%20Doc%3F"],
    ["M*A*S*H", "M%2AA%2AS%2AH"],
    ["(500) Days of Summer", "%28500%29%20Days%20of%20Summer"],
    ["Tick, Tick... Boom!", "Tick%2C%20Tick...%20Boom%21"],
    ["imdb:tt0111161", "imdb%3Att0111161"],
    ["Face/Off", "Face%2FOff"],
    ["50/50 & 100%", "50%2F50%20%26%20100%25"],
    ["1+1=2; #[@]$", "1%2B1%3D2%3B%20%23%5B%40%5D%24"],
    ["Amélie", "Am%C3%A9lie"],
    ["기생충", "%EA%B8%B0%EC%83%9D%EC%B6%A9"],
  ] as const) {
    it(`leaves no reserved character in ${title}`, () => {
      assert.equal(encodeQuery(title), encoded);
      assert.doesNotMatch(encodeQuery(title), /[:/?#[\]@!$&'()*+,;=]/);
      assert.equal(decodeURIComponent(encoded), title);
    });
  }

  it("survives half a character", () => {
    assert.equal(encodeQuery("a\ud83cb"), "a%EF%BF%BDb");
    assert.equal(encodeQuery("🍿"), "%F0%9F%8D%BF");
  });
});

describe("pathWithQuery", () => {
  it("leaves out what is undefined: the server refuses unknown and empty parameters", () => {
    assert.equal(
      pathWithQuery("/search", { query: "a b", page: 2, language: undefined }),
      "/search?query=a%20b&page=2",
    );
    assert.equal(pathWithQuery("/movie/1", { language: undefined }), "/movie/1");
  });
});
