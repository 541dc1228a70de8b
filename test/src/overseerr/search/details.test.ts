import assert from "node:assert/strict";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("Overseerr.details", () => {
  const { start } = overseerrPerTest();

  it("gives a movie that the server never heard of: no status, no requests", async () => {
    const { overseerr } = await start();
    const { at, ...detail } = await overseerr.details("movie", 278);
    assert.deepEqual(detail, {
      mediaType: "movie",
      tmdbId: 278,
      imdbId: "tt0111161",
      title: "The Shawshank Redemption",
      originalTitle: "The Shawshank Redemption",
      rating: 6.8,
      year: 1994,
      requests: [],
    });
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 10_000);
  });

  it("gives the declined request that a status UNKNOWN hides", async () => {
    const { server, overseerr } = await start();
    const request = server.addRequest({ mediaType: "movie", tmdbId: 278, status: 1, userId: 2 });
    server.decline(request.id);
    const detail = await overseerr.details("movie", 278);
    assert.equal(detail.status, 1);
    assert.deepEqual(detail.requests, [
      { id: request.id, is4k: false, status: 3, seasons: [], requestedBy: 2 },
    ]);
  });

  it("gives seasons with dates, specials among them, and the seasons of each request", async () => {
    const { server, overseerr } = await start();
    server.addRequest({ mediaType: "tv", tmdbId: 1396, seasons: [1, 2] });
    const detail = await overseerr.details("tv", 1396);
    assert.deepEqual(
      detail.seasons?.map(({ seasonNumber }) => seasonNumber),
      [0, 1, 2, 3, 4, 5],
    );
    assert.match(detail.seasons?.[1]?.airDate ?? "", /^2008-\d\d-\d\d$/);
    assert.ok((detail.seasons?.[1]?.episodes ?? 0) > 0);
    assert.deepEqual(detail.requests[0]?.seasons, [1, 2]);
    assert.deepEqual(
      [detail.tvdbId, detail.imdbId, detail.title, detail.year],
      [81189, "tt0903747", "Breaking Bad", 2008],
    );
  });

  it("asks in a language", async () => {
    const { server, overseerr } = await start();
    await overseerr.details("movie", 278, { language: "de" });
    assert.equal(server.log[0]?.url, "/api/v1/movie/278?language=de");
  });

  it("takes an unknown id for a failure, because the server says the same when TMDB fails", async () => {
    const { overseerr } = await start({}, { retries: 0 });
    await assert.rejects(overseerr.details("movie", 99_999_999), {
      code: "server-unavailable",
      message: /Unable to retrieve movie/,
    });
  });
});
