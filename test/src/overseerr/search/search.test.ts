import assert from "node:assert/strict";
import type { SearchResult } from "../../../../src/overseerr/overseerr.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const brief = (result: SearchResult) =>
  "tmdbId" in result
    ? `${result.mediaType} ${result.tmdbId} ${result.title} ${result.year}`
    : `${result.mediaType}`;

describe("Overseerr.search", () => {
  const { start } = overseerrPerTest();

  for (const title of [
    "What's Up, Doc?",
    "M*A*S*H",
    "(500) Days of Summer",
    "Tick, Tick... Boom!",
    "Face/Off",
    "Amélie",
    "100% + & = #;[]@$",
  ]) {
    it(`asks for ${title} in a way the server accepts`, async () => {
      const { server, overseerr } = await start();
      const page = await overseerr.search(title);
      assert.equal(page.page, 1);
      const sent = new URL(server.log[0]?.url ?? "", "http://x").searchParams.get("query");
      assert.equal(sent, title);
      assert.equal(server.log[0]?.status, 200);
    });
  }

  it("finds a title with its year by IMDb id", async () => {
    const { overseerr } = await start();
    const { results } = await overseerr.search("imdb:tt0111161");
    assert.deepEqual(results.map(brief), ["movie 278 The Shawshank Redemption 1994"]);
  });

  it("gives name and first air date of a show as title and year, and the status that the server knows", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "tv", tmdbId: 1396, status: 4, status4k: 2 });
    const { results } = await overseerr.search("imdb:tt0903747");
    const [show] = results;
    assert.ok(show && "tmdbId" in show);
    assert.deepEqual(
      { ...show, popularity: undefined },
      {
        mediaType: "tv",
        tmdbId: 1396,
        tvdbId: 81189,
        title: "Breaking Bad",
        originalTitle: "Breaking Bad",
        rating: 9.1,
        year: 2008,
        status: 4,
        status4k: 2,
        popularity: undefined,
      },
    );
  });

  it("tells a movie and a show of the same number apart", async () => {
    const { overseerr } = await start();
    const { results } = await overseerr.search("tmdb:1396");
    assert.deepEqual(
      results
        .filter((result) => "tmdbId" in result)
        .map(brief)
        .sort(),
      ["movie 1396 Mirror 1975", "tv 1396 Breaking Bad 2008"],
    );
  });

  it("asks for a language and in a user's name", async () => {
    const { server, overseerr } = await start();
    await overseerr.search("Dune", { language: "de", page: 2, asUser: 2 });
    assert.equal(server.log[0]?.url, "/api/v1/search?query=Dune&page=2&language=de");
    assert.equal(server.log[0]?.asUser, "2");
  });

  it("refuses an answer of an unknown shape", async () => {
    const { server, overseerr } = await start();
    server.fault("GET /search", { status: 200, json: [] });
    await assert.rejects(overseerr.search("Dune"), { code: "server-answer", message: /unexpected format/ });
  });
});
