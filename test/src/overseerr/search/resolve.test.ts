import assert from "node:assert/strict";
import { CancelledError } from "../../../../src/errors.ts";
import { normaliseItem } from "../../../../src/items/normalise.ts";
import type { Overseerr } from "../../../../src/overseerr/overseerr.ts";
import { resolveItem } from "../../../../src/overseerr/search/resolve.ts";
import type { ResolveOptions } from "../../../../src/overseerr/search/resolve-options.ts";
import { plainQuery } from "../../../../src/overseerr/search/search-title.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import type { Store } from "../../../../src/state/store.ts";
import { createCatalogue } from "../../../servers/catalogue/catalogue.ts";
import { film, show } from "../../../servers/catalogue/title.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("resolveItem", () => {
  const { start, connect } = overseerrPerTest();
  const resolve = async (row: object, overseerr: Overseerr, store?: Store, options?: ResolveOptions) => {
    const { kind, item } = await resolveItem(
      normaliseItem(row),
      { overseerr, ...(store && { store }) },
      options,
    );
    const { match, outcome } = item;
    return { kind, item, match, outcome, id: match && `${match.mediaType}:${match.tmdbId}` };
  };
  const searches = (server: { calls: Readonly<Record<string, number>> }) => server.calls["GET /search"] ?? 0;
  const hours = (n: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000) });
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  it("takes a TMDB number with its media type at its word, without a call", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "movie", tmdbId: 603, status: 5, status4k: 2 });
    const { match } = await resolve(
      { title: "The Matrix", year: 1999, type: "movie", tmdb_id: 603 },
      overseerr,
    );
    assert.deepEqual(match, {
      tmdbId: 603,
      mediaType: "movie",
      title: "The Matrix",
      year: 1999,
      matchedBy: "tmdb",
      status: 5,
      status4k: 2,
      seasons: [],
    });
    assert.equal(searches(server), 0);
  });

  it("knows a site's show of the library by its TVDB id, without a call", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "tv", tmdbId: 1396, status: 4, seasons: [{ seasonNumber: 1, status: 5 }] });
    const sources = [{ provider: "tvdb", list: "favourites" }];
    const { match } = await resolve(
      { title: "Breaking Bad", type: "tv", tvdb_id: 81189, sources },
      overseerr,
    );
    assert.deepEqual([match?.tmdbId, match?.status, match?.seasons?.length], [1396, 4, 1]);
    assert.equal(searches(server), 0);
  });

  it("asks for an IMDb id once and never again, whatever the media type in the list", async () => {
    const { server, overseerr } = await start();
    const row = { title: "Breaking Bad", type: "movie", imdb_id: "tt0903747" };
    assert.equal((await resolve(row, overseerr, store)).id, "tv:1396");
    assert.equal((await resolve(row, connect(server), store)).id, "tv:1396");
    assert.equal(searches(server), 1);
  });

  it("remembers without a database as long as the client lives", async () => {
    const { server, overseerr } = await start();
    const row = { title: "Heat", imdb_id: "tt0113277" };
    await resolve(row, overseerr);
    await resolve(row, overseerr);
    assert.equal(searches(server), 1);
  });

  it("asks once when many ask for the same at the same time", async () => {
    const { server, overseerr } = await start();
    const row = { title: "Breaking Bad", imdb_id: "tt0903747" };
    const all = await Promise.all(Array.from({ length: 20 }, () => resolve(row, overseerr, store)));
    assert.ok(all.every(({ id }) => id === "tv:1396"));
    assert.equal(searches(server), 1);
  });

  it("goes on to the next weaker id when the server does not know one", async () => {
    const { overseerr } = await start();
    const row = { title: "Breaking Bad", type: "tv", imdb_id: "tt9999999", tvdb_id: 81189 };
    const { id, match } = await resolve(row, overseerr);
    assert.deepEqual([id, match?.matchedBy], ["tv:1396", "tvdb"]);
  });

  it("goes from an unknown id to the title only with exactly that title and year", async () => {
    const { overseerr } = await start();
    const dune = { title: "Dune", year: 1984, type: "movie", imdb_id: "tt9999999" };
    assert.equal((await resolve(dune, overseerr)).id, "movie:841");
    assert.equal((await resolve({ ...dune, title: "Rocky 2", year: 1979 }, overseerr)).kind, "not_found");
    assert.equal(
      (await resolve({ title: "Stalker", type: "movie", imdb_id: "tt9999998" }, overseerr)).kind,
      "not_found",
    );
  });

  it("does not take a TVDB number of a movie for a show's", async () => {
    const { overseerr } = await start();
    const row = { title: "Nothing of the Kind", type: "movie", tvdb_id: 81189 };
    assert.equal((await resolve(row, overseerr)).kind, "not_found");
  });

  describe("a TMDB number of unknown type", () => {
    it("is the movie or the show that bears the title", async () => {
      const { overseerr } = await start();
      assert.equal((await resolve({ title: "Mirror", tmdb_id: 1396 }, overseerr)).id, "movie:1396");
      assert.equal((await resolve({ title: "Breaking Bad", tmdb_id: 1396 }, overseerr)).id, "tv:1396");
      assert.equal(
        (await resolve({ title: "Spiegel", year: 1975, tmdb_id: 1396 }, overseerr)).id,
        "movie:1396",
      );
    });
    it("is ambiguous when nothing tells", async () => {
      const { overseerr } = await start();
      const { kind, outcome } = await resolve({ id: 1396 }, overseerr);
      assert.equal(kind, "ambiguous");
      assert.deepEqual(outcome?.candidates?.map(({ title }) => title).sort(), ["Breaking Bad", "Mirror"]);
    });
    it("does not take the other type when that is all TMDB told this time", async () => {
      const { server, overseerr } = await start({
        catalogue: createCatalogue([show(1396, "0903747", 81189, "Breaking Bad", [2008])]),
      });
      assert.equal(
        (await resolve({ title: "Mirror", year: 1975, tmdb_id: 1396 }, overseerr, store)).kind,
        "ambiguous",
      );
      assert.equal(
        (await resolve({ title: "Mirror", year: 1975, tmdb_id: 1396 }, overseerr, store)).kind,
        "ambiguous",
      );
      assert.equal(searches(server), 2, "and asks again in the next run");
    });
    it("with a title does not fall to a title search while its answer may be a failure", async () => {
      const { server, overseerr } = await start();
      const row = { title: "Dune", year: 1984, tmdb_id: 99999999 };
      assert.equal((await resolve(row, overseerr, store)).kind, "not_found");
      assert.equal(searches(server), 1);
    });
  });

  describe("failures", () => {
    it("never fall through to a weaker match", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      const row = { title: "Dune", year: 1984, type: "movie", imdb_id: "tt0087182" };
      server.tmdb.mode = "failing";
      await assert.rejects(resolve(row, overseerr, store), { code: "server-unavailable" });
      assert.equal(searches(server), 1);
      server.tmdb.mode = "up";
      assert.equal((await resolve(row, overseerr, store)).id, "movie:841", "the next run asks again");
      assert.equal(searches(server), 2);
    });

    for (const [name, fault, code] of [
      ["429", { status: 429 }, "server-rate-limited"],
      ["a proxy's page", { html: true }, "server-unavailable"],
      ["no answer in time", { hang: true }, "server-timeout"],
    ] as const)
      it(`are thrown: ${name}`, async () => {
        const { server, overseerr } = await start({}, { retries: 0, timeoutMs: 150 });
        server.fault("GET /search", fault);
        const row = { title: "Dune", year: 1984, type: "movie", imdb_id: "tt0087182" };
        await assert.rejects(resolve(row, overseerr, store), { code });
        assert.equal(searches(server), 1);
      });

    it("behind an empty title search are not remembered as not found after one try", async () => {
      const { server, overseerr } = await start();
      const row = { title: "Stalker", year: 1979, type: "movie" };
      server.tmdb.mode = "failing";
      assert.equal((await resolve(row, overseerr, store, hours(0))).kind, "not_found");
      server.tmdb.mode = "up";
      assert.equal((await resolve(row, overseerr, store, hours(6))).id, "movie:1398");
    });

    it("in the middle of a search are not taken for its end", async () => {
      const titles = Array.from({ length: 30 }, (_, n) => film(900 + n, undefined, `Home ${n}`, 2000));
      const { server, overseerr } = await start({
        catalogue: createCatalogue([...titles, film(5, undefined, "Home", 1990)]),
      });
      const { search } = overseerr;
      const failing: Overseerr = {
        ...overseerr,
        search(query, options) {
          if (options?.page === 2) server.tmdb.mode = "failing";
          return search(query, options);
        },
      };
      await assert.rejects(resolve({ title: "Home", type: "movie" }, failing, store), {
        code: "server-unavailable",
      });
    });
  });

  describe("what is not found", () => {
    it("by an id and by title is remembered for a week, then asked again", async () => {
      const { server, overseerr } = await start();
      const row = { title: "Dune", year: 1999, type: "movie", imdb_id: "tt9999999" };
      const { outcome } = await resolve(row, overseerr, store, hours(0));
      assert.match(
        outcome?.reason ?? "",
        /no certain match for "Dune" \(1999\) with tt9999999\. Closest: "Dune"/,
      );
      const before = searches(server);
      for (const hour of [6, 24, 160])
        assert.equal((await resolve(row, overseerr, store, hours(hour))).kind, "not_found");
      assert.equal(searches(server), before);
      await resolve(row, overseerr, store, hours(169));
      assert.ok(searches(server) > before);
    });

    it("with nothing at all is remembered once a later run found nothing either", async () => {
      const { server, overseerr } = await start();
      const row = { title: "Zzzz Qqqq", year: 1999, type: "movie" };
      const asked: number[] = [];
      for (const hour of [0, 0.01, 6, 12, 24]) {
        server.resetCalls();
        assert.equal((await resolve(row, overseerr, store, hours(hour))).kind, "not_found");
        asked.push(searches(server));
      }
      assert.deepEqual(asked, [1, 1, 1, 0, 0]);
    });

    it("for certain is remembered with the titles to choose from", async () => {
      const { server, overseerr } = await start();
      const first = await resolve({ title: "Dune", type: "movie" }, overseerr, store);
      const second = await resolve({ title: "Dune", type: "movie" }, connect(server), store);
      assert.equal(first.kind, "ambiguous");
      assert.deepEqual(second.outcome?.candidates, first.outcome?.candidates);
      assert.match(second.outcome?.reason ?? "", /Several titles on the server match: "Dune" .* Add a year/);
      assert.equal(searches(server), 1);
    });
  });

  describe("title search", () => {
    it("with a common name asks for the year instead of reading on", async () => {
      const others = Array.from({ length: 100 }, (_, n) => film(1000 + n, undefined, "Home", 1900 + n));
      const { server, overseerr } = await start({
        catalogue: createCatalogue([...others, film(5, undefined, "Home", 2015)]),
      });
      assert.equal((await resolve({ title: "Home", year: 2015, type: "movie" }, overseerr)).id, "movie:5");
      assert.ok(searches(server) <= 2);
    });

    it("reads no more than three pages without a year", async () => {
      const others = Array.from({ length: 200 }, (_, n) => film(1000 + n, undefined, `Home ${n}`, 2000));
      const { server, overseerr } = await start({
        catalogue: createCatalogue([...others, film(5, undefined, "Home", 2015)]),
      });
      assert.equal((await resolve({ title: "Home", type: "movie" }, overseerr)).kind, "ambiguous");
      assert.equal(searches(server), 3);
    });

    it("finds a translated title in its language", async () => {
      const { overseerr } = await start();
      const row = { title: "Die Verurteilten", year: 1994, type: "movie" };
      assert.equal((await resolve(row, overseerr, store)).kind, "not_found");
      assert.equal((await resolve(row, overseerr, store, { language: "de" })).id, "movie:278");
    });

    it("asks again when the rules are others", async () => {
      const { overseerr } = await start();
      const row = { title: "Parasite", year: 2020, type: "movie" };
      assert.equal((await resolve(row, overseerr, store, { yearTolerance: false })).kind, "not_found");
      assert.equal((await resolve(row, overseerr, store)).id, "movie:496243");
    });

    it("takes the power from words that the server would obey", () => {
      assert.equal(plainQuery("Year:2020 and IMDB:tt1234567"), "Year: 2020 and IMDB: tt1234567");
      assert.equal(plainQuery("Ratio 3: 10"), "Ratio 3: 10");
    });

    it("steps over persons and collections", async () => {
      const { overseerr } = await start();
      assert.equal((await resolve({ title: "Keanu Reeves", type: "movie" }, overseerr)).kind, "not_found");
    });
  });

  it("names an item that came as an id", async () => {
    const { overseerr } = await start();
    assert.equal((await resolve({ imdb_id: "tt0087182" }, overseerr)).item.title, "Dune");
    assert.equal((await resolve({ imdb_id: "tt9999999" }, overseerr)).item.title, "IMDb tt9999999");
  });

  it("stops when it is cancelled", async () => {
    const { server, overseerr } = await start();
    const options = { signal: AbortSignal.abort() };
    await assert.rejects(resolve({ title: "Dune" }, overseerr, store, options), CancelledError);
    assert.deepEqual(server.calls, {});
  });
});
