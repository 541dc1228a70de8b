import assert from "node:assert/strict";
import type { HttpResponse } from "../../../../src/http/http.ts";
import { isDenied, responseError } from "../../../../src/overseerr/connection/response-error.ts";
import { toSearchPage } from "../../../../src/overseerr/search/search-result.ts";
import { toTitleDetail } from "../../../../src/overseerr/title-detail.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";

interface Recording {
  response: { status: number; contentType?: string; body: unknown };
}

const call = { host: "seerr.test", url: "http://seerr.test/api/v1/x" };

/** A recorded answer as the HTTP client would give it. */
function recorded(name: string): HttpResponse {
  const { status, contentType, body } = readJsonFixture<Recording>(`overseerr/${name}.json`).response;
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  return { status, headers, body };
}

describeWithFixtures("answers recorded on a real server", () => {
  for (const [name, code] of [
    ["003-no-key", "server-key"],
    ["018-user-quota-403", "server-permission"],
    ["019-unknown-route", "server-path"],
    ["020-http-wrong-prefix", "server-path"],
    ["021-http-double-slash", "server-path"],
    ["022-http-wrong-prefix-post", "server-path"],
    ["032-search-imdb-raw-colon", "server-rejected"],
    ["071-movie-404", "server-unavailable"],
    ["077-movie-duplicate", "server-duplicate"],
    ["084-movie-userid-unknown", "server-user"],
    ["086-movie-noperm", "server-permission"],
    ["087-movie-4k-noperm", "server-permission"],
    ["092-movie-quota-3", "server-quota"],
    ["094-movie-tmdb-unknown", "server-rejected"],
    ["117-tv-quota-over", "server-quota"],
    ["144-request-404", "server-rejected"],
    ["165-movie-blocklisted", "server-blocklisted"],
    ["170-tmdb-429-imdb", "server-unavailable"],
    ["174-tmdb-429-post", "server-unavailable"],
    ["252-csrf-post", "server-csrf"],
  ] as const) {
    it(`takes ${name} as ${code}, with a sentence`, () => {
      const error = responseError(recorded(name), call);
      assert.equal(error?.code, code, error?.message);
      assert.match(error?.message ?? "", /seerr\.test.*\.$/);
    });
  }

  it("cannot tell a wrong key from an unknown user by one answer", () => {
    assert.equal(isDenied(recorded("004-bad-key")), true);
    assert.equal(isDenied(recorded("010-api-user-unknown")), true);
    assert.equal(isDenied(recorded("086-movie-noperm")), false);
  });

  it("takes every good answer as good", () => {
    for (const name of [
      "001-status",
      "008-auth-me",
      "076-movie-created-admin",
      "106-tv-all-again",
      "127-media",
    ])
      assert.equal(responseError(recorded(name), call), undefined, name);
  });

  it("reads a search with movies and a collection", () => {
    const { results } = toSearchPage(recorded("029-search-title").body);
    assert.deepEqual(
      results
        .map((result) => ("tmdbId" in result ? `${result.title} ${result.year}` : result.mediaType))
        .slice(0, 2),
      ["Dune 2021", "Dune 1984"],
    );
    assert.ok(results.some(({ mediaType }) => mediaType === "collection"));
  });

  it("reads the details of a declined movie and of a show with requests", () => {
    const movie = toTitleDetail("movie", recorded("153-movie-declined").body, "2026-11-21T00:00:00.000Z");
    assert.deepEqual([movie.imdbId, movie.status, movie.requests[0]?.status], ["tt0133093", 1, 3]);
    const show = toTitleDetail("tv", recorded("147-tv-mediainfo").body, "2026-11-21T00:00:00.000Z");
    assert.deepEqual([show.title, show.status, show.requests[0]?.seasons], ["Breaking Bad", 3, [1, 2]]);
  });
});
