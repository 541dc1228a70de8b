import assert from "node:assert/strict";
import type { Item, OutcomeStatus } from "../../../../src/items/item.ts";
import { itemKey } from "../../../../src/items/key.ts";
import { OUTCOME_STATUSES, OUTCOMES } from "../../../../src/items/outcomes.ts";
import type { CatalogueQuery } from "../../../../src/state/port/catalogue.ts";
import type { Store } from "../../../../src/state/store.ts";
import { sampleItem, sampleList, sampleRun, sampleStore } from "../../../support/state-samples.ts";

const minute = (number: number) => new Date(Date.UTC(2026, 2, 1, 12, number)).toISOString();

const movie = (tmdb: number, title: string, patch: Partial<Item> = {}) =>
  sampleItem({ title, ids: { tmdb }, year: 1990 + tmdb, ...patch });

const BY_CHANGE = { sort: "changed", descending: true, limit: 10 } as const;

describe("the catalogue", () => {
  let store: Store;
  beforeEach(async () => {
    store = await sampleStore(
      sampleRun(),
      sampleRun({ id: "run-2" }),
      sampleRun({ id: "run-4k", profile: "4K" }),
    );
  });
  afterEach(() => store.close());

  const record = (item: Item, status: OutcomeStatus, at: number, run = "run-1") =>
    store.record(run, "server", { ...item, outcome: { status, at: minute(at) } }, minute(at));
  const found = async (query: Partial<CatalogueQuery> = {}) =>
    (await store.catalogue({ ...BY_CHANGE, ...query })).titles.map(({ item }) => item.title);

  const ALIEN = movie(1, "Alien");
  const HEAT = movie(2, "Heat", { sources: [{ provider: "trakt", list: "a", requestAs: 7 }] });
  const AMELIE = movie(3, "Amélie", { mediaType: "tv" });

  async function three(): Promise<void> {
    await record(ALIEN, "requested", 1);
    await record(HEAT, "failed", 2);
    await record(AMELIE, "ambiguous", 3, "run-4k");
  }

  it("puts titles in order: by change, name, year and arrival, both ways", async () => {
    await three();
    assert.deepEqual(await found(), ["Amélie", "Heat", "Alien"]);
    assert.deepEqual(await found({ descending: false }), ["Alien", "Heat", "Amélie"]);
    assert.deepEqual(await found({ sort: "title", descending: false }), ["Alien", "Amélie", "Heat"]);
    assert.deepEqual(await found({ sort: "year" }), ["Amélie", "Heat", "Alien"]);
    assert.deepEqual(await found({ sort: "added", descending: false }), ["Alien", "Heat", "Amélie"]);
  });

  it("filters by outcome, type, year, requester, profile and site", async () => {
    await three();
    assert.deepEqual(await found({ statuses: ["failed", "ambiguous"] }), ["Amélie", "Heat"]);
    assert.deepEqual(await found({ types: ["tv"] }), ["Amélie"]);
    assert.deepEqual(await found({ yearFrom: 1992 }), ["Amélie", "Heat"]);
    assert.deepEqual(await found({ yearTo: 1992 }), ["Heat", "Alien"]);
    assert.deepEqual(await found({ requester: 7 }), ["Heat"]);
    assert.deepEqual(await found({ requester: 0 }), ["Amélie", "Alien"]);
    assert.deepEqual(await found({ profile: "4K" }), ["Amélie"]);
    assert.deepEqual(await found({ provider: "trakt" }), ["Heat"]);
    assert.deepEqual(await found({ provider: "trakt", types: ["tv"] }), []);
    for (const query of [{ profile: "None" }, { provider: "none" }, { statuses: ["declined" as const] }])
      assert.deepEqual(await found(query), []);
  });

  it("leaves titles without a year out of a range of years", async () => {
    const { year: _year, ...nameless } = movie(4, "Nobody knows when");
    await record(nameless, "requested", 4);
    assert.deepEqual(await found({ yearTo: 2100 }), []);
    assert.deepEqual(await found({ yearFrom: 0 }), []);
    assert.deepEqual(await found(), ["Nobody knows when"]);
  });

  it("searches a part of the title, whatever the case and the accents", async () => {
    await three();
    assert.deepEqual(await found({ text: "AMELIE" }), ["Amélie"]);
    assert.deepEqual(await found({ text: "lie" }), ["Amélie", "Alien"]);
    assert.deepEqual(await found({ text: "lien" }), ["Alien"]);
    assert.deepEqual(await found({ text: "e", sort: "title", descending: false }), [
      "Alien",
      "Amélie",
      "Heat",
    ]);
    assert.deepEqual(await found({ text: '"lie* OR x' }), []);
    assert.deepEqual(await found({ text: "   " }), ["Amélie", "Heat", "Alien"]);
    assert.deepEqual(await found({ text: "lie", types: ["movie"] }), ["Alien"]);
  });

  it("finds what is on a list, and not what has left it", async () => {
    await three();
    await store.saveList(sampleList(), [ALIEN, HEAT], minute(5));
    await store.saveList(sampleList(), [HEAT], minute(6));
    const onList = { provider: "imdb", list: "top" };
    assert.deepEqual(await found(onList), ["Heat"]);
    assert.deepEqual(await found({ ...onList, text: "hea" }), ["Heat"]);
    assert.deepEqual(await found({ ...onList, text: "alien" }), []);
    await store.saveList(sampleList({ complete: false }), [HEAT], minute(7));
    assert.deepEqual(await found(onList), ["Heat", "Alien"], "a part of a list says nothing of the rest");
  });

  for (const query of [{}, { text: "title" }, { text: "t" }, { types: ["movie" as const] }])
    it(`gives the same rows by cursor and by offset: ${JSON.stringify(query)}`, async () => {
      for (let index = 1; index <= 25; index++)
        await record(movie(index, `Title ${index % 7}`), "requested", index % 5);
      for (const sort of ["changed", "title"] as const)
        for (const descending of [true, false]) {
          const asked = { sort, descending, limit: 10, ...query };
          const pages = [await store.catalogue(asked)];
          for (let { next } = pages[0] ?? {}; next; next = pages.at(-1)?.next)
            pages.push(await store.catalogue({ ...asked, after: next }));
          const keys = pages.flatMap(({ titles }) => titles.map(({ key }) => key));
          assert.equal(new Set(keys).size, 25);
          assert.deepEqual(
            pages.map(({ total }) => total),
            [25, 25, 25],
          );
          const jump = await store.catalogue({ ...asked, offset: 13 });
          assert.deepEqual(
            jump.titles.map(({ key }) => key),
            keys.slice(13, 23),
          );
          assert.deepEqual((await store.catalogue({ ...asked, offset: 100 })).total, 25);
        }
    });

  it("says of each title what became of it, when, and for whom", async () => {
    await record(HEAT, "failed", 2);
    await record(HEAT, "failed", 9);
    const [title] = (await store.catalogue(BY_CHANGE)).titles;
    assert.equal(title?.key, itemKey(HEAT));
    assert.equal(title.outcome?.status, "failed");
    assert.equal(title.profile, "Main");
    assert.equal(title.requester, 7);
    assert.deepEqual(title.decisions, []);
  });

  it("follows a title that is called otherwise, or changes its year and lists", async () => {
    await record(ALIEN, "requested", 1);
    const other = {
      ...ALIEN,
      title: "Xenomorph",
      year: 2001,
      sources: [{ provider: "plex", list: "w", requestAs: 3 }],
    };
    await record(other, "requested", 2);
    assert.deepEqual(await found({ text: "alien" }), []);
    assert.deepEqual(await found({ text: "xenomorph" }), ["Xenomorph"]);
    assert.deepEqual(await found({ yearFrom: 2001, yearTo: 2001, requester: 3, provider: "plex" }), [
      "Xenomorph",
    ]);
  });

  it("lets what a person decided wait for the next sync", async () => {
    await three();
    const waiting = async () =>
      (await store.waiting({ limit: 10, offset: 0 })).titles.map(({ item }) => item.title);
    assert.deepEqual(await waiting(), ["Amélie", "Heat"]);
    const match = { mediaType: "movie", tmdbId: 949, title: "Heat" } as const;
    await store.decide({ kind: "match", item: HEAT, match, at: minute(4) });
    await store.decide({ kind: "ignore", item: ALIEN, at: minute(4) });
    assert.deepEqual(await waiting(), ["Amélie"]);
    assert.deepEqual(await found({ decisions: ["match"] }), ["Heat"]);
    assert.deepEqual(await found({ decisions: ["ignore", "match"] }), ["Heat", "Alien"]);
    await record(HEAT, "failed", 5, "run-2");
    assert.deepEqual(await waiting(), ["Amélie", "Heat"], "the decision did not help");
    for (const { name, kind } of (await store.decisions()).decisions) await store.takeBack(name, kind);
    assert.deepEqual(await found({ decisions: ["ignore", "match"] }), []);
    assert.deepEqual((await store.waiting({ limit: 10, offset: 0, profile: "4K" })).byStatus, {
      ambiguous: 1,
    });
  });

  it("takes for waiting what the table of outcomes says needs a person", async () => {
    for (const [index, status] of OUTCOME_STATUSES.entries())
      await record(movie(index + 1, `Title ${index}`), status, index);
    const { byStatus } = await store.waiting({ limit: 100, offset: 0 });
    assert.deepEqual(
      Object.keys(byStatus).sort(),
      OUTCOME_STATUSES.filter((status) => OUTCOMES[status].needsPerson).sort(),
    );
  });

  it("counts titles by site, requester, outcome and year", async () => {
    await three();
    assert.deepEqual(await store.catalogueCounts("Main"), [
      { provider: "imdb", status: "requested", titles: 1 },
      { provider: "trakt", requester: 7, status: "failed", titles: 1 },
    ]);
    assert.deepEqual(await store.catalogueYears(), [
      { year: 1991, titles: 1 },
      { year: 1992, titles: 1 },
      { year: 1993, titles: 1 },
    ]);
  });
});
