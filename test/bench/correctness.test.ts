import assert from "node:assert/strict";
import { film, show } from "../servers/catalogue/title.ts";
import { overseerrPerTest } from "../support/with-overseerr.ts";
import { checkRequests } from "./correctness.ts";

describe("what the bench calls right", () => {
  const { start } = overseerrPerTest();
  const movie = film(1, "1", "A film", 2001);
  const series = show(2, "2", 2, "A show", [2001, 2002], { specials: true });

  it("is one request for each wanted title, with every season but the specials", async () => {
    const { server } = await start();
    server.addRequest({ mediaType: "movie", tmdbId: 99 });
    server.addRequest({ mediaType: "movie", tmdbId: 1 });
    server.addRequest({ mediaType: "tv", tmdbId: 2, seasons: [1, 2] });
    assert.deepEqual(checkRequests(server, [movie, series], 1), { wanted: 2, right: 2, wrong: 0 });
  });

  it("is not a title twice, another title, a show in part, or none at all", async () => {
    const { server } = await start();
    server.addRequest({ mediaType: "movie", tmdbId: 1 });
    server.addRequest({ mediaType: "movie", tmdbId: 1 });
    server.addRequest({ mediaType: "movie", tmdbId: 2 });
    server.addRequest({ mediaType: "tv", tmdbId: 2, seasons: [1] });
    const absent = film(3, "3", "Another film", 2001);
    assert.deepEqual(checkRequests(server, [movie, series, absent], 0), { wanted: 3, right: 1, wrong: 2 });
  });
});
